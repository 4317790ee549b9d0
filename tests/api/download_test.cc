#include "api/download.h"

#include <gtest/gtest.h>

#include "tests/api/loopback_server.h"

namespace perigee::api {
namespace {

using testing::http_file;
using testing::http_redirect;
using testing::LoopbackServer;

struct Fetched {
  std::string bytes, problem;
};

Fetched fetch(Download wanted) {
  Spool spool("");
  const auto done = download(wanted, spool);
  return {spool.read(0, spool.size()), done ? "" : done.problems().front().what};
}

Download from(const std::string& url) {
  Download wanted;
  wanted.url = url;
  return wanted;
}

TEST(Download, FollowsARedirectWithoutTheCredential) {
  LoopbackServer store([](const std::string&) { return http_file("a,b\n"); });
  LoopbackServer front([&](const std::string&) { return http_redirect(store.url() + "/signed"); });
  Download wanted = from(front.url() + "/file");
  wanted.authorization = "Bearer secret-canary";
  EXPECT_EQ(fetch(wanted).bytes, "a,b\n");
  EXPECT_NE(front.heads().at(0).find("secret-canary"), std::string::npos);
  EXPECT_EQ(store.heads().at(0).find("secret-canary"), std::string::npos);
}

TEST(Download, ChecksTheMd5) {
  LoopbackServer good(
      [](const std::string&) { return http_file("abc", "X-Goog-Hash: crc32c=x,md5=kAFQmDzST7DWlj99KOF/cg==\r\n"); });
  LoopbackServer bad(
      [](const std::string&) { return http_file("abd", "X-Goog-Hash: md5=kAFQmDzST7DWlj99KOF/cg==\r\n"); });
  EXPECT_EQ(fetch(from(good.url())).problem, "");
  EXPECT_NE(fetch(from(bad.url())).problem.find("MD5"), std::string::npos);
}

TEST(Download, StopsAtTheLimit) {
  LoopbackServer server([](const std::string&) { return http_file(std::string(100'000, 'x')); });
  Download wanted = from(server.url());
  wanted.max_bytes = 1000;
  EXPECT_NE(fetch(wanted).problem.find("more than 1000 bytes"), std::string::npos);
}

TEST(Download, SaysWhatTheStatusMeans) {
  for (const auto& [status, word] :
       std::initializer_list<std::pair<const char*, const char*>>{{"401 x", "credential"},
                                                                  {"403 x", "terms"},
                                                                  {"404 x", "does not have"},
                                                                  {"429 x", "slow down"},
                                                                  {"500 x", "status 500"}}) {
    LoopbackServer server(
        [&](const std::string&) { return "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\n\r\n"; });
    EXPECT_NE(fetch(from(server.url())).problem.find(word), std::string::npos) << status;
  }
}

TEST(Download, NeverLeavesHttpsForPlainOrOtherSchemes) {
  EXPECT_NE(fetch(from("http://example.invalid/x")).problem.find("https"), std::string::npos);
  EXPECT_NE(fetch(from("file:///etc/passwd")).problem, "");
  LoopbackServer server([](const std::string&) { return http_redirect("file:///etc/passwd"); });
  EXPECT_EQ(fetch(from(server.url())).bytes, "");
}

TEST(Download, GivesUpOnALoop) {
  std::string own;
  LoopbackServer server([&](const std::string&) { return http_redirect(own); });
  own = server.url() + "/again";
  EXPECT_NE(fetch(from(server.url())).problem.find("5 times"), std::string::npos);
}

TEST(Download, RedirectsOnlyToHostsThatAreAllowed) {
  LoopbackServer server([](const std::string&) { return http_redirect("https://elsewhere.invalid/"); });
  Download wanted = from(server.url());
  wanted.hosts = {"127.0.0.1"};
  EXPECT_NE(fetch(wanted).problem.find("elsewhere.invalid is not among"), std::string::npos);
}

}  // namespace
}  // namespace perigee::api
