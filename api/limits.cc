#include "api/limits.h"

#include <array>
#include <string_view>

#include "api/config.h"

namespace perigee::api {
namespace {

struct Limit {
  std::string_view what, most, answer;
};

// What config.h's table does not hold.
constexpr std::array kFixed = {
    Limit{"request line and header fields", "16 KiB, 100 fields, 8 KiB a field, 8 KiB of address", "414, 431"},
    Limit{"time from a request's first byte to its blank line", "10 s", "408"},
    Limit{"idle time between two requests of a connection", "15 s", "closed"},
    Limit{"time without the client taking a byte of its answer", "15 s", "closed"},
    Limit{"least rate of a body, after 5 s", "1 KiB/s", "408"},
    Limit{"time for a body; for an upload of data", "120 s; 1 h", "408"},
    Limit{"parts of a multipart body; head of a part", "8; 8 KiB", "400"},
    Limit{"parameters of a query", "100", "400"},
    Limit{"columns, bytes of a cell of an upload", "64; 64 KiB", "413, 422"},
    Limit{"JSON: depth, nodes", "32; 1,000,000", "400"},
    Limit{"rows of a page", "10,000", "400"},
    Limit{"waiting requests (long-polls, event streams)", "half of --threads", "at once, 503"},
    Limit{"accepted connections that wait for a thread", "1,024", "closed"},
    Limit{"pixels of a picture, after scale", "4,096 × 4,096", "422"},
    Limit{"age of what an answer about a dataset knows of another API's uploads", "0.25 s", ""},
    Limit{"download to seed from: connect, stall, total; redirects", "5 s, 15 s, 15 min; 5", "502"},
    Limit{"unpacked to packed size of an archive", "200, beyond 1 MiB", "502"},
    Limit{"graceful stop", "10 s", ""}};

constexpr std::array<std::string_view, 5> kIngress = {
    "Connections: a slow or silent client holds a thread for up to 10 s; more than --threads of them at once keep "
    "others "
    "waiting. Put a proxy that buffers requests in front of anything public.",
    "Requests a second and connections per client: there is no rate limit here.", "TLS, HTTP/2 and HSTS.",
    "Who may call: there is no authentication; the default address is loopback.",
    "Addresses of clients: forwarding headers are not believed, the log names the peer."};

std::string row(const Limit& limit) {
  return "| " + std::string(limit.what) + " | " + std::string(limit.most) + " | " + std::string(limit.answer) + " |\n";
}

}  // namespace

std::string limits_markdown() {
  std::string text =
      "# Limits and settings of perigee-api\n\nMade by `perigee-api --limits > docs/limits.md`; a test holds it.\n\n"
      "## Settings\n\n" +
      settings_table() + "\n## Fixed limits\n\n| limit | most | beyond it |\n|---|---|---|\n";
  for (const Limit& limit : kFixed) text += row(limit);
  text += "\n## What only an ingress can enforce\n\n";
  for (const std::string_view line : kIngress) text += "* " + std::string(line) + '\n';
  return text;
}

}  // namespace perigee::api
