#include "perigee/kube/path.h"

#include <gtest/gtest.h>

namespace perigee::kube {
namespace {

TEST(Path, OfTheCoreGroupHasNoGroup) { EXPECT_EQ(collection_path(kPods, "a"), "/api/v1/namespaces/a/pods"); }

TEST(Path, OfAnotherGroupNamesIt) {
  EXPECT_EQ(collection_path(kAnalysisJobs, "a"), "/apis/perigee.dev/v1alpha1/namespaces/a/analysisjobs");
}

TEST(Path, WithoutANamespaceReachesAllOfThem) { EXPECT_EQ(collection_path(kJobs, ""), "/apis/batch/v1/jobs"); }

TEST(Path, OfASubresourceFollowsTheName) {
  EXPECT_EQ(object_path(kJobs, "a", "b", "status"), "/apis/batch/v1/namespaces/a/jobs/b/status");
}

TEST(Path, NeverLeavesItsCollection) {
  EXPECT_EQ(object_path(kPods, "a", "../b?c#d"), "/api/v1/namespaces/a/pods/..%2Fb%3Fc%23d");
  EXPECT_EQ(collection_path(kPods, "a/../b"), "/api/v1/namespaces/a%2F..%2Fb/pods");
}

TEST(Query, EncodesNamesAndValues) {
  EXPECT_EQ(with_query("/p", {{"labelSelector", "a=b,c in (d)"}, {"limit", "5"}}),
            "/p?labelSelector=a%3Db%2Cc%20in%20%28d%29&limit=5");
}

}  // namespace
}  // namespace perigee::kube
