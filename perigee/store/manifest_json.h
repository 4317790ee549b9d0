// The manifest as JSON, as it lies under dataset:<name> (docs/formats.md, "Manifest"). It carries a format number.
#pragma once

#include <string>
#include <string_view>

#include "perigee/store/datasets.h"

namespace perigee {

std::string to_json_text(const Manifest& manifest);

// Throws EnvironmentError(internal) on another format or on what is no manifest, naming the dataset and the remedy.
Manifest parse_manifest(std::string_view name, std::string_view json_text);

}  // namespace perigee
