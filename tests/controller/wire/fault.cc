#include "tests/controller/wire/fault.h"

namespace perigee::testing {
namespace {

constexpr std::array<const char*, 11> kRequestFaults = {"nothing",
                                                        "a crash before write",
                                                        "a crash after write",
                                                        "the answer is lost of write",
                                                        "late: write",
                                                        "refused: write",
                                                        "answer cut: write",
                                                        "answer garbled: write",
                                                        "empty answer: write",
                                                        "slow answer: write",
                                                        "the token changes at write"};
constexpr std::array<const char*, 14> kWatchFaults = {
    "nothing", "repeats an event",  "tells late, after others", "tells late",      "breaks off",       "half closes",
    "expires", "loses and expires", "has a bookmark alone",     "tells in pieces", "tells two in one", "tells 1.5 MB",
    "ends",    "falls silent"};
constexpr std::array<const char*, 6> kListFaults = {
    "nothing", "is stale", "is shuffled", "is cut", "loses its next page", "is not available"};

}  // namespace

std::string to_string(const Fault& fault) {
  std::string text;
  if (fault.request != RequestFault::none)
    text += std::string(kRequestFaults[static_cast<std::size_t>(fault.request)]) + " " + std::to_string(fault.write);
  if (fault.request == RequestFault::refuse) text += " with " + std::to_string(kRefusals[fault.refusal].code);
  if (fault.request != RequestFault::none && fault.times > 1) text += ", " + std::to_string(fault.times) + " times";
  if (fault.watch != WatchFault::none)
    text += "the watch of " + fault.kind + " " + kWatchFaults[static_cast<std::size_t>(fault.watch)] + ", " +
            std::to_string(fault.times) + " times";
  if (fault.list != ListFault::none)
    text += "a list of " + fault.kind + " " + kListFaults[static_cast<std::size_t>(fault.list)];
  return text.empty() ? "nothing" : text;
}

}  // namespace perigee::testing
