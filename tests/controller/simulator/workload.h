// What happens to Jobs by themselves: queues admit them, the Job controller makes pods, sometimes two, and sometimes
// loses count; runners start, commit or not, and end in every way that there is.
#pragma once

#include <string>

#include "tests/controller/simulator/api_server.h"
#include "tests/controller/simulator/random.h"
#include "tests/controller/simulator/store.h"

namespace perigee::controller::simulator {

// In a calm everything goes well at once, but for what was wrong before.
enum class Mood : std::uint8_t { storm, calm };

class Workload {
 public:
  Workload(ApiServer& server, Store& store, Random& random, Inspector& inspector)
      : server_(&server), store_(&store), random_(&random), inspector_(&inspector) {}

  void turn(Mood mood, bool store_answers, Millis now);

 private:
  bool happens(int per_mille) { return mood_ == Mood::calm || random_->chance(per_mille); }
  bool goes_wrong(int per_mille) { return mood_ == Mood::storm && random_->chance(per_mille); }
  void advance_job(const std::string& name);
  void make_pod(const std::string& name, Work work);
  void end_job(const std::string& name, Work work, std::string reason);
  void advance_pod(const std::string& name);
  void run(const std::string& name, Pod pod);
  int commit(const std::string& name, Pod& pod);  // the runner's exit code
  void fail(const std::string& name, Pod pod);
  void put(const std::string& name, Pod pod, int exit_code);

  ApiServer* server_;
  Store* store_;
  Random* random_;
  Inspector* inspector_;
  Mood mood_ = Mood::storm;
  bool store_answers_ = true;
  Millis now_ = 0;
};

}  // namespace perigee::controller::simulator
