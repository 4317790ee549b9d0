// Objects of one namespace: got, made, changed and removed, one answer at a time. Thread-safe; calls wait.
//
// Not to be called on the thread of Http. A write names everything that is wrong with it (fieldValidation=Strict). An
// error whose `may_have_happened` is set leaves open whether the write was done: look at the object.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/kube/api_error.h"
#include "perigee/kube/http.h"
#include "perigee/kube/object.h"
#include "perigee/kube/path.h"

namespace perigee::kube {

// What must still hold for an object to be deleted; empty or 0: not asked.
struct Preconditions {
  std::string uid;
  std::uint64_t resource_version = 0;
};

class Client {
 public:
  // `http` outlives it. An answer that takes longer than `timeout` is an error.
  Client(Http& http, std::string namespace_name, std::chrono::milliseconds timeout = Request{}.timeout)
      : http_(&http), namespace_(std::move(namespace_name)), timeout_(timeout) {}

  Reply<Object> get(const ResourceType& type, std::string_view name);
  Reply<Object> create(const ResourceType& type, std::string json);
  // The whole object; where `json` holds a resource version, only while it is the present one.
  Reply<Object> replace(const ResourceType& type, std::string_view name, std::string json,
                        std::string_view subresource = "");
  // A JSON merge patch (RFC 7396), with a resource version in its metadata bound as replace() is.
  Reply<Object> merge(const ResourceType& type, std::string_view name, std::string json,
                      std::string_view subresource = "");
  // In the background: what it owns is deleted after it. Nothing: it goes.
  std::optional<ApiError> remove(const ResourceType& type, std::string_view name, const Preconditions& preconditions);
  // All that a selector finds, as {{"labelSelector", "a=b"}}; in pages, of one state of the cluster.
  Reply<std::vector<Object>> list(const ResourceType& type, const Query& selector = {});

  // Any request, in its own time; the body of its answer.
  Reply<std::string> call(Request request);

  const std::string& namespace_name() const { return namespace_; }

 private:
  Request request(std::string method, std::string target) const;
  Reply<Object> write(std::string method, std::string target, std::string body, std::string content_type);
  Reply<std::string> list_page(const ResourceType& type, const Query& query, std::vector<Object>& objects);

  Http* http_;
  std::string namespace_;
  std::chrono::milliseconds timeout_;
};

}  // namespace perigee::kube
