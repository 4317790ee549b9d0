// People and programs that use the cluster: they make, submit, cancel, suspend and delete jobs, and some have no
// business there at all.
#pragma once

#include <string>

#include "tests/controller/simulator/api_server.h"
#include "tests/controller/simulator/random.h"
#include "tests/controller/simulator/store.h"

namespace perigee::controller::simulator {

class Users {
 public:
  Users(ApiServer& server, Store& store, Random& random, Inspector& inspector)
      : server_(&server), store_(&store), random_(&random), inspector_(&inspector) {}

  void act(bool store_answers, Millis now);
  enum class Queued { sometimes, never };
  void create(const std::string& name, Millis now, Queued queued = Queued::sometimes);
  // All is let go again, but for some.
  void let_go();
  int created() const { return created_; }

 private:
  void submit(bool store_answers, Millis now);
  void erase(const std::string& name, Millis now);
  void vandalise();
  void recycle();
  void take_a_name();
  std::string any_job() const;

  ApiServer* server_;
  Store* store_;
  Random* random_;
  Inspector* inspector_;
  int created_ = 0, submitted_ = 0;
};

}  // namespace perigee::controller::simulator
