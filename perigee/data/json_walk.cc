#include "perigee/data/json_walk.h"

#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_set>
#include <vector>

#include "perigee/data/json_input.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

using nlohmann::json;

constexpr std::size_t kDeepest = 32;

void append_json_string(std::string& to, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  to += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      to += '\\';
      to += c;
    } else if (byte < 0x20) {
      to += "\\u00";
      to += kHex[byte >> 4];
      to += kHex[byte & 15];
    } else {
      to += c;
    }
  }
  to += '"';
}

template <class Number>
std::string digits(Number value) {
  std::array<char, 24> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

// The events of one document. A container is a row, a nested object of one, or inside of an array that is kept as text.
class Walker final : public nlohmann::json_sax<json> {
 public:
  Walker(JsonInput& input, const LoadOptions& options, JsonSink& sink)
      : input_(input), options_(options), sink_(sink) {}

  std::optional<Problem> problem;

  bool null() override { return event() && (captures() ? append("null") : scalar(std::nullopt)); }
  bool boolean(bool value) override { return event() && token(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return event() && token(digits(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) return out_of_range();
    return event() && token(digits(value));
  }
  bool number_float(number_float_t, const string_t& text) override {
    if (text.find_first_of(".eE") == string_t::npos) return out_of_range();
    return event() && token(text);
  }
  bool string(string_t& value) override {
    if (!event()) return false;
    if (value.size() > options_.max_field_bytes) return too_long();
    if (!captures()) return scalar(value);
    begin_value();
    append_json_string(captured_, value);
    return within_limit();
  }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override {
    if (!event() || !descend()) return false;
    if (captures()) {
      begin_value();
      captured_ += '{';
      needs_comma_ = false;
      open_.push_back({Kind::captured_object, name_.size(), {}});
      return true;
    }
    const bool is_row = open_.empty() || open_.back().kind == Kind::rows;
    open_.push_back({is_row ? Kind::row : Kind::nested, name_.size(), {}});
    if (!is_row) return name_ += '.', true;
    return sink_.begin_row(input_.line());
  }

  bool key(string_t& key) override {
    if (!event()) return false;
    Container& object = open_.back();
    if (key.size() > options_.max_field_bytes) return too_long();
    if (!object.keys.insert(key).second) {
      return fail(code::kDuplicateKey, "The key '" + key + "' stands twice in one object.", "Keep one of them.");
    }
    if (object.kind == Kind::captured_object) {
      begin_value();
      append_json_string(captured_, key);
      captured_ += ':';
      needs_comma_ = false;
      return within_limit();
    }
    name_.resize(object.name_size + (object.kind == Kind::nested ? 1 : 0));
    name_ += key;
    return true;
  }

  bool end_object() override {
    if (!event()) return false;
    const Container object = std::move(open_.back());
    open_.pop_back();
    done_ = open_.empty();
    if (object.kind == Kind::captured_object) return close('}');
    name_.resize(object.name_size);
    return object.kind == Kind::nested || sink_.end_row();
  }

  bool start_array(std::size_t) override {
    if (!event() || !descend()) return false;
    if (open_.empty()) {
      if (options_.format != DataFormat::json) return not_objects();
      open_.push_back({Kind::rows, 0, {}});
      return true;
    }
    if (open_.back().kind == Kind::rows) return not_objects();
    captures() ? begin_value() : captured_.clear();
    captured_ += '[';
    needs_comma_ = false;
    open_.push_back({Kind::captured_array, name_.size(), {}});
    return true;
  }

  bool end_array() override {
    if (!event()) return false;
    const Kind kind = open_.back().kind;
    open_.pop_back();
    done_ = open_.empty();
    if (kind == Kind::rows) return true;
    if (!close(']')) return false;
    return captures() || sink_.cell(name_, captured_);
  }

  bool parse_error(std::size_t, const std::string& token, const nlohmann::detail::exception& error) override {
    if (problem) return false;
    if (input_.token_too_long()) return too_long();
    if (error.id == 406) return out_of_range();
    if (done_) {
      return fail(code::kTrailingGarbage, "Something follows the end of the JSON text.", "Send one JSON text only.");
    }
    if (std::string_view(error.what()).find("UTF-8") != std::string_view::npos) {
      return fail(code::kIllFormed, "The JSON text is not UTF-8.", "Save it as UTF-8.");
    }
    return fail(code::kJsonSyntax, "The JSON text breaks off or is wrong near '" + token.substr(0, 40) + "'.",
                "Check brackets, commas and quotes.");
  }

 private:
  enum class Kind : std::uint8_t { rows, row, nested, captured_array, captured_object };
  struct Container {
    Kind kind;
    std::size_t name_size;
    std::unordered_set<std::string> keys;
  };

  bool event() {
    input_.mark_event();
    return true;
  }
  bool captures() const {
    return !open_.empty() && (open_.back().kind == Kind::captured_array || open_.back().kind == Kind::captured_object);
  }
  bool descend() {
    if (open_.size() < kDeepest) return true;
    return fail(code::kTooDeep, "The JSON text is nested deeper than 32 levels.", "Flatten it.");
  }

  void begin_value() {
    if (needs_comma_) captured_ += ',';
    needs_comma_ = true;
  }
  bool append(std::string_view text) {
    begin_value();
    captured_ += text;
    return within_limit();
  }
  bool close(char bracket) {
    captured_ += bracket;
    needs_comma_ = true;
    return within_limit();
  }
  bool within_limit() { return captured_.size() <= options_.max_field_bytes || too_long(); }

  bool token(std::string_view text) { return captures() ? append(text) : scalar(text); }
  bool scalar(std::optional<std::string_view> text) {
    if (open_.empty() || open_.back().kind == Kind::rows) return not_objects();
    return sink_.cell(name_, text);
  }

  bool fail(std::string_view code, std::string what, std::string remedy) {
    if (!problem) {
      problem = Problem{std::string(code), name_, std::move(what), std::move(remedy), input_.line(), input_.column()};
    }
    return false;
  }
  bool not_objects() {
    return fail(code::kNotObjects, "Every row must be a JSON object.",
                "Send an object, an array of objects, or NDJSON.");
  }
  bool out_of_range() {
    return fail(code::kOutOfRange, "The JSON text holds a number that is too large to be kept.",
                "Correct it, or write null.");
  }
  bool too_long() {
    return fail(code::kFieldTooLong,
                "A value takes more than " + std::to_string(options_.max_field_bytes / 1024) + " KiB.", "Shorten it.");
  }

  JsonInput& input_;
  const LoadOptions& options_;
  JsonSink& sink_;
  std::vector<Container> open_;
  std::string name_;      // dotted, of the current key
  std::string captured_;  // the array that is being kept as text
  bool needs_comma_ = false;
  bool done_ = false;
};

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool skip_white(JsonInput& input) {
  input.mark_event();
  while (!input.at_end() && is_white(input.current())) input.advance(), input.mark_event();
  return !input.at_end();
}

std::uint64_t byte_order_mark_of(const Spool& spool) {
  std::array<char, 3> head{};
  const std::size_t read = spool.read(0, head.data(), head.size());
  return std::string_view(head.data(), read) == "\xEF\xBB\xBF" ? 3 : 0;
}

}  // namespace

std::optional<Problem> walk_json(const Spool& spool, const LoadOptions& options, JsonSink& sink) {
  const bool by_line = options.format == DataFormat::ndjson;
  JsonInput input(spool, byte_order_mark_of(spool), options.max_field_bytes * 6 + 1024);  // \u0041 is a byte in six
  if (!skip_white(input)) {
    return Problem{std::string(code::kEmpty), {}, "The JSON text is empty.", "Send at least one object.", {}, {}};
  }
  do {
    Walker walker(input, options, sink);
    if (!json::sax_parse(JsonInputIterator(input, by_line), JsonInputIterator(), &walker)) return walker.problem;
  } while (by_line && skip_white(input));
  return std::nullopt;
}

}  // namespace perigee
