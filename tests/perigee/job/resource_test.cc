#include "perigee/job/resource.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

JobRecord record_of(const char* spec) {
  JobRecord record;
  record.id = "7c0e1f0a";
  record.spec = *parse_spec(spec);
  return record;
}

TEST(AnalysisJobManifest, HasTheRecordsIdAndItsSpecification) {
  EXPECT_EQ(analysis_job_manifest(record_of(R"({"analysis": "timeline", "parameters": {"from": 1990},
                                                "output": {"format": "svg"}, "backoffLimit": 0})")),
            R"({"apiVersion":"perigee.dev/v1alpha1","kind":"AnalysisJob","metadata":{"name":"7c0e1f0a"},"spec":)"
            R"({"activeDeadlineSeconds":600,"analysis":"timeline","backoffLimit":0,"dataset":"launches",)"
            R"("output":{"format":"svg","height":0,"scale":2,"theme":"light","title":"","width":800},)"
            R"("parameters":{"from":1990},"retention":{"afterFailure":"1d","afterSuccess":"7d"}}})");
}

TEST(AnalysisJobManifest, WritesWholeNumbersWithoutAPoint) {
  const auto manifest = analysis_job_manifest(
      record_of(R"({"analysis": "a", "parameters": {"big": 1e18, "half": 0.5, "one": -1.0, "two": 2e0}})"));
  EXPECT_NE(manifest.find(R"("parameters":{"big":1e+18,"half":0.5,"one":-1,"two":2})"), std::string::npos) << manifest;
}

TEST(AnalysisJobManifest, KeepsAWishToCancelThatCameBeforeTheObject) {
  JobRecord record = record_of(R"({"analysis": "timeline"})");
  EXPECT_EQ(analysis_job_manifest(record).find("cancel"), std::string::npos);
  record.cancel_requested = true;
  EXPECT_NE(analysis_job_manifest(record).find(R"("cancel":true)"), std::string::npos);
}

}  // namespace
}  // namespace perigee
