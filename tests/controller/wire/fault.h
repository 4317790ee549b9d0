// What goes wrong on the wire between a controller and its API server, once or a few times.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace perigee::testing {

// To one write of AnalysisJobs, their status or Jobs, or to any request.
enum class RequestFault {
  none,
  crash_before,  // the controller is killed, and the write is not done
  crash_after,   // … when it is done, before its answer
  lose_answer,   // it is done, and the connection breaks
  come_late,     // the connection breaks at once, and it is done later
  refuse,        // with a code
  cut_answer,    // done, and its answer ends in the middle
  garble_answer,
  empty_answer,
  trickle_answer,  // done, and its answer comes byte by byte without an end
  change_token,    // refused, because the token is another one from now on; on disk it is so a moment later
};

struct Refusal {
  int code;
  std::string_view reason, more_headers;
  bool is_done = false;  // all the same: 504 of a proxy in front
};
inline constexpr std::array<Refusal, 13> kRefusals = {{
    {401, "Unauthorized", ""},
    {403, "Forbidden", ""},
    {404, "NotFound", ""},
    {409, "Conflict", ""},
    {409, "AlreadyExists", ""},
    {410, "Expired", ""},
    {413, "RequestEntityTooLarge", ""},
    {422, "Invalid", ""},
    {429, "TooManyRequests", "Retry-After: 1\r\n"},
    {500, "InternalError", ""},
    {502, "", ""},  // HTML of a proxy
    {503, "ServiceUnavailable", ""},
    {504, "Timeout", "", true},
}};

// To a watch, at its next event.
enum class WatchFault {
  none,
  repeat,           // told twice
  swap_kinds,       // held back until later events of other collections were told
  delay,            // told late
  break_off,        // reset in the middle of it
  half_close,       // ended in order in the middle of it
  expire,           // an ERROR event, 410; everything before is forgotten
  lose_and_expire,  // never told, and the list that follows is all there is
  mark_only,        // a bookmark alone, then the end
  in_pieces,        // a byte at a time
  in_one,           // with the next one in one segment
  huge,             // 1.5 MB of it
  end,              // the server ends the watch in order
  fall_silent,      // never told, and the connection stays open
};

// To lists of a collection.
enum class ListFault {
  none,
  stale,        // of a state of the past
  shuffled,     // in any order
  cut,          // ends in the middle of a page
  refuse_next,  // the continuation has expired
  unavailable,  // 503 a few times
};

struct Fault {
  RequestFault request = RequestFault::none;
  int write = 0;            // the how manyth write it happens to, from 1
  int times = 1;            // and to how many from there
  std::size_t refusal = 0;  // of kRefusals
  WatchFault watch = WatchFault::none;
  ListFault list = ListFault::none;
  std::string kind;  // collection of watch and list: "jobs"
};

std::string to_string(const Fault& fault);

}  // namespace perigee::testing
