// The controller's decision: what to do about one AnalysisJob, given what was observed. Pure: the same observation and
// time give the same plan, and doing half of a plan, or all of it twice, does no harm, because the next observation
// starts again from the top.
//
// The rows, in order; the first that matches wins (plan_test.cc has a test for each):
//
//   behind          an own write was not seen yet                          wait for it
//   gone            no AnalysisJob, or it is being deleted                 end its record as cancelled
//   told            the end is in the status already                       delete what runs on; later the job itself
//   blind           Redis does not answer                                  say so, decide nothing
//   unrecorded      no record, or one of a former job of this name         write the record; of a new job, and its Job
//   decided         the record is terminal                                 copy the end into the status
//   cancelled       spec.cancel                                            end the record as cancelled
//   left over       a Job of an attempt that is over                       delete it before anything new is made
//   suspended       spec.suspend                                           end the attempt, uncounted; stop the clocks
//   resumed         … no longer                                            set the clocks going again
//   too late        the active deadline has passed                         end the record as failed
//   missing         the current attempt's Job is not there                 it was deleted: count it; else make it
//   queued          the queue has not admitted it, or just did             stop the clocks, or set them going
//   attempt ended   exit, signal, eviction, or failure without a trace     end the record, or try again later
//   never started   the pending deadline has passed                        end the record as failed, saying why
//   going on        otherwise                                              say how it stands
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "controller/observed.h"

namespace perigee::controller {

// Writes the record of this job in the place of a former one's, or binds the one that was accepted for it.
struct WriteRecord {
  bool operator==(const WriteRecord&) const = default;
};
// The same for a job that there is no record of, with its first attempt begun: refused where there is one by now.
struct BeginJob {
  bool operator==(const BeginJob&) const = default;
};
// The one way to an end; Redis may answer that another one was first, which the next observation shows.
struct FinishRecord {
  std::string uid;
  JobState state = JobState::failed;
  std::optional<Failure> failure;
  bool operator==(const FinishRecord&) const = default;
};
// Notes in the record that this attempt has begun, which shuts out every earlier one: refused where a later one has, so
// that a controller with an old memory makes no Job again that is over and gone.
struct BeginAttempt {
  int attempt = 1;
  bool operator==(const BeginAttempt&) const = default;
};
struct PostJob {
  int attempt = 1;
  std::int64_t deadline_seconds = 0;  // what is left of the active one
  bool operator==(const PostJob&) const = default;
};
struct DeleteJob {
  std::string name, uid;
  bool operator==(const DeleteJob&) const = default;
};
struct DeleteAnalysisJob {
  std::string uid;
  bool operator==(const DeleteAnalysisJob&) const = default;
};
struct WriteStatus {
  Status status;
  bool operator==(const WriteStatus&) const = default;
};
using Action =
    std::variant<WriteRecord, BeginJob, FinishRecord, BeginAttempt, PostJob, DeleteJob, DeleteAnalysisJob, WriteStatus>;

// What has to be observed before the decision can be made.
enum class Need : std::uint8_t {
  nothing,
  live,    // what is in memory may be old, and this can not be undone: read AnalysisJob, Jobs and record themselves
  events,  // why the current Job has no pod is said in its events only
};

struct Plan {
  Need need = Need::nothing;
  std::vector<Action> actions;       // in this order; the first that fails ends the pass
  std::optional<Millis> look_again;  // when time alone changes the answer
};

Plan plan(const Observed& seen, Millis now);

inline constexpr int kMostDisruptions = 5;      // uncounted ones
inline constexpr Millis kFirstRetry = 1'000;    // doubled by each counted failure
inline constexpr Millis kPendingShown = 1'000;  // a Job younger than this may start before anybody looks
inline constexpr Millis kRunningShown = 1'000;  // a container younger than this may end before anybody looks
inline constexpr Millis kObstacleRetry = 10'000;
inline constexpr Millis kStoreRetry = 5'000;
inline constexpr Millis kBehindRetry = 1'000;
inline constexpr Millis kTimeToExit = 10'000;  // for a runner that has committed

}  // namespace perigee::controller
