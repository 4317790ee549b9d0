// What was written to an API server since a run began, and what no write may have. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/controller/wire/api_call.h"

namespace perigee::testing {

class Ledger {
 public:
  void begin();  // a new run
  // A word that no write may have.
  void keep_secret(std::string word);

  // A write arrived; of those that count it is the how manyth, from 1, of the others 0.
  int arrived(const ApiCall& call);
  enum class Timing { prompt, late };
  void done(const ApiCall& call, Timing timing);

  int writes() const;  // that count and arrived
  int writes_done() const;
  std::map<std::string, int> jobs_made() const;  // by name
  // Whether a write that was given up made it, too: no server can tell it from a prompt one.
  bool was_made_late(const std::string& job) const;
  std::vector<std::string> complaints() const;

 private:
  mutable std::mutex mutex_;
  int writes_ = 0, writes_done_ = 0;
  std::map<std::string, int> jobs_made_;
  std::set<std::string> made_late_;
  std::vector<std::string> complaints_, secrets_;
};

}  // namespace perigee::testing
