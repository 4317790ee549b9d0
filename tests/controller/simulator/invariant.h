// What has to hold in every run, whatever happens: the twelve promises, and where each is checked.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace perigee::controller::simulator {

enum class Invariant {
  one_end,
  no_regress,
  one_job,
  one_result,
  nothing_lost,
  no_orphans,
  deletion_is_live,
  quiet,
  identity,
  live_decisions,
  no_secret,
  bounded
};

struct Promise {
  std::string_view number, what, checked;
};

inline constexpr std::array<Promise, 12> kPromises = {{
    {"I1", "every job ends, once, and rightly", "each end when it is committed; that all have ended, at rest"},
    {"I2", "a status never goes back", "each write of a status"},
    {"I3", "one Job for an attempt, one active Job for a job", "each POST of a Job"},
    {"I4", "one result, and the status tells of that one", "each commit, and after every step"},
    {"I5", "what was acknowledged is not lost", "after every step"},
    {"I6", "nothing is left over", "at rest: before, Jobs of a job that is gone are the garbage collector's"},
    {"I7", "a deletion needs no controller", "after every step"},
    {"I8", "at rest nothing is written; a run without faults takes few writes", "at rest, told of everything again"},
    {"I9", "nothing of somebody else is touched, each deletion names its uid", "each write"},
    {"I10", "nothing is ended or deleted on memory alone", "each action"},
    {"I11", "no secret is told", "not here, where there is none: by the controller's tests over the wire"},
    {"I12", "memory is bounded", "queue and questions after every step; bytes by tests/bench"},
}};

inline const Promise& promise(Invariant invariant) { return kPromises[static_cast<std::size_t>(invariant)]; }

// A promise was broken: the run ends, and its seed tells how to see it again.
struct Violation {
  Invariant invariant;
  std::string what;
};

// Keeps the first one.
class Verdicts {
 public:
  void violate(Invariant invariant, std::string what) {
    if (!first_) first_ = Violation{invariant, std::move(what)};
  }
  void expect(bool holds, Invariant invariant, const std::string& what) {
    if (!holds) violate(invariant, what);
  }
  bool is_broken() const { return first_.has_value(); }
  const std::optional<Violation>& first() const { return first_; }

 private:
  std::optional<Violation> first_;
};

}  // namespace perigee::controller::simulator
