#include "api/charts/memo.h"

#include <utility>

namespace perigee::api {
namespace {

constexpr std::size_t kOverhead = 256;  // of the entry beside its bytes

std::size_t room_for(const Print& print) { return print.bytes.size() + kOverhead; }

}  // namespace

Copy Memo::find(const std::string& etag) {
  const auto place = places_.find(etag);
  if (place == places_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, place->second);
  return recent_.front();
}

void Memo::keep(Copy copy) {
  const std::size_t room = room_for(*copy);
  if (room > most_bytes_ / 4 || places_.contains(copy->etag)) return;
  for (bytes_ += room; bytes_ > most_bytes_; recent_.pop_back()) {
    places_.erase(recent_.back()->etag);
    bytes_ -= room_for(*recent_.back());
  }
  recent_.push_front(std::move(copy));
  places_.emplace(recent_.front()->etag, recent_.begin());
}

}  // namespace perigee::api
