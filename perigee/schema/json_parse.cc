// Untrusted JSON by nlohmann's SAX interface: its DOM parser keeps the last of two equal keys, has no depth limit and
// lets integers overflow into doubles.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>

#include "perigee/base/utf8.h"
#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using nlohmann::json;

constexpr std::size_t kMostDepth = 32;
constexpr std::size_t kMostNodes = 1'000'000;
constexpr std::size_t kLongestString = 64 * 1024;

// Bytes that remember how far they were read, so that every problem has a place.
struct WatchedByte {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  const char** furthest;

  reference operator*() const { return *at; }
  WatchedByte& operator++() {
    *furthest = ++at;
    return *this;
  }
  WatchedByte operator++(int) {
    WatchedByte before = *this;
    ++*this;
    return before;
  }
  bool operator==(const WatchedByte& other) const { return at == other.at; }
};

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - unexpected
// end of input; …" → "unexpected end of input; …"
std::string reason_of(const std::string& complaint) {
  const std::size_t dash = complaint.find(" - ");
  const std::string reason = dash == std::string::npos ? complaint : complaint.substr(dash + 3);
  return to_valid_utf8(reason.substr(0, 200));
}

class Builder {
 public:
  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(std::int64_t value) { return put(value); }
  bool number_unsigned(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return too_big();
    return put(static_cast<std::int64_t>(value));
  }
  bool number_float(double value, const std::string& digits) {
    if (digits.find_first_of(".eE") == std::string::npos) return too_big();
    return put(value);
  }
  bool string(std::string& value) { return is_short(value) && put(std::move(value)); }
  bool binary(json::binary_t&) { return false; }  // not in JSON text

  bool start_object(std::size_t) { return open(json::object()); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    if (!is_short(name)) return false;
    if (open_.back()->contains(name))
      return refuse("duplicate-key", "The key \"" + name + "\" stands twice.", "Keep one.");
    key_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
    if (error.id == 406) return too_big();
    return refuse("bad-json", "The JSON can not be read here: " + reason_of(error.what()) + ".", "");
  }

  json& root() { return root_; }
  const Problem& problem() const { return problem_; }

 private:
  json* place(json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    return &((*open_.back())[key_] = std::move(value));
  }
  bool put(json value) {
    place(std::move(value));
    return is_bounded();
  }
  bool open(json empty) {
    if (open_.size() == kMostDepth)
      return refuse("too-deep", "The JSON is nested more than 32 levels deep.", "Flatten it.");
    open_.push_back(place(std::move(empty)));
    return is_bounded();
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  bool is_bounded() {
    if (++nodes_ <= kMostNodes) return true;
    return refuse("too-large", "The JSON has more than a million values.", "Send less at once.");
  }
  bool is_short(const std::string& text) {
    if (text.size() <= kLongestString) return true;
    return refuse("too-long", "A text in the JSON is longer than 64 KiB.", "Shorten it.");
  }
  bool too_big() {
    return refuse("out-of-range", "A number in the JSON is out of range.", "Use 64-bit integers or finite numbers.");
  }
  bool refuse(std::string code, std::string what, std::string remedy) {
    problem_ = {std::move(code), "", std::move(what), std::move(remedy), {}, {}};
    return false;
  }

  json root_;
  std::vector<json*> open_;  // the containers around the next value; stable, because only the last one grows
  std::string key_;
  std::size_t nodes_ = 0;
  Problem problem_;
};

Problem placed(Problem problem, std::string_view text, std::size_t read) {
  const std::string_view before = text.substr(0, read == 0 ? 0 : read - 1);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  problem.line = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  problem.column = before.size() - line_start + 1;
  return problem;
}

}  // namespace

Result<json> parse_json(std::string_view text) {
  const char* furthest = text.data();
  Builder builder;
  const WatchedByte begin{text.data(), &furthest}, end{text.data() + text.size(), &furthest};
  if (json::sax_parse(begin, end, &builder)) return std::move(builder.root());
  return placed(builder.problem(), text, static_cast<std::size_t>(furthest - text.data()));
}

}  // namespace perigee
