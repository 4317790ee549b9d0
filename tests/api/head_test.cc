#include "api/head.h"

#include <gtest/gtest.h>

#include <string>

namespace perigee::api {
namespace {

std::string request(const std::string& fields, const std::string& first = "GET / HTTP/1.1") {
  return first + "\r\nHost: a\r\n" + fields + "\r\n";
}

// The status of the refusal; 0: accepted.
int status_of(std::string bytes) {
  const auto end = find_head_end(bytes);
  if (const auto* refusal = std::get_if<Refusal>(&end)) return refusal->status;
  if (std::get<std::size_t>(end) == std::string::npos) return -1;
  bytes.resize(std::get<std::size_t>(end));
  const auto head = parse_head(bytes);
  const auto* refusal = std::get_if<Refusal>(&head);
  return refusal ? refusal->status : 0;
}

TEST(Head, GivesMethodTargetAndFieldsInLowerCase) {
  std::string bytes = request("X-Thing:  some value \r\n", "POST /a?b=1 HTTP/1.1");
  const auto head = std::get<Head>(parse_head(bytes));
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target, "/a?b=1");
  EXPECT_EQ(head.header("x-thing"), "some value");
  EXPECT_FALSE(head.closes);
}

TEST(Head, WaitsForTheBlankLine) { EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\n"), -1); }

TEST(Head, ReadsTheFraming) {
  std::string bytes =
      request("Content-Length: 12\r\nExpect: 100-continue\r\nConnection: x, Close\r\n", "POST / HTTP/1.1");
  const auto head = std::get<Head>(parse_head(bytes));
  EXPECT_EQ(head.content_length, 12u);
  EXPECT_TRUE(head.expects_continue);
  EXPECT_TRUE(head.closes);
}

TEST(Head, AcceptsAPercentSignAnywhereInAField) {
  EXPECT_EQ(status_of(request("X: 100%\r\n")), 0);
  EXPECT_EQ(status_of(request("X: %4\r\n")), 0);
  EXPECT_EQ(status_of(request("X: a%20b%\r\n")), 0);
}

struct Refused {
  const char* name;
  std::string bytes;
  int status;
};
class RefusedHead : public testing::TestWithParam<Refused> {};

TEST_P(RefusedHead, GetsItsStatus) { EXPECT_EQ(status_of(GetParam().bytes), GetParam().status); }

INSTANTIATE_TEST_SUITE_P(
    Head, RefusedHead,
    testing::Values(
        Refused{"two_lengths", request("Content-Length: 1\r\nContent-Length: 1\r\n", "POST / HTTP/1.1"), 400},
        Refused{"length_and_chunks", request("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "POST / HTTP/1.1"),
                400},
        Refused{"signed_length", request("Content-Length: +1\r\n", "POST / HTTP/1.1"), 400},
        Refused{"negative_length", request("Content-Length: -1\r\n", "POST / HTTP/1.1"), 400},
        Refused{"words_as_length", request("Content-Length: abc\r\n", "POST / HTTP/1.1"), 400},
        Refused{"empty_length", request("Content-Length:\r\n", "POST / HTTP/1.1"), 400},
        Refused{"thirteen_digits", request("Content-Length: 0000000000001\r\n", "POST / HTTP/1.1"), 400},
        Refused{"list_of_lengths", request("Content-Length: 1, 1\r\n", "POST / HTTP/1.1"), 400},
        Refused{"other_coding", request("Transfer-Encoding: gzip, chunked\r\n", "POST / HTTP/1.1"), 501},
        Refused{"two_codings",
                request("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "POST / HTTP/1.1"), 400},
        Refused{"chunks_in_1_0", request("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0"), 400},
        Refused{"two_hosts", request("Host: b\r\n"), 400}, Refused{"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
        Refused{"folded", request("X: a\r\n b\r\n"), 400}, Refused{"space_before_colon", request("X : a\r\n"), 400},
        Refused{"no_colon", request("X\r\n"), 400}, Refused{"empty_name", request(": a\r\n"), 400},
        Refused{"bare_line_feed", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
        Refused{"bare_line_feed_in_field", request("X: a\nY: b\r\n"), 400},
        Refused{"bare_carriage_return", request("X: a\rb\r\n"), 400},
        Refused{"zero_byte", std::string("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 36), 400},
        Refused{"escaped_line_end", request("X: a%0d%0aY: b\r\n"), 400},
        Refused{"escaped_zero", request("X: %00\r\n"), 400}, Refused{"escaped_delete", request("X: %7F\r\n"), 400},
        Refused{"control", request("X: a\x01\r\n"), 400}, Refused{"three_spaces", request("", "GET  / HTTP/1.1"), 400},
        Refused{"no_version", request("", "GET /"), 400}, Refused{"version_2", request("", "GET / HTTP/2.0"), 505},
        Refused{"no_http", request("", "GET / SMTP/1.1"), 400},
        Refused{"odd_method", request("", "G@T / HTTP/1.1"), 400},
        Refused{"long_target", request("", "GET /" + std::string(8200, 'a') + " HTTP/1.1"), 414},
        Refused{"endless_first_line", std::string(17'000, 'a'), 414},
        Refused{"long_field", request("X: " + std::string(8200, 'a') + "\r\n"), 431},
        Refused{"long_head", request("X: " + std::string(8000, 'a') + "\r\nY: " + std::string(8200, 'a') + "\r\n"),
                431},
        Refused{"many_fields", request([] {
                  std::string fields;
                  for (int i = 0; i < 101; ++i) fields += "A: b\r\n";
                  return fields;
                }()),
                431},
        Refused{"odd_expectation", request("Expect: tea\r\n", "POST / HTTP/1.1"), 417}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace perigee::api
