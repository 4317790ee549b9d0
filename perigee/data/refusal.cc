#include "perigee/data/refusal.h"

#include <algorithm>
#include <array>

namespace perigee {
namespace {

struct Status {
  std::string_view code;
  int status;
};

constexpr std::array<Status, 15> kStatuses = {{
    {code::kIllFormed, 400},
    {code::kCompressed, 415},
    {code::kUtf16, 415},
    {code::kNul, 400},
    {code::kUnterminatedQuote, 400},
    {code::kQuoteInBareCell, 400},
    {code::kTextAfterQuote, 400},
    {code::kJsonSyntax, 400},
    {code::kTrailingGarbage, 400},
    {code::kDuplicateKey, 400},
    {code::kTooDeep, 400},
    {code::kTooManyBytes, 413},
    {code::kTooManyRows, 413},
    {code::kFieldTooLong, 413},
    {code::kRecordTooLong, 413},
}};

}  // namespace

int http_status_of(const Problem& problem) {
  const auto* const found =
      std::find_if(kStatuses.begin(), kStatuses.end(), [&](const Status& entry) { return entry.code == problem.code; });
  return found == kStatuses.end() ? 422 : found->status;
}

}  // namespace perigee
