// From the bytes of an upload to a stored dataset version: what POST /data, POST /datasets/{name} and seeding share.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "api/services.h"
#include "perigee/base/problem.h"
#include "perigee/data/loader.h"
#include "perigee/store/datasets.h"

namespace perigee::api {

struct Upload {
  std::string dataset;
  WriteMode mode = WriteMode::replace;
  DataFormat format = DataFormat::csv;
  std::string source;
};

struct Stored {
  Commit commit;
  LoadReport report;
};

using Take = std::function<bool(std::string_view)>;
// Hands all bytes to `take`, or stops when it says false. False: the bytes ended before they should have.
using Bytes = std::function<bool(const Take& take)>;

// One upload, piece by piece. Nothing is stored unless `finish` answers with it. Not thread-safe. Throws
// EnvironmentError.
class Ingest {
 public:
  Ingest(const Services& services, Upload upload);

  bool write(std::string_view piece);  // false: refused already; finish says why
  bool is_refused() const { return refused_; }
  Result<Stored> finish();

 private:
  const Services& services_;
  Upload upload_;
  Loader loader_;
  bool refused_ = false;
};

// The whole at once. The code "broken-off" means that the bytes ended too early.
Result<Stored> ingest(const Services& services, const Upload& upload, const Bytes& bytes);
Problem broken_off();

// The status that the problems of a refused upload get: 400, 413, 415 or 422.
int upload_status(const Problems& problems);

}  // namespace perigee::api
