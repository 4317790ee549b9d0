// What the world does to controllers for a while, in chances per mille.
#pragma once

namespace perigee::controller::simulator {

struct Weather {
  // To a write: refused, done without an answer, done when its sender has given it up, the sender dies before or after.
  int fail = 0, lose = 0, come_late = 0, crash = 0;
  bool store_answers = true, api_server_answers = true, refuses_jobs = false;
  // To lists and watches: broken off, one event never told, a list of the past.
  int break_off = 0, forget = 0, lag = 0;
};

}  // namespace perigee::controller::simulator
