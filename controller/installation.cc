#include "controller/installation.h"

#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/store/jobs.h"

namespace perigee::controller {
namespace {

constexpr kube::ResourceType kNamespaces{"", "v1", "namespaces"};

}  // namespace

std::optional<Result<std::string>> claim_redis(kube::Client& client, RedisPool& redis) try {
  kube::Request request;
  request.target = kube::object_path(kNamespaces, "", client.namespace_name());
  const auto answer = client.call(std::move(request));
  const auto read = answer ? kube::read_object(*answer) : std::nullopt;
  if (!read) {
    const std::string reason = answer ? "the answer is no namespace" : to_string(answer.error());
    log::warn("the namespace can not be read yet", {{"namespace", client.namespace_name()}, {"reason", reason}});
    return std::nullopt;
  }
  return claim_installation(*redis.lend(), read->object.uid);
} catch (const EnvironmentError& error) {
  log::warn("Redis is not there yet", {{"reason", std::string_view(error.what())}});
  return std::nullopt;
}

}  // namespace perigee::controller
