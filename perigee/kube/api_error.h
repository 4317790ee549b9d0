// What the API server, or the way to it, answers instead of what was asked for: a value with a kind, never a text to
// be searched.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace perigee::kube {

// One thing that the server refuses, and where: "spec.analysis: Unsupported value".
struct Cause {
  std::string reason, field, message;
  bool operator==(const Cause&) const = default;
};

struct ApiError {
  enum class Kind {
    refused,      // the server answered with `code`
    unreachable,  // no connection, or it broke
    unverified,   // the server's certificate was not accepted; nothing was sent to it, no credential either
    timeout,      // no answer in time
    malformed,    // an answer that makes no sense
    stopped,      // this process gave it up
  };
  Kind kind = Kind::unreachable;
  int code = 0;         // of HTTP, or of the Status in a watch
  std::string reason;   // Kubernetes' word: "AlreadyExists"; empty where the answer had none
  std::string message;  // one sentence
  std::vector<Cause> causes;
  std::optional<std::chrono::seconds> retry_after;
  bool may_have_happened = false;  // a write whose answer was lost: only a look at the object tells

  bool is_not_found() const { return code == 404; }
  bool is_gone() const { return code == 410; }  // the resource version or the list's continuation is too old
  bool is_conflict() const { return code == 409 && reason != "AlreadyExists"; }
  bool already_exists() const { return code == 409 && reason == "AlreadyExists"; }
  bool is_invalid() const { return code == 422 || code == 400; }
  bool is_denied() const { return code == 401 || code == 403; }
  // Whether the same request may succeed later without anybody changing it.
  bool is_transient() const;

  bool operator==(const ApiError&) const = default;
};

// Reads the Status in the body, if it is one; `retry_after` is the header's. A code of 0 is taken from the Status.
ApiError error_of_answer(int code, std::string_view body, std::optional<std::chrono::seconds> retry_after);
ApiError malformed(std::string message);

// "The API server refused with 409 AlreadyExists: jobs.batch \"a\" already exists". One line, at most 1 KiB.
std::string to_string(const ApiError& error);

// A T, or why there is none.
template <class T>
class [[nodiscard]] Reply {
 public:
  Reply(T value) : state_(std::move(value)) {}
  Reply(ApiError error) : state_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  T& operator*() & { return std::get<T>(state_); }
  const T& operator*() const& { return std::get<T>(state_); }
  T&& operator*() && { return std::get<T>(std::move(state_)); }
  T* operator->() { return &std::get<T>(state_); }
  const T* operator->() const { return &std::get<T>(state_); }
  const ApiError& error() const { return std::get<ApiError>(state_); }

 private:
  std::variant<T, ApiError> state_;
};

}  // namespace perigee::kube
