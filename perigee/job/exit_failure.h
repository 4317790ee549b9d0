// What a runner's end means to the one who asked for the chart: class, reason and a sentence. Shared by all who start
// runners.
#pragma once

#include <string_view>

#include "perigee/job/record.h"

namespace perigee {

// `last_words` is the termination message as it was written; where it can be read its words are better than ours.
// Code 0 is a failure here: a runner that says it is done and committed no result.
Failure failure_of_exit(int code, std::string_view last_words);

Failure failure_of_signal(int number);

}  // namespace perigee
