#include "perigee/data/csv_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "perigee/data/clean.h"

namespace perigee {
namespace {

using ::testing::ElementsAre;

std::string undoubled(const CsvCell& cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.size; ++i) {
    text += cell.text()[i];
    if (cell.escaped && cell.text()[i] == '"') ++i;
  }
  return text;
}

// All records, one string each, cells parted by '|'; windows of the given size.
std::vector<std::string> records(std::string_view text, std::size_t window, CsvDialect dialect = {}) {
  std::vector<std::string> result;
  CsvScanner scanner(dialect);
  for (std::size_t begin = 0, size = std::min(window, text.size()); begin < text.size();) {
    scanner.open(text.substr(begin, size), begin + size == text.size());
    while (scanner.next()) {
      std::string& record = result.emplace_back(std::to_string(scanner.line()));
      for (const CsvCell& cell : scanner.cells()) record.append("|").append(undoubled(cell));
    }
    if (const auto& failure = scanner.failure()) {
      constexpr std::string_view kWords[] = {"open", "bare", "after", "long", "many"};
      result.push_back(std::string(kWords[static_cast<std::size_t>(failure->fault)]) + " " +
                       std::to_string(failure->line) + " " + std::to_string(failure->cell));
      break;
    }
    begin += scanner.used();
    size = scanner.used() > 0 ? std::min(window, text.size() - begin) : std::min(size + window, text.size() - begin);
  }
  return result;
}

TEST(CsvScanner, ReadsQuotesMixedEndsAndNoFinalNewline) {
  EXPECT_THAT(records("a,b\r\n\"1,\n2\",x\n\n3,", 1000), ElementsAre("1|a|b", "2|1,\n2|x", "5|3|"));
}

TEST(CsvScanner, EndsRecordsAtCarriageReturnsOnlyWhereTheFileDoes) {
  EXPECT_THAT(records("a\rb\rc", 1000, {',', true}), ElementsAre("1|a", "2|b", "3|c"));
  EXPECT_THAT(records("a\rb\nc", 1000), ElementsAre("1|a\rb", "2|c"));
}

TEST(CsvScanner, GivesTheSameRecordsWhateverTheWindows) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int cell = 0; cell < 60; ++cell) {
      const std::string body(random() % 30, "ab?\xC3 "[random() % 5]);
      text += random() % 3 == 0 ? "\"" + body + "\"\",\n\"" : "x" + body;
      text += random() % 4 == 0 ? (random() % 2 == 0 ? "\r\n" : "\n") : ",";
    }
    const auto whole = records(text, text.size());
    for (const std::size_t window : {1u, 7u, 64u, 100u}) ASSERT_EQ(records(text, window), whole) << text;
  }
}

// What RFC 4180 says, one byte after the other: records as above, and a last one for what is wrong.
class PlainReader {
 public:
  PlainReader(std::string_view text, bool cr_ends) : text_(text), cr_ends_(cr_ends) {}

  std::vector<std::string> read() {
    while (at_ < text_.size() && ok_) read_record();
    return records_;
  }

 private:
  void read_record() {
    const std::string line = std::to_string(line_);
    std::string record = line;
    std::size_t cells = 0;
    bool only_blanks = true;
    for (bool more = true; more && ok_;) {
      std::string cell = read_cell(++cells, only_blanks);
      if (!ok_) return;
      record += "|" + cell;
      more = at_ < text_.size() && text_[at_] == ',';
      at_ += more ? 1u : 0u;
      if (more && at_ == text_.size()) record += "|", ++cells, more = false;
    }
    skip_line_end();
    ++line_;
    if (cells > 1 || !only_blanks) records_.push_back(record);
  }

  std::string read_cell(std::size_t number, bool& only_blanks) {
    const std::size_t line_of_cell = line_;
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != '"') {
      std::string cell;
      while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
        if (text_[at_] == '"') return fail("bare", line_of_cell, number);
        cell += text_[at_++];
      }
      only_blanks = only_blanks && trimmed(cell).empty();
      return trimmed(cell);
    }
    only_blanks = false;
    std::string cell;
    for (++at_;; ++at_) {
      if (at_ == text_.size()) return fail("open", line_of_cell, number);
      if (text_[at_] == '"' && text_.substr(at_ + 1, 1) != "\"") break;
      if (text_[at_] == '"') ++at_;
      if (text_[at_] == '\n') ++line_;
      cell += text_[at_];
    }
    ++at_;
    skip_blanks();
    if (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) return fail("after", line_of_cell, number);
    return trimmed(cell);
  }

  std::string fail(const std::string& what, std::size_t line, std::size_t cell) {
    records_.push_back(what + " " + std::to_string(line) + " " + std::to_string(cell));
    ok_ = false;
    return {};
  }
  bool at_line_end() const {
    if (text_[at_] == '\n') return true;
    return text_[at_] == '\r' && (cr_ends_ || at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
  }
  void skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r')
      ++at_, at_ += text_.substr(at_, 1) == "\n" ? 1u : 0u;
    else if (at_ < text_.size())
      ++at_;
  }
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  static std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
  }

  std::string_view text_;
  bool cr_ends_, ok_ = true;
  std::size_t at_ = 0, line_ = 1;
  std::vector<std::string> records_;
};

TEST(CsvScanner, ReadsWhatAPlainReaderReadsAndFailsWhereItFails) {
  std::mt19937 random(3);
  constexpr std::string_view kBytes[] = {",", "\"", "\"\"", "\n",       "\r\n",        "\r",
                                         " ", "x",  "?",    "\xC3\xA4", "yyyyyyyyyyyy"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "a";
    const bool cr_ends = random() % 4 == 0;
    for (auto pieces = random() % 60; pieces > 0; --pieces) {
      // Rarely a lone quote, so that some texts are read far.
      text += random() % 8 == 0 ? "\"" + std::string(kBytes[random() % 11 == 1 ? 3 : random() % 11]) + "\"" : "";
      const auto piece = random() % std::size(kBytes);
      text += piece == 1 && random() % 16 != 0 ? "," : kBytes[piece];
    }
    ASSERT_EQ(records(text, text.size(), {',', cr_ends}), PlainReader(text, cr_ends).read()) << text;
  }
}

TEST(CsvScanner, MarksExactlyTheCellsWithOddBytes) {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int cell = 0; cell < 40; ++cell) {
      text += std::string(random() % 40, 'x') + (random() % 3 == 0 ? "?" : "") + std::string(random() % 40, 'y');
      text += random() % 5 == 0 ? "\n" : ",";
    }
    CsvScanner scanner({});
    scanner.open(text, true);
    while (scanner.next())
      for (const CsvCell& cell : scanner.cells()) ASSERT_EQ(cell.odd, has_odd(cell.text())) << cell.text();
  }
}

TEST(CsvScanner, SniffsTheDelimiterOutsideOfQuotes) {
  EXPECT_EQ(sniff_csv("a;\"b,c,d\";e\n").delimiter, ';');
  EXPECT_EQ(sniff_csv("a\tb\n1,2,3\n").delimiter, '\t');
  EXPECT_EQ(sniff_csv("alone\n").delimiter, ',');
  EXPECT_TRUE(sniff_csv("a,b\r1,2\r").cr_ends);
  EXPECT_FALSE(sniff_csv("a,b\r\n1,2\r").cr_ends);
}

}  // namespace
}  // namespace perigee
