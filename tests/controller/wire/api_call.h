// What a request asks of an API server: which objects, and what is to be done with them.
#pragma once

#include <map>
#include <string>

#include "tests/controller/wire/cluster_model.h"
#include "tests/support/https_server.h"

namespace perigee::testing {

struct ApiCall {
  std::string method, kind, name, subresource, body;  // kind: the plural, "jobs"
  std::map<std::string, std::string> parameters;
  std::string token;  // of its Authorization; empty: it has none

  static ApiCall of(const HttpsRequest& request);

  bool is_watch() const { return parameters.contains("watch"); }
  // A write of what the controller is about: not of the lease, and no Event.
  bool is_counted() const;
  Selector selector() const;
  std::string parameter(const char* parameter_name) const;
};

}  // namespace perigee::testing
