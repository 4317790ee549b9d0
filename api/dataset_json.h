// Manifests, profiles and reports as JSON text for the answers.
#pragma once

#include <string>

#include "perigee/data/report.h"
#include "perigee/store/datasets.h"

namespace perigee::api {

std::string manifest_json(const Manifest& manifest);                 // with the profile of each column
std::string manifests_json(const std::vector<Manifest>& manifests);  // {"datasets": […]}, without profiles
std::string stored_json(const Commit& commit, const LoadReport& report);

}  // namespace perigee::api
