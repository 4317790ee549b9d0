#include "perigee/kube/client.h"

#include <functional>
#include <future>
#include <nlohmann/json.hpp>

#include "perigee/kube/list.h"

namespace perigee::kube {
namespace {

constexpr const char* kJson = "application/json";
constexpr const char* kMergePatch = "application/merge-patch+json";
constexpr const char* kPageSize = "500";

Reply<Object> object_in(Reply<std::string> answer) {
  if (!answer) return answer.error();
  auto read = read_object(*answer);
  if (!read || read->object.name.empty() || read->object.resource_version == 0)
    return malformed("an answer is not the object that it should be");
  return std::move(read->object);
}

std::optional<ApiError> perform(Http& http, Request request, std::function<void(std::string_view)> on_bytes) {
  std::promise<std::optional<ApiError>> promise;
  auto end = promise.get_future();
  http.start(std::move(request), {std::move(on_bytes), [&](auto error) { promise.set_value(std::move(error)); }});
  return end.get();
}

Query and_then(Query query, std::string name, std::string value) {
  query.emplace_back(std::move(name), std::move(value));
  return query;
}

}  // namespace

Request Client::request(std::string method, std::string target) const {
  Request asked;
  asked.method = std::move(method);
  asked.target = std::move(target);
  asked.timeout = timeout_;
  return asked;
}

Reply<std::string> Client::call(Request request) {
  std::string body;
  const auto error = perform(*http_, std::move(request), [&](std::string_view bytes) { body += bytes; });
  if (error) return *error;
  return body;
}

Reply<Object> Client::get(const ResourceType& type, std::string_view name) {
  return object_in(call(request("GET", object_path(type, namespace_, name))));
}

Reply<Object> Client::create(const ResourceType& type, std::string json) {
  return write("POST", collection_path(type, namespace_), std::move(json), kJson);
}

Reply<Object> Client::replace(const ResourceType& type, std::string_view name, std::string json,
                              std::string_view subresource) {
  return write("PUT", object_path(type, namespace_, name, subresource), std::move(json), kJson);
}

Reply<Object> Client::merge(const ResourceType& type, std::string_view name, std::string json,
                            std::string_view subresource) {
  return write("PATCH", object_path(type, namespace_, name, subresource), std::move(json), kMergePatch);
}

Reply<Object> Client::write(std::string method, std::string target, std::string body, std::string content_type) {
  Request asked = request(std::move(method), with_query(std::move(target), {{"fieldValidation", "Strict"}}));
  asked.body = std::move(body);
  asked.content_type = std::move(content_type);
  return object_in(call(std::move(asked)));
}

std::optional<ApiError> Client::remove(const ResourceType& type, std::string_view name,
                                       const Preconditions& preconditions) {
  nlohmann::json options = {{"kind", "DeleteOptions"}, {"apiVersion", "v1"}, {"propagationPolicy", "Background"}};
  if (!preconditions.uid.empty()) options["preconditions"]["uid"] = preconditions.uid;
  if (preconditions.resource_version != 0)
    options["preconditions"]["resourceVersion"] = std::to_string(preconditions.resource_version);
  Request asked = request("DELETE", object_path(type, namespace_, name));
  asked.body = options.dump();
  asked.content_type = kJson;
  const auto answer = call(std::move(asked));
  return answer ? std::nullopt : std::optional(answer.error());
}

Reply<std::vector<Object>> Client::list(const ResourceType& type, const Query& selector) {
  std::vector<Object> objects;
  std::string next;
  do {
    const Query query = and_then(selector, "limit", kPageSize);
    const auto page = list_page(type, next.empty() ? query : and_then(query, "continue", next), objects);
    if (!page) return page.error();
    next = *page;
  } while (!next.empty());
  return objects;
}

// The continuation of the page after it.
Reply<std::string> Client::list_page(const ResourceType& type, const Query& query, std::vector<Object>& objects) {
  ListDecoder decoder;
  auto asked = request("GET", with_query(collection_path(type, namespace_), query));
  const auto error = perform(*http_, std::move(asked), [&](std::string_view bytes) {
    for (Object& object : decoder.write(bytes)) objects.push_back(std::move(object));
  });
  if (error) return *error;
  const auto end = decoder.finish();
  if (!end) return end.error();
  return end->next;
}

}  // namespace perigee::kube
