// The one mapping between the type of a struct's member and a described value; analyses and settings bind by it.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "perigee/schema/param.h"

namespace perigee {

template <class T>
struct MemberTraits {
  using Held = T;
  static std::optional<Value> fallback(const T& member) { return Value(stored(member)); }

  static constexpr Kind kind() {
    if constexpr (std::is_same_v<T, bool>) return Kind::boolean;
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) return Kind::integer;
    if constexpr (std::is_floating_point_v<T>) return Kind::number;
    if constexpr (std::is_same_v<T, std::vector<std::string>>) return Kind::strings;
    static_assert(
        std::is_arithmetic_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, std::vector<std::string>>,
        "a parameter is a number, a bool, a std::string, a std::vector<std::string> or an optional one");
    return Kind::string;
  }

  // What the type itself can hold, where that is less than a 64-bit integer.
  static std::optional<Range> range() {
    if constexpr (kind() == Kind::integer && !std::is_same_v<T, std::int64_t>) {
      const double most = sizeof(T) < 8 ? static_cast<double>(std::numeric_limits<T>::max()) : 9.0e18;
      return Range{static_cast<double>(std::numeric_limits<T>::min()), most};
    }
    return std::nullopt;
  }

 private:
  static auto stored(const T& member) {
    if constexpr (kind() == Kind::integer) return static_cast<std::int64_t>(member);
    if constexpr (kind() == Kind::number) return static_cast<double>(member);
    if constexpr (kind() != Kind::integer && kind() != Kind::number) return member;
  }
};

// An optional member has no default.
template <class T>
struct MemberTraits<std::optional<T>> {
  using Held = T;
  static std::optional<Value> fallback(const std::optional<T>&) { return std::nullopt; }
  static constexpr Kind kind() { return MemberTraits<T>::kind(); }
  static std::optional<Range> range() { return MemberTraits<T>::range(); }
};

template <class T>
Param describe_member(const T& initial, std::string name, std::string help) {
  using Traits = MemberTraits<T>;
  Param param;
  param.name = std::move(name);
  param.help = std::move(help);
  param.kind = Traits::kind();
  param.fallback = Traits::fallback(initial);
  param.range = Traits::range();
  return param;
}

// Precondition: the value was checked against the member's description.
template <class T>
typename MemberTraits<T>::Held held_by(const Value& value) {
  using Held = typename MemberTraits<T>::Held;
  if constexpr (MemberTraits<T>::kind() == Kind::integer) return static_cast<Held>(std::get<std::int64_t>(value));
  if constexpr (MemberTraits<T>::kind() == Kind::number) return static_cast<Held>(std::get<double>(value));
  if constexpr (MemberTraits<T>::kind() != Kind::integer && MemberTraits<T>::kind() != Kind::number)
    return std::get<Held>(value);
}

}  // namespace perigee
