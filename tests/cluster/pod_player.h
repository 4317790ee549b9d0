// Plays a node: the container of every pod in a namespace runs as a process of this machine, and the pod's status tells
// of it as a kubelet's would. The program stands in for the image; arguments and environment are the pod's, secrets are
// looked up. There is no scheduler, no isolation, no limit.
//
// Works on a thread of its own, in the namespaces of the thread that made it. What still runs is killed with it.
#pragma once

#include <memory>
#include <string>

#include "perigee/kube/config.h"

namespace perigee::testing {

struct PlayedNode {
  std::string program;         // that every container runs
  std::string folder;          // for termination messages and logs, free to be written to
  std::string namespace_name;  // whose pods are run
};

class PodPlayer {
 public:
  PodPlayer(kube::Config config, PlayedNode node);
  ~PodPlayer();
  PodPlayer(const PodPlayer&) = delete;
  PodPlayer& operator=(const PodPlayer&) = delete;

 private:
  class Play;
  std::unique_ptr<Play> play_;
};

}  // namespace perigee::testing
