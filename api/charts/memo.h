// The charts that were drawn last, by their ETag: so many bytes of them, the one unused for longest goes first.
//
// Not thread-safe; the press guards it.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace perigee::api {

struct Print {
  std::string etag;  // without its quotes
  std::string content_type;
  std::string bytes;
};
using Copy = std::shared_ptr<const Print>;  // shared: a request still sends what the memo has let go

class Memo {
 public:
  explicit Memo(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  Copy find(const std::string& etag);  // nullptr: not here
  // One that takes more than a quarter of the room is not kept: it would drive out all others.
  void keep(Copy copy);
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t most_bytes_, bytes_ = 0;
  std::list<Copy> recent_;                                                  // the last used in front
  std::unordered_map<std::string_view, std::list<Copy>::iterator> places_;  // the keys live in the prints
};

}  // namespace perigee::api
