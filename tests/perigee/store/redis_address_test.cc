#include <gtest/gtest.h>

#include "perigee/store/redis.h"

namespace perigee {
namespace {

TEST(RedisAddress, HostAndPort) {
  const auto address = parse_redis_url("redis://db.example:6380");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->host, "db.example");
  EXPECT_EQ(address->port, 6380);
}

TEST(RedisAddress, HostAloneHasTheUsualPort) { EXPECT_EQ(parse_redis_url("redis://localhost")->port, 6379); }

TEST(RedisAddress, IPv6StandsInBrackets) {
  const auto address = parse_redis_url("redis://[::1]:7000");
  EXPECT_EQ(address->host, "::1");
  EXPECT_EQ(address->port, 7000);
  EXPECT_EQ(address->shown(), "redis://[::1]:7000");
}

TEST(RedisAddress, UnixSocket) {
  const auto address = parse_redis_url("unix:///run/redis.sock");
  EXPECT_EQ(address->path, "/run/redis.sock");
  EXPECT_EQ(address->shown(), "unix:///run/redis.sock");
}

TEST(RedisAddress, UserAndPasswordArePercentDecodedAndNotShown) {
  const auto address = parse_redis_url("redis://me:s%40cret%2F@host");
  EXPECT_EQ(address->user, "me");
  EXPECT_EQ(address->password, "s@cret/");
  EXPECT_EQ(address->shown(), "redis://host:6379");
}

TEST(RedisAddress, PasswordWithoutUser) {
  const auto address = parse_redis_url("unix://:secret@/run/redis.sock");
  EXPECT_EQ(address->user, "");
  EXPECT_EQ(address->password, "secret");
}

TEST(RedisAddress, DatabaseZeroMayBeSpelt) { EXPECT_EQ(parse_redis_url("redis://host:1/0")->port, 1); }

TEST(RedisAddress, TlsIsNoted) { EXPECT_TRUE(parse_redis_url("rediss://host")->tls); }

TEST(RedisAddress, WhatIsNoAddressIsRefusedWithTheForms) {
  for (const char* url : {"", "host:6379", "http://host", "redis://", "redis://host:0", "redis://host:70000",
                          "redis://host:x", "redis://host/3", "unix://relative", "unix:///", "redis://u:%zz@host"}) {
    const auto address = parse_redis_url(url);
    ASSERT_FALSE(address) << url;
    EXPECT_EQ(address.problems().front().code, "bad-redis-url");
    EXPECT_NE(address.problems().front().remedy.find("unix:///"), std::string::npos);
  }
}

}  // namespace
}  // namespace perigee
