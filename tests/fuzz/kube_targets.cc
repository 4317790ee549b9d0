// What arrives from an API server, and what happens to an informer.
#include <cstdlib>
#include <vector>

#include "perigee/kube/list.h"
#include "perigee/kube/watch.h"
#include "tests/fuzz/targets.h"
#include "tests/support/informer_trial.h"

namespace perigee::fuzz {
namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

// What was read is written so that it is read as the same, and holds nothing that was dropped.
void check(const kube::Object& object) {
  const auto again = kube::read_object(object.json);
  expect(again && again->object == object);
}

template <class Decoder>
auto in_pieces(std::string_view bytes, std::size_t size) {
  Decoder decoder;
  decltype(decoder.write("")) all;
  for (std::size_t at = 0; at < bytes.size(); at += size)
    for (auto& one : decoder.write(bytes.substr(at, size))) all.push_back(std::move(one));
  return std::pair(std::move(decoder), std::move(all));
}

}  // namespace

void watch(std::string_view bytes) {
  const auto [whole, events] = in_pieces<kube::WatchDecoder>(bytes, bytes.size() + 1);
  const auto [cut, same] = in_pieces<kube::WatchDecoder>(bytes, 1);
  expect(events == same && whole.error() == cut.error());
  for (const auto& event : events) check(event.object);
}

void list(std::string_view bytes) {
  const auto [whole, items] = in_pieces<kube::ListDecoder>(bytes, bytes.size() + 1);
  const auto [cut, same] = in_pieces<kube::ListDecoder>(bytes, 3);
  expect(items == same && static_cast<bool>(whole.finish()) == static_cast<bool>(cut.finish()));
  for (const auto& item : items) check(item);
}

void informer(std::string_view bytes) {
  expect(testing::InformerTrial(bytes.size()).run(bytes.substr(0, 4096)).empty());
}

}  // namespace perigee::fuzz
