// What hostile or broken clients send, byte for byte: each gets its answer, none a second one, none hurts the server.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;

class RawHttp : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (ApiProcess::available()) api_ = std::make_unique<ApiProcess>();
  }
  static void TearDownTestSuite() { api_.reset(); }
  void SetUp() override {
    if (!api_) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }
  void TearDown() override {
    if (!api_) return;
    EXPECT_EQ(api_->request("GET", "/livez").status, 200) << "the server is hurt";
  }

  static std::size_t memory_kib() {
    std::ifstream status("/proc/" + std::to_string(api_->pid()) + "/status");
    for (std::string word; status >> word;)
      if (word == "VmRSS:") return status >> word ? std::strtoul(word.c_str(), nullptr, 10) : 0;
    return 0;
  }

  static std::unique_ptr<ApiProcess> api_;
};
std::unique_ptr<ApiProcess> RawHttp::api_;

struct Case {
  const char* name;
  std::string bytes;
  int status;
};

std::string get(const std::string& target, const std::string& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}
std::string post(const std::string& fields, const std::string& body, const std::string& target = "/data") {
  return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n" + fields + "\r\n" + body;
}
const std::string kSmuggled = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";

class RefusedBytes : public RawHttp, public ::testing::WithParamInterface<Case> {};

// One answer with its status, and then the connection ends: what came behind is never read as a request.
TEST_P(RefusedBytes, GetOneAnswerAndTheEnd) {
  HttpClient client(api_->port());
  client.send(GetParam().bytes);
  const HttpAnswer answer = client.receive(GetParam().bytes.starts_with("HEAD"));
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

INSTANTIATE_TEST_SUITE_P(
    RawHttp, RefusedBytes,
    ::testing::Values(
        Case{"length_and_chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + kSmuggled),
             400},
        Case{"chunks_and_zero_length", post("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        Case{"two_equal_lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", "a,b\r\n"), 400},
        Case{"two_lengths", post("Content-Length: 5\r\nContent-Length: 50\r\n", "a,b\r\n" + kSmuggled), 400},
        Case{"words_as_length", post("Content-Length: abc\r\n", kSmuggled), 400},
        Case{"negative_length", post("Content-Length: -5\r\n", kSmuggled), 400},
        Case{"signed_length", post("Content-Length: +5\r\n", kSmuggled), 400},
        Case{"huge_length", post("Content-Length: 999999999999\r\n", "a"), 413},
        Case{"overflowing_length", post("Content-Length: 18446744073709551617\r\n", "a"), 400},
        Case{"hex_length", post("Content-Length: 0x5\r\n", "a,b\r\n"), 400},
        Case{"coding_identity", post("Transfer-Encoding: identity\r\n", kSmuggled), 501},
        Case{"coding_gzip", post("Transfer-Encoding: gzip, chunked\r\n", kSmuggled), 501},
        Case{"coding_with_tab",
             post("Transfer-Encoding: \x0b"
                  "chunked\r\n",
                  kSmuggled),
             400},
        Case{"two_codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        Case{"chunks_in_1_0", "POST /data HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Case{"negative_chunk", post("Transfer-Encoding: chunked\r\n", "-1\r\nabc\r\n" + kSmuggled), 400},
        Case{"signed_chunk", post("Transfer-Encoding: chunked\r\n", "+3\r\nabc\r\n0\r\n\r\n" + kSmuggled), 400},
        Case{"hex_prefixed_chunk", post("Transfer-Encoding: chunked\r\n", "0x3\r\nabc\r\n0\r\n\r\n"), 400},
        Case{"overflowing_chunk", post("Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\nabc"), 400},
        Case{"largest_chunk", post("Transfer-Encoding: chunked\r\n", "fffffffffffffff\r\nabc"), 413},
        Case{"long_chunk", post("Transfer-Encoding: chunked\r\n", "3\r\nabcd\r\n0\r\n\r\n" + kSmuggled), 400},
        Case{"chunk_with_bare_line_feed", post("Transfer-Encoding: chunked\r\n", "3\nabc\n0\n\n"), 400},
        Case{"endless_chunk_extension", post("Transfer-Encoding: chunked\r\n", "3;" + std::string(5000, 'a')), 400},
        Case{"get_with_body", get("/livez", "Content-Length: 33\r\n") + kSmuggled, 400},
        Case{"get_with_chunks", get("/livez", "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n" + kSmuggled, 400},
        Case{"head_with_body", "HEAD /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 400},
        Case{"delete_with_body", "DELETE /data HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 400},
        Case{"no_host", "GET /livez HTTP/1.1\r\n\r\n", 400}, Case{"two_hosts", get("/livez", "Host: b\r\n"), 400},
        Case{"escaped_line_end_in_field", get("/livez", "X: a%0d%0aEvil: b\r\n"), 400},
        Case{"escaped_zero_in_field", get("/livez", "X: %00\r\n"), 400},
        Case{"control_in_field", get("/livez", "X: a\x1b[31m\r\n"), 400},
        Case{"zero_byte_in_field", get("/livez", std::string("X: a\0b\r\n", 8)), 400},
        Case{"folded_field", get("/livez", "X: a\r\n b\r\n"), 400},
        Case{"space_before_colon", get("/livez", "X : a\r\n"), 400},
        Case{"space_before_first_field", "GET /livez HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        Case{"field_without_colon", get("/livez", "X\r\n"), 400},
        Case{"bare_line_feeds", "GET /livez HTTP/1.1\nHost: a\n\n", 400},
        Case{"bare_carriage_return", get("/livez", "X: a\rY: b\r\n"), 400},
        Case{"long_target", get("/" + std::string(9000, 'a')), 414},
        Case{"endless_line", std::string(20'000, 'G'), 414},
        Case{"long_field", get("/livez", "X: " + std::string(9000, 'a') + "\r\n"), 431},
        Case{"long_head",
             get("/livez", "X: " + std::string(8000, 'a') + "\r\nY: " + std::string(8100, 'a') +
                               "\r\nZ: " + std::string(500, 'a') + "\r\n"),
             431},
        Case{"many_fields",
             get("/livez",
                 [] {
                   std::string fields;
                   for (int i = 0; i < 150; ++i) fields += "A: b\r\n";
                   return fields;
                 }()),
             431},
        Case{"version_2", "GET /livez HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        Case{"version_0_9", "GET /livez\r\n\r\n", 400}, Case{"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        Case{"tls_hello", std::string("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", 11) + "\r\n\r\n", 400},
        Case{"two_spaces", "GET  /livez HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Case{"odd_method", "G(T /livez HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Case{"odd_expectation", post("Content-Length: 3\r\nExpect: tea\r\n", "abc"), 417},
        Case{"gzip_body", post("Content-Length: 3\r\nContent-Encoding: gzip\r\n", "\x1f\x8b\x08"), 415},
        Case{"multipart_without_boundary",
             "POST /data HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc",
             400},
        Case{"body_broken_off_is_answered_when_it_can_be", post("Transfer-Encoding: chunked\r\n", "zz\r\n"), 400},
        Case{"unknown_address_with_body", post("Content-Length: 33\r\n", kSmuggled, "/nothing"), 404},
        Case{"unknown_method_with_body", "PUT /data HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\n\r\n" + kSmuggled,
             405}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_F(RawHttp, PathsThatCouldMeanAnotherAreUnknown) {
  for (const char* path : {"/%2e%2e/livez", "/../livez", "/./livez", "/livez%00", "/live%7a%2f", "/a\\livez",
                           "/%252e%252e/livez", "//livez", "/livez/", "/%c0%ae"})
    EXPECT_EQ(api_->request("GET", path).status, 404) << path;
}

TEST_F(RawHttp, UnknownMethodsGet405WithAllow) {
  for (const char* method : {"PUT", "PATCH", "TRACE", "OPTIONS", "CONNECT", "QUERY", "BREW"}) {
    const HttpAnswer answer = api_->request(method, "/data");
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_EQ(answer.header("allow"), "GET, POST, DELETE, HEAD");
  }
}

TEST_F(RawHttp, TwoRequestsInOnePacketGetTwoAnswers) {
  HttpClient client(api_->port());
  client.send(get("/livez") + get("/nothing") + get("/livez"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(client.receive().status, 404);
  EXPECT_EQ(client.receive().status, 200);
}

TEST_F(RawHttp, ARequestInSingleBytesIsOneRequest) {
  HttpClient client(api_->port());
  for (const char byte : get("/livez")) client.send(std::string(1, byte));
  EXPECT_EQ(client.receive().status, 200);
}

TEST_F(RawHttp, ManyRangesAreIgnored) {
  std::string ranges = "Range: bytes=0-";
  for (int i = 0; i < 1500; ++i) ranges += ",0-";
  HttpClient client(api_->port());
  client.send(get("/openapi.json", ranges + "\r\n"));
  EXPECT_EQ(client.receive().status, 200);
}

TEST_F(RawHttp, AClientCanNotNameItsOwnAddress) {
  api_->request("GET", "/help", std::nullopt, {{"REMOTE_ADDR", "6.6.6.6"}, {"X-Forwarded-For", "6.6.6.6"}});
  EXPECT_EQ(api_->log().find("6.6.6.6"), std::string::npos);
}

TEST_F(RawHttp, AnHttp10ClientGetsAnAnswerThatEndsWithTheConnection) {
  HttpClient client(api_->port());
  client.send("GET /data HTTP/1.0\r\n\r\n");
  const HttpAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("transfer-encoding"), "");
  EXPECT_TRUE(answer.body.ends_with("]\n"));
}

TEST_F(RawHttp, HeadHasTheFieldsAndNoBody) {
  HttpClient client(api_->port());
  client.send("HEAD /help HTTP/1.1\r\nHost: a\r\n\r\n" + get("/livez"));
  EXPECT_NE(client.receive(true).header("content-length"), "0");
  EXPECT_EQ(client.receive().body, "ok\n");
}

TEST_F(RawHttp, ExpectContinueIsAnsweredBeforeTheBody) {
  HttpClient client(api_->port());
  client.send(post("Content-Length: 12\r\nExpect: 100-continue\r\n", "", "/datasets/expected"));
  std::this_thread::sleep_for(50ms);
  client.send("a,b\r\n1,2\r\n\r\n");
  EXPECT_EQ(client.receive().status, 201);
}

TEST_F(RawHttp, EveryAnswerForbidsSniffingAndNamesItsRequest) {
  for (const char* target : {"/livez", "/help", "/nothing"}) {
    const HttpAnswer answer = api_->request("GET", target, std::nullopt, {{"X-Request-Id", "abc-1"}});
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
    EXPECT_NE(answer.header("content-security-policy"), "");
    EXPECT_EQ(answer.header("x-request-id"), "abc-1");
    EXPECT_EQ(answer.header("server"), "");
  }
  EXPECT_NE(api_->request("GET", "/help", std::nullopt, {{"X-Request-Id", "a b"}}).header("x-request-id"), "a b");
}

TEST_F(RawHttp, AnEndlessBodyIsCutOffWithoutGrowingMemory) {
  const std::size_t before = memory_kib();
  HttpClient client(api_->port());
  client.send(
      "POST /analyze/timeline HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: "
      "chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(0x100000, ' ') + "\r\n";
  for (int i = 0; i < 64 && client.send(chunk); ++i) {
  }
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_LT(memory_kib(), before + 80 * 1024);
}

TEST_F(RawHttp, SilentAndSlowClientsDoNotKeepOthersWaiting) {
  std::vector<std::unique_ptr<HttpClient>> silent;
  for (int i = 0; i < 60; ++i) silent.push_back(std::make_unique<HttpClient>(api_->port()));
  for (std::size_t i = 0; i < 30; ++i) silent[i]->send("GET /livez HT");
  EXPECT_EQ(api_->request("GET", "/livez").status, 200);
  EXPECT_EQ(http(api_->probe_port(), "GET", "/livez").status, 200);
}

TEST_F(RawHttp, IdleConnectionsGiveWayWhenAllThreadsAreHeld) {
  std::vector<std::unique_ptr<HttpClient>> idle;
  for (int i = 0; i < 100; ++i) {
    idle.push_back(std::make_unique<HttpClient>(api_->port()));
    idle.back()->send(get("/livez"));
    ASSERT_EQ(idle.back()->receive().status, 200) << i;
  }
}

TEST_F(RawHttp, LogLinesCanNotBeForged) {
  api_->request("GET", "/x%22%7D%0A%7B%22level%22:%22forged%22");
  api_->request("GET", "/\"}{\"level\":\"forged\"");
  EXPECT_EQ(api_->log().find("\"level\":\"forged\""), std::string::npos);
}

}  // namespace
}  // namespace perigee::testing
