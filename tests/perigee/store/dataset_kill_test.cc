// A writer is killed before and after each command that it sends: the dataset is the old or the new one, whole, and no
// block is left without a life. The commit can be repeated.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "tests/perigee/store/store_test.h"
#include "tests/perigee/store/tables.h"
#include "tests/support/redis_proxy.h"

namespace perigee {
namespace {

using testing::cells;
using testing::numbered;
using testing::RedisProxy;

struct Upload {
  const char* mode;
  std::int64_t first;
  std::size_t rows;
};

class KillTest : public testing::PooledTest, public ::testing::WithParamInterface<Upload> {
 protected:
  static constexpr std::size_t kBefore = 8;  // rows that are there already; equal to a short append, which joins them

  // Runs a writer through a proxy with this hook; kills it when the hook or the lost answer says so. Its exit code, or
  // −1 if it was killed; how many commands it sent.
  struct Outcome {
    int code;
    int commands;
  };
  Outcome run(const RedisProxy::Hook& hook) {
    RedisProxy proxy(server_->socket());
    std::atomic<pid_t> victim{0};
    const auto kill = [&victim] {
      while (victim == 0) ::usleep(100);
      ::kill(victim, SIGKILL);
    };
    proxy.set_hook([&, hook](int number, const std::string& name) {
      const auto action = hook(number, name);
      if (action == RedisProxy::Action::cut) kill();
      return action;
    });
    proxy.set_lost(kill);
    victim = start(proxy.url());
    int status = 0;
    ::waitpid(victim, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, proxy.commands()};
  }

  static pid_t start(const std::string& url) {
    const std::string first = std::to_string(GetParam().first), rows = std::to_string(GetParam().rows);
    const pid_t child = ::fork();
    if (child == 0) {
      ::execl(PERIGEE_VICTIM, PERIGEE_VICTIM, url.c_str(), GetParam().mode, first.c_str(), rows.c_str(), nullptr);
      ::_exit(127);
    }
    return child;
  }

  void start_afresh() {
    server_->ask("FLUSHALL");
    testing::store(*pool_, "d", WriteMode::replace, numbered(0, kBefore));
  }

  std::uint64_t rows_after() const {
    return GetParam().rows + (std::string_view(GetParam().mode) == "append" ? kBefore : 0);
  }

  void expect_old_or_new_and_nothing_more(const std::string& when) {
    const auto manifest = Datasets(*pool_).find("d");
    EXPECT_TRUE(manifest->rows == kBefore || manifest->rows == rows_after()) << when;
    const std::vector<std::string> number{"number"};
    EXPECT_EQ(Datasets(*pool_).open("d")->read(number).rows(), manifest->rows) << when;
    std::set<std::string> named;
    for (const auto& block : manifest->blocks) named.insert("block:" + block.id);
    auto redis = pool_->lend();
    for (const auto& key : redis->command(0, {"KEYS", "block:*"}).items)
      EXPECT_EQ(redis->command(0, {"PTTL", key.bytes}).integer == -1, named.contains(key.bytes)) << when;
  }
};

TEST_P(KillTest, AtEachCommandLeavesOneVersionWholeAndNoBlockForEver) {
  start_afresh();
  const auto whole = run([](int, const std::string&) { return RedisProxy::Action::pass; });
  ASSERT_EQ(whole.code, 0);
  ASSERT_EQ(Datasets(*pool_).find("d")->rows, rows_after());
  for (const auto action : {RedisProxy::Action::cut, RedisProxy::Action::answer_is_lost})
    for (int at = 1; at <= whole.commands; ++at) {
      start_afresh();
      std::string name;
      const auto killed = run([&](int number, const std::string& command) {
        if (number == at) name = command;
        return number == at ? action : RedisProxy::Action::pass;
      });
      const std::string when = "killed at command " + std::to_string(at) + " " + name;
      EXPECT_EQ(killed.code, -1) << when;
      expect_old_or_new_and_nothing_more(when);
      EXPECT_EQ(run([](int, const std::string&) { return RedisProxy::Action::pass; }).code, 0) << when;
      EXPECT_EQ(Datasets(*pool_).find("d")->rows, rows_after()) << when;
      expect_old_or_new_and_nothing_more(when + ", repeated");
    }
}

INSTANTIATE_TEST_SUITE_P(Uploads, KillTest,
                         ::testing::Values(Upload{"append", 100, 8}, Upload{"replace", 100, 20},
                                           Upload{"replace", 0, kRowsPerBlock + 5}),
                         [](const auto& upload) { return upload.param.mode + std::to_string(upload.param.rows); });

}  // namespace
}  // namespace perigee
