#include "api/body.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>

#include "api/multipart.h"

namespace perigee::api {
namespace {

// A connection whose client sent these bytes and left.
class SentBody {
 public:
  explicit SentBody(const std::string& bytes) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    EXPECT_EQ(::write(ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::close(ends[1]);
    socket_ = std::make_unique<Socket>(ends[0]);
  }
  Socket& socket() { return *socket_; }

 private:
  std::unique_ptr<Socket> socket_;
};

struct ReadBody {
  std::string bytes;
  int status;
  bool consumed;
};

ReadBody read_chunked(const std::string& bytes, std::uint64_t most = 1000) {
  SentBody sent(bytes);
  Head head;
  head.chunked = true;
  SocketBody body(sent.socket(), head, {most, std::chrono::seconds(5)}, "");
  std::string got;
  body.read([&](std::string_view piece) { return got.append(piece), true; });
  return {got, body.failure().status, body.is_consumed()};
}

TEST(Body, JoinsChunksAndDropsExtensionsAndTrailers) {
  const auto read = read_chunked("3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
  EXPECT_EQ(read.bytes, "abcde");
  EXPECT_EQ(read.status, 0);
  EXPECT_TRUE(read.consumed);
}

TEST(Body, RefusesChunkSizesThatOthersMightReadDifferently) {
  for (const char* size : {"-1", "+3", " 3", "0x3", "3 ", "", "g", "ffffffffffffffff1"})
    EXPECT_EQ(read_chunked(std::string(size) + "\r\nabc\r\n0\r\n\r\n").status, 400) << size;
}

TEST(Body, RefusesAChunkLongerThanItsSizeAndALineEndWithoutCarriageReturn) {
  EXPECT_EQ(read_chunked("3\r\nabcd\r\n0\r\n\r\n").status, 400);
  EXPECT_EQ(read_chunked("3\nabc\r\n0\r\n\r\n").status, 400);
}

TEST(Body, EndsWithTheConnectionAsABadRequest) { EXPECT_EQ(read_chunked("5\r\nab").status, 400); }

TEST(Body, CountsChunksAgainstTheLimit) {
  EXPECT_EQ(read_chunked("4\r\nabcd\r\n4\r\nabcd\r\n0\r\n\r\n", 6).status, 413);
  EXPECT_EQ(read_chunked("ffffffffff\r\n", 6).status, 413);
}

TEST(Body, RefusesALengthAboveTheLimitUnread) {
  SentBody sent("abc");
  Head head;
  head.content_length = 100;
  SocketBody body(sent.socket(), head, {10, std::chrono::seconds(5)}, "");
  EXPECT_FALSE(body.read([](std::string_view) { return true; }));
  EXPECT_EQ(body.failure().status, 413);
}

struct Parts {
  std::string text;  // "name/filename=content;" of each
  bool complete = false;
  std::string refusal;
};

Parts read_parts(const std::string& bytes, std::size_t step) {
  Parts parts;
  MultipartReader reader(
      "b", [&](const Body::Part& part) { return parts.text += part.name + "/" + part.filename + "=", true; },
      [&](std::string_view piece) { return parts.text.append(piece), true; });
  for (std::size_t at = 0; at < bytes.size(); at += step)
    if (!reader.write(std::string_view(bytes).substr(at, step))) break;
  parts.complete = reader.is_complete();
  parts.refusal = reader.refusal();
  return parts;
}

const std::string kTwoParts =
    "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".csv\"\r\n"
    "Content-Type: text/csv\r\n\r\nx,y\r\n--no\r\n1,2\r\n--b\r\ncontent-disposition: form-data; "
    "name=mode\r\n\r\n\r\n--b--\r\nepilogue";

TEST(Multipart, IsReadTheSameInPiecesOfAnySize) {
  for (std::size_t step = 1; step < 40; ++step) {
    const Parts parts = read_parts(kTwoParts, step);
    EXPECT_EQ(parts.text, "file/a \"b\".csv=x,y\r\n--no\r\n1,2mode/=") << step;
    EXPECT_TRUE(parts.complete);
  }
}

TEST(Multipart, SaysWhatIsWrong) {
  EXPECT_NE(read_parts("--b\r\nContent-Type: a/b\r\n\r\nx\r\n--b--", 9).refusal, "");
  EXPECT_NE(read_parts("--b\r\nX: " + std::string(9000, 'a'), 100).refusal, "");
  EXPECT_FALSE(read_parts("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx", 9).complete);
  std::string many;
  for (int i = 0; i < 9; ++i) many += "\r\n--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx";
  EXPECT_NE(read_parts(many, 50).refusal, "");
}

TEST(Multipart, FindsTheBoundaryOfAContentType) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; charset=x; boundary=\"a b\""), "a b");
  EXPECT_EQ(multipart_boundary("text/csv"), "");
  EXPECT_FALSE(multipart_boundary("multipart/form-data"));
  EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')));
}

}  // namespace
}  // namespace perigee::api
