// A runner that does what its job's title says, to drive the executor through every way in which a real one can end.
//
// The title is a list by attempts, "20,segv,commit": a number is an exit code, the words are below. It finds its job as
// the real one does, by --job and PERIGEE_REDIS_URL, and leaves its pid under pid:<job> in db 9.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

#include "perigee/base/sha256.h"
#include "perigee/base/text.h"
#include "perigee/store/jobs.h"

namespace {

using namespace perigee;

std::string argument(int argc, char** argv, std::string_view name) {
  for (int at = 1; at + 1 < argc; ++at)
    if (argv[at] == name) return argv[at + 1];
  return {};
}

void commit(Jobs& jobs, const JobRecord& record) {
  Jobs::Ending ending;
  ending.bytes = "a picture of " + to_json_text(record.spec);
  ending.result = ResultInfo{"image/png", ending.bytes.size(), sha256_hex(ending.bytes), 800, 450, 1, "v1", 1.0};
  jobs.finish(record.id, record.uid, ending);
}

int exit_with(int code, const std::string& message_path) {
  std::ofstream(message_path) << R"({"reason": "Fake", "message": "The fake runner exits with )" << code << R"(."})";
  return code;
}

void on_term(int) { ::_exit(22); }

[[noreturn]] void hang() {
  for (;;) ::pause();
}

void crash() {
  ::signal(SIGSEGV, SIG_DFL);  // sanitizers make an exit code of it
  ::raise(SIGSEGV);
}

int act(std::string_view word, Jobs& jobs, const JobRecord& record, const std::string& message_path) {
  if (word == "lie") return 0;
  if (word == "segv") crash();
  if (word == "kill") ::raise(SIGKILL);
  if (word == "hang") hang();
  if (word == "stubborn") {
    ::signal(SIGTERM, SIG_IGN);
    hang();
  }
  if (word == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(200));
  if (word == "noise")
    for (int line = 0; line < 20'000; ++line) std::fputs("a runner that raves and raves and raves\n", stderr);
  if (!word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos)
    return exit_with(std::atoi(std::string(word).c_str()), message_path);
  commit(jobs, record);
  if (word == "commit-and-crash") crash();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ::signal(SIGTERM, on_term);
  RedisPool pool(*parse_redis_url(std::getenv("PERIGEE_REDIS_URL")), {}, 1);
  Jobs jobs(pool);
  const auto record = jobs.find(argument(argc, argv, "--job"));
  if (!record) return 16;
  pool.lend()->command(9, {"SET", "pid:" + record->id, std::to_string(::getpid())});
  const auto words = split(record->spec.output.title, ',');
  const auto attempt = static_cast<std::size_t>(record->attempts) - 1;
  return act(words[std::min(attempt, words.size() - 1)], jobs, *record, argument(argc, argv, "--termination-message"));
}
