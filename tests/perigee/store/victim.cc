// A process for dataset_kill_test: stores rows first … first + rows − 1 under the name "d", then ends with 0.
//   store_victim <url> replace|append <first> <rows>
#include <signal.h>

#include <exception>
#include <iostream>
#include <string_view>

#include "tests/perigee/store/tables.h"

int main(int count, char** words) try {
  using namespace perigee;
  if (count != 5) return 2;
  ::signal(SIGPIPE, SIG_IGN);
  const auto mode = std::string_view(words[2]) == "replace" ? WriteMode::replace : WriteMode::append;
  RedisPool pool(*parse_redis_url(words[1]), {}, 2);
  testing::store(pool, "d", mode, testing::numbered(std::stoll(words[3]), std::stoull(words[4])));
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
