// A run of AnalysisJobs through the real controller with one fault on the wire, and what has to hold when it is over.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/store/redis.h"
#include "tests/controller/wire/api_double.h"
#include "tests/controller/wire/controller_program.h"
#include "tests/controller/wire/job_machine.h"
#include "tests/support/redis_server.h"

namespace perigee::testing {

// How many of which kind (job_machine.h) there are.
using Workload = std::vector<std::pair<std::string, int>>;
Workload fifty();
Workload one_of_each();

class Trial {
 public:
  Trial();

  // Every sentence says what does not hold; none: all is well.
  std::vector<std::string> run(const Fault& fault, const Workload& workload);
  // The leader is stopped past its lease in the midst of it, and goes on when another one leads.
  std::vector<std::string> run_with_two(const Workload& workload);

  // Redis is not there at first, and goes once more in the midst of it.
  std::vector<std::string> run_without_redis(const Workload& workload);
  // The server shows the certificate of another authority, which is trusted only later.
  std::vector<std::string> run_with_another_authority(const Workload& workload);

  int writes() const { return writes_; }  // of the last run
  bool has_happened() const { return has_happened_; }

  ApiDouble& api() { return api_; }
  RedisServer& redis() { return redis_; }
  std::vector<std::string> settings() const;

 private:
  void begin(const Workload& workload);
  void make(std::size_t first, std::size_t last);  // AnalysisJobs of these names
  void finish(ControllerProgram& controller);      // until all has ended
  void end();
  void complain(std::string sentence);
  void complain_of(const ControllerProgram& controller);
  // False: not in time.
  bool wait_until(const std::string& what, const std::function<bool()>& holds);
  void cancel_what_runs();
  bool have_ended();
  bool is_over();  // and no Job runs any more
  void look();
  void look_at(const std::string& name);

  RedisServer redis_;
  RedisPool pool_;
  ApiDouble api_;
  JobMachine machine_;
  int runs_ = 0, writes_ = 0;
  bool has_happened_ = false;
  std::vector<std::string> names_, complaints_;
};

}  // namespace perigee::testing
