// The world as it is: what the watches have told, what Redis holds, and a live look at the API server where it matters;
// actions become writes. Thread-safe for passes over different names.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "controller/manifest.h"
#include "controller/memory.h"
#include "controller/obstacles.h"
#include "controller/pass.h"
#include "controller/write_gate.h"
#include "perigee/base/clock.h"
#include "perigee/kube/client.h"
#include "perigee/store/jobs.h"

namespace perigee::controller {

class ClusterWorld final : public World {
 public:
  // All of them outlive it.
  struct Parts {
    const Memory& memory;
    kube::Client& client;
    RedisPool& redis;
    const RunnerTemplate& runner;
    std::function<bool()> may_write;                          // asked before each write
    std::function<void(const Observed&)> saw;                 // after each look
    std::function<void(const Observed&, const Action&)> did;  // after each action that was carried out
    const Clock& clock = system_clock();
  };
  explicit ClusterWorld(Parts parts) : parts_(std::move(parts)) {}

  Observed observe(const std::string& name) override;
  std::optional<Observed> observe_live(const std::string& name) override;
  std::optional<Observed> with_events(Observed seen) override;
  Outcome carry_out(const Observed& seen, const Action& action) override;

 private:
  std::optional<Observed> observe_now(const std::string& name);
  void read_record(Observed& seen);

  Outcome act(const Observed& seen, const WriteRecord& write);
  Outcome act(const Observed& seen, const BeginJob& begin);
  Outcome act(const Observed& seen, const FinishRecord& finish);
  Outcome act(const Observed& seen, const BeginAttempt& begin);
  Outcome act(const Observed& seen, const PostJob& post);
  Outcome act(const Observed& seen, const DeleteJob& gone);
  Outcome act(const Observed& seen, const DeleteAnalysisJob& gone);
  Outcome act(const Observed& seen, const WriteStatus& write);
  Outcome adopt(const Observed& seen, const PostJob& post);
  Outcome on_refusal(const Observed& seen, const char* what, const kube::ApiError& error) const;

  Parts parts_;
  WriteGate gate_;
  Obstacles obstacles_;
};

}  // namespace perigee::controller
