// Threads that run tasks from a bounded queue, and a descriptor on which idle tasks learn that others wait.
//
// A task of the server is a connection and holds its thread while the client keeps it open. When every thread is held,
// each queued task adds a token; a connection that idles takes one and ends, so that the new one gets its turn.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace perigee::api {

class Workers {
 public:
  Workers(std::size_t threads, std::size_t longest_queue);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  bool enqueue(std::function<void()> task);  // false: the queue is full
  void shutdown();                           // runs what is queued, joins

  int pressure_fd() const { return pressure_; }  // readable while tokens are there
  bool take_pressure();                          // takes one token; false: there was none
  bool has_queue() const;

 private:
  void work();

  const std::size_t longest_queue_;
  const int pressure_;  // an eventfd that counts as a semaphore
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::size_t idle_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace perigee::api
