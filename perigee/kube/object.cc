#include "perigee/kube/object.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

namespace perigee::kube {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out.append("\\u00").append(
          {kDigits[static_cast<std::size_t>(c) >> 4], kDigits[static_cast<std::size_t>(c) & 15]});
    else
      out += c;
  }
  out += '"';
}

// Receives the events of nlohmann's parser, whose names it bears; false ends the parse. `slots_` has one place for
// each open container: the present key of an object, nothing for an array.
class ObjectReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  ObjectReader(const Shape& shape, Wrapping wrapping)
      : shape_(&shape), outer_(wrapping == Wrapping::watch_event ? 1 : 0) {}

  bool is_complete() const { return is_complete_; }
  ReadObject take() { return std::move(read_); }

  bool null() override { return scalar("null"); }
  bool boolean(bool value) override {
    if (value && is_at({"metadata", "ownerReferences", "", "controller"})) owner_is_controller_ = true;
    return scalar(value ? "true" : "false");
  }
  bool number_integer(number_integer_t value) override { return integer(value); }
  bool number_unsigned(number_unsigned_t value) override { return integer(value); }
  bool number_float(number_float_t, const string_t& text) override { return scalar(text); }
  bool binary(binary_t&) override { return false; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  bool string(string_t& text) override {
    if (!note(text)) return false;
    if (!begin_value()) return true;
    append_quoted(read_.object.json, text);
    return true;
  }

  bool key(string_t& name) override {
    if (hidden_ > 0) return true;
    slots_.back() = name;
    hide_next_ = is_dropped();
    if (hide_next_ || !is_inside()) return true;
    separate();
    append_quoted(read_.object.json, name);
    read_.object.json += ':';
    is_first_ = true;  // the value follows its key without a comma
    return true;
  }

  bool start_object(std::size_t) override { return open('{'); }
  bool end_object() override {
    if (is_at_end_of_owner()) note_owner();
    return close('}');
  }
  bool start_array(std::size_t) override { return open('['); }
  bool end_array() override { return close(']'); }

 private:
  // Whether the present place is in the object, not in what wraps it.
  bool is_inside() const { return slots_.size() > outer_ && (outer_ == 0 || slots_.front() == "object"); }

  bool is_at(std::initializer_list<std::string_view> path) const {
    return hidden_ == 0 && is_inside() && slots_.size() == outer_ + path.size() &&
           std::equal(path.begin(), path.end(), slots_.begin() + static_cast<std::ptrdiff_t>(outer_));
  }

  bool is_dropped() const {
    return is_inside() && std::any_of(shape_->dropped.begin(), shape_->dropped.end(), [&](const JsonPath& path) {
             return slots_.size() == outer_ + path.size() &&
                    std::equal(path.begin(), path.end(), slots_.begin() + static_cast<std::ptrdiff_t>(outer_));
           });
  }

  void separate() {
    if (!is_first_) read_.object.json += ',';
    is_first_ = false;
  }

  // Whether the scalar that begins here is written.
  bool begin_value() {
    if (hidden_ > 0 || std::exchange(hide_next_, false) || !is_inside()) return false;
    separate();
    return true;
  }

  bool scalar(std::string_view text) {
    if (slots_.empty()) return false;  // the whole document must be an object
    if (begin_value()) read_.object.json += text;
    return true;
  }

  template <class Integer>
  bool integer(Integer value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return scalar({digits.data(), end});
  }

  bool open(char bracket) {
    if (hidden_ > 0 || std::exchange(hide_next_, false)) return ++hidden_ < kDeepest;
    const bool is_root = slots_.size() == outer_ && (outer_ == 0 || slots_.front() == "object");
    if (is_root && (bracket != '{' || std::exchange(has_root_, true))) return false;
    if (is_root) is_first_ = true;
    if (is_root || is_inside()) {
      separate();
      read_.object.json += bracket;
      is_first_ = true;
    }
    if (is_at({"metadata", "ownerReferences", ""})) {
      owner_uid_.clear();
      owner_name_.clear();
      owner_is_controller_ = false;
    }
    slots_.emplace_back();
    return slots_.size() < kDeepest;
  }

  bool close(char bracket) {
    if (hidden_ > 0) {
      --hidden_;
      return true;
    }
    const bool was_inside = is_inside();
    slots_.pop_back();
    if (was_inside) read_.object.json += bracket;
    is_first_ = false;
    if (slots_.size() == outer_ && was_inside) is_complete_ = true;
    return true;
  }

  // Remembers the strings that name the object; false where one makes no sense.
  bool note(const std::string& text) {
    if (slots_.empty()) return false;
    if (outer_ == 1 && slots_.size() == 1 && slots_.front() == "type") read_.type = text;
    if (is_at({"metadata", "namespace"})) read_.object.namespace_name = text;
    if (is_at({"metadata", "name"})) read_.object.name = text;
    if (is_at({"metadata", "uid"})) read_.object.uid = text;
    if (is_at({"metadata", "ownerReferences", "", "uid"})) owner_uid_ = text;
    if (is_at({"metadata", "ownerReferences", "", "name"})) owner_name_ = text;
    if (!is_at({"metadata", "resourceVersion"}) || text.empty()) return true;
    const auto version = parse_resource_version(text);
    read_.object.resource_version = version.value_or(0);
    return version.has_value();
  }

  bool is_at_end_of_owner() const {
    return hidden_ == 0 && is_inside() && slots_.size() == outer_ + 4 && slots_[outer_] == "metadata" &&
           slots_[outer_ + 1] == "ownerReferences";
  }
  void note_owner() {
    if (!owner_is_controller_) return;
    read_.object.owner_uid = owner_uid_;
    read_.object.owner_name = owner_name_;
  }

  const Shape* shape_;
  std::size_t outer_;  // containers around the object
  std::vector<std::string> slots_;
  std::size_t hidden_ = 0;  // containers open inside a dropped member
  bool hide_next_ = false, is_first_ = true, has_root_ = false, is_complete_ = false;
  std::string owner_uid_, owner_name_;
  bool owner_is_controller_ = false;
  ReadObject read_;
};

}  // namespace

std::optional<ReadObject> read_object(std::string_view json, const Shape& shape, Wrapping wrapping) {
  ObjectReader reader(shape, wrapping);
  if (!nlohmann::json::sax_parse(json, &reader) || !reader.is_complete()) return std::nullopt;
  return reader.take();
}

std::optional<std::uint64_t> parse_resource_version(std::string_view text) {
  std::uint64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return version;
}

}  // namespace perigee::kube
