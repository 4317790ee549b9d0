#include "tests/controller/wire/ledger.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace perigee::testing {

void Ledger::begin() {
  const std::lock_guard lock(mutex_);
  writes_ = writes_done_ = 0;
  jobs_made_.clear();
  made_late_.clear();
  complaints_.clear();
}

void Ledger::keep_secret(std::string word) {
  const std::lock_guard lock(mutex_);
  secrets_.push_back(std::move(word));
}

int Ledger::arrived(const ApiCall& call) {
  const std::lock_guard lock(mutex_);
  for (const std::string& secret : secrets_)
    if (call.body.find(secret) != std::string::npos) complaints_.push_back("a secret is told to " + call.kind);
  return call.is_counted() ? ++writes_ : 0;
}

void Ledger::done(const ApiCall& call, Timing timing) {
  const std::lock_guard lock(mutex_);
  if (timing == Timing::prompt) ++writes_done_;
  if (call.method == "POST" && call.kind == "jobs") {
    const std::string name = nlohmann::json::parse(call.body).at("metadata").at("name");
    ++jobs_made_[name];
    if (timing == Timing::late) made_late_.insert(name);
  }
  if (call.method == "DELETE" && call.body.find("\"uid\"") == std::string::npos)
    complaints_.push_back(call.name + " was deleted without a uid");
}

int Ledger::writes() const {
  const std::lock_guard lock(mutex_);
  return writes_;
}

int Ledger::writes_done() const {
  const std::lock_guard lock(mutex_);
  return writes_done_;
}

std::map<std::string, int> Ledger::jobs_made() const {
  const std::lock_guard lock(mutex_);
  return jobs_made_;
}

bool Ledger::was_made_late(const std::string& job) const {
  const std::lock_guard lock(mutex_);
  return made_late_.contains(job);
}

std::vector<std::string> Ledger::complaints() const {
  const std::lock_guard lock(mutex_);
  return complaints_;
}

}  // namespace perigee::testing
