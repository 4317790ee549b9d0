#include <gtest/gtest.h>

#include "perigee/store/jobs.h"
#include "tests/perigee/store/jobs_test.h"

namespace perigee {
namespace {

using testing::fault_of;
using testing::JobsTest;
using testing::Strings;

TEST_F(JobsTest, WhatOneExecutorHasNotEndedIsFoundOldestFirst) {
  const auto accept_for = [&](const char* id, const char* executor, JobState state) {
    auto job = record(id, state == JobState::accepted ? "" : "uid");
    job.executor = executor;
    job.state = state;
    accept(job);
    clock_.advance(1);
  };
  accept_for("waiting", "kubernetes", JobState::accepted);
  accept_for("local", "local", JobState::queued);
  accept_for("over", "kubernetes", JobState::queued);
  accept_for("running", "kubernetes", JobState::in_progress);
  jobs_->finish("over", "uid", failure());
  const auto found = jobs_->unfinished("kubernetes");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, "waiting");
  EXPECT_EQ(found[0].state, JobState::accepted);
  EXPECT_EQ(found[0].uid, "");
  EXPECT_EQ(found[0].created, jobs_->find("waiting")->created);
  EXPECT_EQ(found[1].id, "running");
}

TEST_F(JobsTest, TheListIsNewestFirstInPagesWithoutGapOrRepetition) {
  Strings expected;
  for (int i = 0; i < 25; ++i) {
    if (i % 3) clock_.advance(1);  // some of one millisecond
    accept("job-" + std::to_string(10 + i));
  }
  Strings seen;
  JobQuery query;
  query.limit = 4;
  do {
    const auto page = jobs_->list(query);
    EXPECT_EQ(page.total, 25u);
    for (const auto& id : ids(page)) seen.push_back(id);
    query.after = page.next;
    accept("late-" + std::to_string(seen.size()));  // a new job does not shift the pages
    jobs_->finish("late-" + std::to_string(seen.size()), "uid", failure());
    jobs_->remove("late-" + std::to_string(seen.size()));
  } while (!query.after.empty());
  for (int i = 24; i >= 0; --i) expected.push_back("job-" + std::to_string(10 + i));
  EXPECT_EQ(seen, expected);
}

TEST_F(JobsTest, TheLastPageHasNoNext) {
  for (const char* id : {"a", "b"}) accept(id);
  JobQuery query;
  query.limit = 2;
  EXPECT_EQ(jobs_->list(query).next, "");
}

TEST_F(JobsTest, TheListIsFiltered) {
  auto titled = record("titled");
  titled.spec.output.title = "The First Crossover";
  titled.spec.analysis = "sector";
  titled.spec.dataset = "other";
  accept(titled);
  accept("plain");
  jobs_->finish("plain", "uid", failure());
  const auto only = [&](auto set) {
    JobQuery query;
    set(query);
    return ids(jobs_->list(query));
  };
  EXPECT_EQ(only([](auto& query) { query.states = {JobState::failed}; }), Strings{"plain"});
  EXPECT_EQ(only([](auto& query) { query.analysis = "sector"; }), Strings{"titled"});
  EXPECT_EQ(only([](auto& query) { query.dataset = "other"; }), Strings{"titled"});
  EXPECT_EQ(only([](auto& query) { query.text = "crossOVER"; }), Strings{"titled"});
  EXPECT_EQ(only([](auto& query) { query.text = "plai"; }), Strings{"plain"});
}

TEST_F(JobsTest, ARecordThatCanNotBeReadHidesNoOther) {
  for (const char* id : {"a", "b"}) accept(id);
  pool_->lend()->command(2, {"HSET", "job:a", "format", "99"});
  EXPECT_EQ(ids(jobs_->list({})), Strings{"b"});
  EXPECT_NE(fault_of([&] { jobs_->find("a"); }).second.find("newer version"), std::string::npos);
}

TEST_F(JobsTest, TheListIsBoundByTimeOfCreation) {
  const auto start = clock_.now();
  for (const char* id : {"a", "b", "c"}) {
    accept(id);
    clock_.advance(10);
  }
  JobQuery query;
  query.created_from = start + 10;
  query.created_to = start + 20;
  EXPECT_EQ(ids(jobs_->list(query)), Strings{"b"});
}

TEST_F(JobsTest, AFilterFindsAJobFarDownTheList) {
  accept("needle");
  for (int i = 0; i < 300; ++i) {
    clock_.advance(1);
    accept("hay-" + std::to_string(i));
  }
  JobQuery query;
  query.text = "needle";
  EXPECT_EQ(ids(jobs_->list(query)), Strings{"needle"});
}

TEST_F(JobsTest, ACursorIsKnownByItsShape) {
  EXPECT_TRUE(is_page_cursor("1700000000000:some-id"));
  for (const char* text : {"", "abc", "12", "12:", ":a", "12:Not Valid"}) EXPECT_FALSE(is_page_cursor(text)) << text;
}

}  // namespace
}  // namespace perigee
