// What the environment does to us: exceptions, caught in exactly three kinds of place: the request handler, the
// worker (supervisor, runner) and main. What a user can mend is a Problem (problem.h).
#pragma once

#include <stdexcept>
#include <string>

namespace perigee {

enum class Fault {
  unavailable,    // cannot be reached, is loading, or a connection broke: try again
  timeout,        // did not answer in time: try again
  out_of_memory,  // Redis' maxmemory, or our own budget
  read_only,      // a replica, or a disk that refuses writes (MISCONF)
  denied,         // authentication or ACL
  disk,           // no space, or an unwritable folder
  internal,       // a reply or file that makes no sense: a bug or a foreign writer
};

// `what()` is a sentence that names the thing and the remedy. Safe to show to a user: it never holds a credential.
class EnvironmentError : public std::runtime_error {
 public:
  EnvironmentError(Fault fault, const std::string& sentence) : std::runtime_error(sentence), fault_(fault) {}
  Fault fault() const { return fault_; }

 private:
  Fault fault_;
};

}  // namespace perigee
