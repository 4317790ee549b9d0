// What a user can mend: a value, never an exception.
//
// A Problem names the thing, says what is wrong and how to mend it. Functions that can meet several return all of
// them at once (Problems) or a Result. What the environment does (Redis gone, disk full) is an exception: error.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace perigee {

struct Problem {
  std::string code;                     // stable kebab-case word, for programs: "unknown-parameter"
  std::string where;                    // JSON pointer ("/parameters/from"), a column's name, or empty for the whole
  std::string what;                     // one sentence: what is wrong, naming the thing
  std::string remedy;                   // one sentence: what to do about it; empty only where `what` already says it
  std::optional<std::uint64_t> line;    // 1-based line of the input, for data files
  std::optional<std::uint64_t> column;  // 1-based cell (CSV) or byte (JSON) of that line

  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

// One line for logs and terminals: "line 12, column 3: … . Remedy." — no trailing newline.
std::string to_string(const Problem& problem);

// All of them, one per line.
std::string to_string(const Problems& problems);

// A T, or the problems that prevented it. Never both, never an empty list.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Problems problems) : state_(std::move(problems)) {}
  Result(Problem problem) : state_(Problems{std::move(problem)}) {}

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  T& operator*() & { return std::get<T>(state_); }
  const T& operator*() const& { return std::get<T>(state_); }
  T&& operator*() && { return std::get<T>(std::move(state_)); }
  T* operator->() { return &std::get<T>(state_); }
  const T* operator->() const { return &std::get<T>(state_); }
  const Problems& problems() const { return std::get<Problems>(state_); }

 private:
  std::variant<T, Problems> state_;
};

}  // namespace perigee
