#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "perigee/store/redis.h"

namespace perigee {
namespace {

constexpr std::string_view kForms = "Write redis://user:password@host:6379 or unix:///path/of/the/socket";

Problem bad(std::string what) { return {"bad-redis-url", "", std::move(what), std::string(kForms), {}, {}}; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::optional<int> port_of(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535) return std::nullopt;
  return port;
}

struct Credentials {
  std::string user, password;
};

std::optional<Credentials> credentials_of(std::string_view text) {
  const auto colon = text.find(':');
  const auto user = percent_decoded(text.substr(0, colon));
  const auto password = percent_decoded(colon == text.npos ? std::string_view() : text.substr(colon + 1));
  if (!user || !password) return std::nullopt;
  return Credentials{*user, *password};
}

// "host", "host:port", "[::1]:port"; a trailing "/" and "/0" are what other tools write.
std::optional<RedisAddress> host_and_port(std::string_view text) {
  RedisAddress address;
  if (text.ends_with("/0")) text.remove_suffix(2);
  if (text.ends_with("/")) text.remove_suffix(1);
  const auto bracket = text.starts_with('[') ? text.find(']') : text.npos;
  const auto colon = text.find(':', bracket == text.npos ? 0 : bracket);
  address.host = bracket == text.npos ? text.substr(0, colon) : text.substr(1, bracket - 1);
  if (colon != text.npos) {
    const auto port = port_of(text.substr(colon + 1));
    if (!port) return std::nullopt;
    address.port = *port;
  }
  if (address.host.empty() || address.host.find('/') != std::string::npos) return std::nullopt;
  return address;
}

std::optional<RedisAddress> socket_path(std::string_view text) {
  if (!text.starts_with('/') || text.size() < 2) return std::nullopt;
  RedisAddress address;
  address.path = text;
  return address;
}

}  // namespace

std::string RedisAddress::shown() const {
  if (!path.empty()) return "unix://" + path;
  const bool six = host.find(':') != std::string::npos;
  return (tls ? "rediss://" : "redis://") + (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<RedisAddress> parse_redis_url(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == url.npos) return bad("The address of Redis has no scheme.");
  const auto scheme = url.substr(0, scheme_end);
  auto rest = url.substr(scheme_end + 3);
  if (scheme != "redis" && scheme != "rediss" && scheme != "unix")
    return bad("The address of Redis has the unknown scheme '" + std::string(scheme) + "'.");
  Credentials credentials;
  if (const auto at = rest.rfind('@'); at != rest.npos) {
    const auto given = credentials_of(rest.substr(0, at));
    if (!given) return bad("User or password in the address of Redis hold a % that is no percent-encoding.");
    credentials = *given;
    rest.remove_prefix(at + 1);
  }
  auto address = scheme == "unix" ? socket_path(rest) : host_and_port(rest);
  if (!address) return bad("The address of Redis has no valid host, port or path.");
  address->tls = scheme == "rediss";
  address->user = credentials.user;
  address->password = credentials.password;
  return *address;
}

}  // namespace perigee
