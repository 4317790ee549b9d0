// A proxy in front of a Redis socket that numbers the commands passing it and can hold, cut or interrupt: the way to
// let a client die, or a reply come late, at an exact point.
//
// One thread of its own serves all connections; the hook runs on it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace perigee::testing {

class RedisProxy {
 public:
  enum class Action {
    pass,            // forward the command
    cut,             // close the client's connection instead
    answer_is_lost,  // forward it, wait until the server answered, then call `lost` and close
  };
  // Called with the number of the command (from 1 over all connections) and its first word.
  using Hook = std::function<Action(int number, const std::string& name)>;

  explicit RedisProxy(std::string server_socket);
  ~RedisProxy();
  RedisProxy(const RedisProxy&) = delete;
  RedisProxy& operator=(const RedisProxy&) = delete;

  std::string url() const { return "unix://" + socket_; }
  void set_hook(Hook hook);                   // before the clients connect
  void set_lost(std::function<void()> lost);  // before the clients connect
  void delay_replies(std::chrono::milliseconds delay) { delay_ = delay; }
  int commands() const { return commands_; }
  void reset_count() { commands_ = 0; }

 private:
  struct Link {
    int client, server;
    std::string pending;  // of the client, not yet a whole command
    bool loses_answer = false;
  };

  void serve();
  void accept_one();
  bool from_client(Link& link);
  bool from_server(Link& link);

  std::string server_socket_, folder_, socket_;
  int listener_ = -1;
  std::mutex mutex_;  // guards the two below
  Hook hook_;
  std::function<void()> lost_;
  std::atomic<std::chrono::milliseconds> delay_{std::chrono::milliseconds(0)};
  std::atomic<int> commands_{0};
  std::atomic<bool> stop_{false};
  std::vector<Link> links_;
  std::thread thread_;
};

}  // namespace perigee::testing
