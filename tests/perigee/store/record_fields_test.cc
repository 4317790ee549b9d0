#include "perigee/store/record_fields.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "perigee/base/error.h"

namespace perigee {
namespace {

RedisReply hash_of(const RedisArgs& fields) {
  RedisReply hash{RedisReply::Kind::array, 0, {}, {}};
  for (const auto& field : fields) hash.items.push_back({RedisReply::Kind::bytes, 0, field, {}});
  return hash;
}

JobRecord sample() {
  JobRecord record;
  record.id = "a-job";
  record.uid = "uid-1";
  record.executor = "local";
  record.state = JobState::complete;
  record.spec.analysis = "timeline";
  record.spec.parameters["from"] = std::int64_t{1957};
  record.request_id = "request-1";
  record.attempts = 2;
  record.created = 1'700'000'000'000;
  record.started = record.created + 1;
  record.finished = record.created + 2;
  record.expires = record.created + 3;
  record.dataset_version = "v1";
  record.cancel_requested = true;
  record.result = ResultInfo{"image/png", 12, "abc", 1600, 900, 4324, "v1", 12.5};
  record.failure = Failure{FailureClass::infrastructure, "Killed", "It was\nkilled.", 137};
  return record;
}

TEST(RecordFields, ReadBackWhatTheyWrote) {
  const auto read = record_of("a-job", hash_of(fields_of(sample())));
  ASSERT_TRUE(read);
  EXPECT_EQ(fields_of(*read), fields_of(sample()));
  EXPECT_EQ(read->spec, sample().spec);
  EXPECT_EQ(read->result, sample().result);
  EXPECT_EQ(read->failure, sample().failure);
}

TEST(RecordFields, AnEmptyHashIsNoRecord) { EXPECT_FALSE(record_of("a-job", hash_of({}))); }

TEST(RecordFields, WhatIsNotYetKnownIsAbsent) {
  JobRecord record;
  record.spec.analysis = "timeline";
  const auto fields = fields_of(record);
  EXPECT_EQ(std::find(fields.begin(), fields.end(), "finished"), fields.end());
  EXPECT_EQ(record_of("a-job", hash_of(fields))->finished, 0);
}

TEST(RecordFields, AnUnreadableFieldIsNamed) {
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"format", "2"}, {"state", "sleeping"}, {"spec", "{"}, {"attempts", "two"}, {"failure.class", "Fate"}}) {
    auto fields = fields_of(sample());
    *(std::find(fields.begin(), fields.end(), name) + 1) = value;
    try {
      record_of("a-job", hash_of(fields));
      ADD_FAILURE() << name;
    } catch (const EnvironmentError& error) {
      EXPECT_NE(std::string(error.what()).find("'" + name + "'"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace perigee
