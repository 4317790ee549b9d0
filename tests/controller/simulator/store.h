// A model of Redis: records and results, ends that are one transaction, and a disk that a power cut shows.
//
// With `appendfsync always` a write is on the disk before it is answered; a cut leaves what was acknowledged, and of a
// write on its way all or nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "perigee/job/record.h"
#include "tests/controller/simulator/bug.h"
#include "tests/controller/simulator/inspector.h"

namespace perigee::controller::simulator {

class Store {
 public:
  Store(Inspector& inspector, Bug bug) : inspector_(&inspector), bug_(bug) {}

  const JobRecord* find(const std::string& name) const;
  bool has_result(const std::string& name) const;
  std::vector<std::string> names() const;

  // False: there is one of that name.
  bool accept(const std::string& name, Millis now);
  // In place of the one whose uid was seen, with its result; false: it is another's meanwhile. `seen_uid` is nothing
  // where no record was seen.
  bool write(const std::string& name, const std::string& uid, const std::optional<std::string>& seen_uid, Millis now);
  // With its first attempt begun; false: there is one of that name.
  bool begin(const std::string& name, const std::string& uid, Millis now);
  // False: over, another incarnation's, or a later attempt has begun.
  bool begin_attempt(const std::string& name, const std::string& uid, int attempt);
  enum class End { committed, over_already, unknown };
  // `writer` is who drew the result, for a state of complete.
  End finish(const std::string& name, const std::string& uid, JobState state, const std::optional<Failure>& failure,
             const std::string& writer, Millis now);

  // The disk has everything. By itself after each write, but for one defect.
  void sync() { disk_ = memory_; }
  void cut_power() { memory_ = disk_; }
  void expire(Millis now);

  // Each end that was acknowledged stands, and has its result.
  void look() const;
  std::size_t ends() const { return ended_; }

 private:
  struct Entry {
    JobRecord record;
    std::string writer;  // of the result; empty: there is none
  };
  void acknowledge();

  Inspector* inspector_;
  Bug bug_;
  std::map<std::string, Entry> memory_, disk_;
  std::map<std::string, std::pair<std::string, JobState>> acknowledged_;  // uid → name and end
  std::size_t ended_ = 0;
};

}  // namespace perigee::controller::simulator
