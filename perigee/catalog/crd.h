// The CustomResourceDefinition of AnalysisJob, written from the descriptions of the analyses and of the spec, and a
// sample AnalysisJob for each analysis.
//
// What a type, a choice or a length can say stands in the schema; what wants a sentence is a CEL rule, with the
// sentence that the REST API says. No member has a default: defaults belong to the descriptions and are applied when
// the spec is read. Needs Kubernetes ≥ 1.32.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "perigee/catalog/analysis.h"

namespace perigee {

// Members in the order in which people read them.
nlohmann::ordered_json crd(const std::vector<Analysis>& analyses);

// crds/analysisjobs.perigee.dev.yaml
std::string crd_yaml(const std::vector<Analysis>& analyses);

// samples/<analysis>.yaml: an AnalysisJob that works on the sample data.
std::string sample_yaml(const Analysis& analysis);

}  // namespace perigee
