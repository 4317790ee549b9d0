// Where things are in the Kubernetes API: kinds of resources, and the paths of their collections and objects.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perigee::kube {

struct ResourceType {
  std::string_view group;  // empty: the core group
  std::string_view version, plural;
};

inline constexpr ResourceType kAnalysisJobs{"perigee.dev", "v1alpha1", "analysisjobs"};
inline constexpr ResourceType kJobs{"batch", "v1", "jobs"};
inline constexpr ResourceType kPods{"", "v1", "pods"};
inline constexpr ResourceType kLeases{"coordination.k8s.io", "v1", "leases"};
inline constexpr ResourceType kEvents{"events.k8s.io", "v1", "events"};

// "/apis/batch/v1/namespaces/default/jobs"; without a namespace those of all of them.
std::string collection_path(const ResourceType& type, std::string_view namespace_name);

// "/apis/batch/v1/namespaces/default/jobs/a", and "…/a/status" with a subresource. Names are percent-encoded.
std::string object_path(const ResourceType& type, std::string_view namespace_name, std::string_view name,
                        std::string_view subresource = "");

// Names and values as they are; they are percent-encoded here.
using Query = std::vector<std::pair<std::string, std::string>>;
std::string with_query(std::string path, const Query& query);

}  // namespace perigee::kube
