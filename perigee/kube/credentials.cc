#include "perigee/kube/credentials.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/base/text.h"

namespace perigee::kube {
namespace {

std::string bytes_of(const Source& source) {
  if (source.file.empty()) return source.text;
  std::ifstream in(source.file, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  if (!in || bytes.empty())
    throw EnvironmentError(Fault::denied, source.file.string() + " can not be read. Is it mounted, and readable?");
  return bytes;
}

// A token becomes a line of a request's head, so it may hold nothing that ends one.
std::string token_of(const Source& source) {
  const std::string bytes = bytes_of(source);
  const auto token = trim(bytes);
  const bool is_plain = std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!is_plain)
    throw EnvironmentError(Fault::denied, "The token for the API server holds characters that no token has.");
  return std::string(token);
}

}  // namespace

Credentials::Credentials(Config config, const Clock& clock)
    : config_(std::move(config)), clock_(&clock), identity_(read()), read_at_(clock.steady()) {}

const Identity& Credentials::current() { return clock_->steady() - read_at_ < kFresh ? identity_ : renewed(); }

const Identity& Credentials::renewed() {
  read_at_ = clock_->steady();
  try {
    identity_ = read();
  } catch (const EnvironmentError& error) {
    log::warn("credentials could not be read again", {{"error", error.what()}});
  }
  return identity_;
}

Identity Credentials::read() const {
  return {bytes_of(config_.ca), bytes_of(config_.certificate), bytes_of(config_.key), token_of(config_.token)};
}

}  // namespace perigee::kube
