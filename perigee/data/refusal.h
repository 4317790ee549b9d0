// The codes of everything the loader can say, and the HTTP status that a refusal for it deserves.
//
//   400  the bytes are not CSV or JSON          413  larger than a limit
//   415  another format or encoding             422  readable, but not as a dataset
#pragma once

#include <string_view>

#include "perigee/base/problem.h"

namespace perigee {

namespace code {

// Refusals.
inline constexpr std::string_view kCompressed = "compressed";
inline constexpr std::string_view kUtf16 = "utf-16";
inline constexpr std::string_view kNul = "nul-byte";
inline constexpr std::string_view kUnterminatedQuote = "unterminated-quote";
inline constexpr std::string_view kQuoteInBareCell = "quote-in-bare-field";
inline constexpr std::string_view kTextAfterQuote = "text-after-quote";
inline constexpr std::string_view kJsonSyntax = "json-syntax";
inline constexpr std::string_view kTrailingGarbage = "trailing-garbage";
inline constexpr std::string_view kDuplicateKey = "duplicate-key";
inline constexpr std::string_view kTooDeep = "too-deep";
inline constexpr std::string_view kTooManyBytes = "too-many-bytes";
inline constexpr std::string_view kTooManyRows = "too-many-rows";
inline constexpr std::string_view kFieldTooLong = "field-too-long";
inline constexpr std::string_view kRecordTooLong = "record-too-long";
inline constexpr std::string_view kEmpty = "empty-file";
inline constexpr std::string_view kNoRows = "no-rows";
inline constexpr std::string_view kTooManyColumns = "too-many-columns";
inline constexpr std::string_view kNameTooLong = "name-too-long";
inline constexpr std::string_view kNotObjects = "not-objects";
inline constexpr std::string_view kOutOfRange = "number-out-of-range";
inline constexpr std::string_view kTooManyAffected = "too-many-affected-rows";

// Lines of the report of a load that was accepted.
inline constexpr std::string_view kShortRow = "short-row";
inline constexpr std::string_view kLongRow = "long-row";
inline constexpr std::string_view kBareCr = "bare-cr";
inline constexpr std::string_view kControl = "control-character";
inline constexpr std::string_view kIllFormed = "invalid-utf-8";
inline constexpr std::string_view kMisfit = "misfit";
inline constexpr std::string_view kImpossibleDate = "impossible-date";
inline constexpr std::string_view kDuplicateHeader = "duplicate-header";
inline constexpr std::string_view kEmptyHeader = "empty-header";
inline constexpr std::string_view kMixedColumn = "mixed-column";
inline constexpr std::string_view kUnknownPlace = "unknown-place";

}  // namespace code

// 422 for a code that the loader does not know.
int http_status_of(const Problem& problem);

}  // namespace perigee
