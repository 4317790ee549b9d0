// The launch data from Kaggle: credentials as its own client finds them (token, legacy key, none), the download, and
// the CSV in its archive. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/config.h"
#include "api/spool.h"
#include "perigee/base/problem.h"

namespace perigee::api {

// "Bearer …" of a token, "Basic …" of user name and key, from the settings or from the files where Kaggle's client
// keeps them; empty: anonymous, which public data sets allow.
std::string kaggle_authorization(const Config& config);

// The archive into the spool.
Result<bool> fetch_from_kaggle(const Config& config, Spool& into);

}  // namespace perigee::api
