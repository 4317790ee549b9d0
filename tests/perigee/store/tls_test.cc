#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "perigee/base/error.h"
#include "perigee/store/redis.h"
#include "tests/support/redis_server.h"

namespace perigee {
namespace {

using testing::RedisServer;

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

// A redis-server with a certificate of its own for the address 127.0.0.1.
class RedisTlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!redis_has_tls()) GTEST_SKIP() << "this build's hiredis has no TLS";
    if (!RedisServer::available()) GTEST_SKIP() << "redis-server is not installed";
    std::string pattern = std::filesystem::temp_directory_path() / "perigee-tls-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
        "/CN=redis -addext subjectAltName=IP:127.0.0.1 -keyout " +
        key() + " -out " + certificate() + " 2> " + folder_ + "/log";
    if (std::system(command.c_str()) != 0) GTEST_SKIP() << "the openssl program is not installed";
    port_ = free_port();
    server_ = std::make_unique<RedisServer>(
        testing::RedisServerOptions{.extra = {"--tls-port", std::to_string(port_), "--tls-cert-file", certificate(),
                                              "--tls-key-file", key(), "--tls-auth-clients", "no"}});
  }

  void TearDown() override {
    ::unsetenv("SSL_CERT_FILE");
    server_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  std::string certificate() const { return folder_ + "/certificate.pem"; }
  std::string key() const { return folder_ + "/key.pem"; }
  Redis connect(const std::string& host) const {
    return Redis(*parse_redis_url("rediss://" + host + ":" + std::to_string(port_)));
  }

  std::string folder_;
  int port_ = 0;
  std::unique_ptr<RedisServer> server_;
};

TEST_F(RedisTlsTest, SpeaksToAServerWhoseAuthorityIsKnown) {
  ::setenv("SSL_CERT_FILE", certificate().c_str(), 1);
  Redis redis = connect("127.0.0.1");

  redis.command(2, {"SET", "a", std::string(100'000, 'x')});

  EXPECT_EQ(redis.command(2, {"GET", "a"}).bytes.size(), 100'000u);
}

TEST_F(RedisTlsTest, RefusesAnUnknownAuthority) {
  Redis redis = connect("127.0.0.1");

  EXPECT_THROW(redis.command(0, {"PING"}), EnvironmentError);
}

TEST_F(RedisTlsTest, RefusesACertificateForAnotherName) {
  ::setenv("SSL_CERT_FILE", certificate().c_str(), 1);
  Redis redis = connect("localhost");

  EXPECT_THROW(redis.command(0, {"PING"}), EnvironmentError);
}

}  // namespace
}  // namespace perigee
