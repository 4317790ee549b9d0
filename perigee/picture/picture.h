// From a spec and a dataset to the bytes of a chart: the one way that the runner and the API's /charts share.
//
// The same dataset version and the same canonical spec give the same bytes, whoever makes them. Stateless; thread-safe.
// Throws EnvironmentError where Redis fails or the dataset's version left it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/catalog/run.h"
#include "perigee/data/table.h"
#include "perigee/job/record.h"
#include "perigee/job/spec.h"
#include "perigee/store/datasets.h"

namespace perigee {

struct Picture {
  std::string bytes;
  ResultInfo info;
};

// What may end the making early, beside what is wrong with the spec.
struct PictureLimits {
  // Asked before any cell is read. A problem is handed on as it is.
  std::function<std::optional<Problem>(const Manifest&, const std::vector<std::string>& columns)> admit{};
  // Asked between the stages; false ends it with the problem "given-up".
  std::function<bool()> goes_on{};
};

inline constexpr char kGivenUp[] = "given-up";

// Reads what the spec needs and draws it.
Result<Picture> make_picture(const JobSpec& spec, DatasetReader& reader, const PictureLimits& limits = {});

// The same once the columns are there.
Result<Picture> make_picture(const JobSpec& spec, const std::vector<Binding>& bindings, const Table& columns,
                             const DatasetFacts& facts, const PictureLimits& limits = {});

// What decides the picture, and nothing else: parameters in their own types and without those that say what is the
// default anyway; deadlines, retries and retention at their defaults. Its JSON text is the same for all specs that
// differ in words only. A spec that does not fit its analysis comes back with its parameters as they are.
JobSpec canonical(const JobSpec& spec);

}  // namespace perigee
