// The runner over a file of data: no Redis anywhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "perigee/job/exit_code.h"
#include "perigee/job/termination.h"
#include "tests/runner/program.h"

namespace perigee::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kSample = PERIGEE_SOURCE_DIR "/samples/launches.csv";
constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n";
constexpr const char* kCsv = "Year,Private or State Run\n1990,S\n1990,P\n1991,P\n1992,P\n1992,S\n";

class RunnerOfFiles : public ::testing::Test {
 protected:
  // A timeline of the sample, with more or other arguments.
  Ended draw(std::vector<std::string> more) {
    std::vector<std::string> arguments = {"--data", kSample, "--analysis", "timeline"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return program.run(arguments);
  }
  int code_of(std::vector<std::string> arguments, const std::string& input = {}) {
    const Ended ended = program.run(std::move(arguments), input);
    EXPECT_EQ(ended.code == 0, ended.err.empty()) << ended.err;
    return ended.code;
  }
  Termination last_words() {
    const auto said = parse_termination(program.read("words"));
    EXPECT_TRUE(said) << program.read("words");
    return said ? *said : Termination{};
  }

  Program program;
};

TEST_F(RunnerOfFiles, DrawsAPicture) {
  const Ended ended = draw({"--out", "chart.png"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(program.read("chart.png"), StartsWith(kPng));
  EXPECT_THAT(ended.out, IsEmpty());
}

TEST_F(RunnerOfFiles, NeedsNoWordAndTakesOne) {
  draw({"--out", "a.png"});
  program.run({"render", "--data", kSample, "--analysis", "timeline", "--out", "b.png"});
  EXPECT_EQ(program.read("a.png"), program.read("b.png"));
}

TEST_F(RunnerOfFiles, DrawsTheSameBytesTwice) {
  for (const std::string suffix : {"png", "svg", "json", "csv"}) {
    draw({"--out", "a." + suffix});
    draw({"--out", "b." + suffix});
    EXPECT_EQ(program.read("a." + suffix), program.read("b." + suffix)) << suffix;
  }
}

TEST_F(RunnerOfFiles, MakesWhatTheSuffixSays) {
  draw({"--out", "a.svg"});
  draw({"--out", "a.JSON"});
  draw({"--out", "a.csv"});
  EXPECT_THAT(program.read("a.svg"), HasSubstr("<svg"));
  EXPECT_THAT(program.read("a.JSON"), StartsWith("{"));
  EXPECT_THAT(program.read("a.csv"), StartsWith("year,"));
}

TEST_F(RunnerOfFiles, TakesTheFormatAskedForBeforeTheSuffix) {
  draw({"--out", "a.txt", "--format", "csv"});
  EXPECT_THAT(program.read("a.txt"), StartsWith("year,"));
}

TEST_F(RunnerOfFiles, SpeaksToStandardStreams) {
  const Ended ended = program.run({"--data", "-", "--analysis", "timeline", "--out", "-", "--format", "csv"}, kCsv);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("year,"));
  EXPECT_THAT(program.run({"--data", "-", "--analysis", "timeline", "--out", "-"}, kCsv).out, StartsWith(kPng));
}

TEST_F(RunnerOfFiles, ReadsJsonByItsContent) {
  const Ended ended =
      program.run({"--data", "-", "--analysis", "timeline", "--out", "-", "--format", "csv"},
                  R"([{"Year": 1990, "Private or State Run": "P"}, {"Year": 1991, "Private or State Run": "S"}])");
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1991,"));
}

TEST_F(RunnerOfFiles, TakesParametersAndFilters) {
  const Ended ended = draw({"--out", "-", "--format", "csv", "--param", "from=2000", "--param", "to=2005", "--param",
                            "filter=year>=2003", "--param", "filter=year<=2004"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, Not(HasSubstr("2002,")));
}

TEST_F(RunnerOfFiles, TakesAWholeSpecificationInThreeWays) {
  const std::string spec = R"({"analysis": "timeline", "parameters": {"from": 2000}, "output": {"format": "csv"}})";
  program.write("spec.json", spec);
  const std::string plain = program.run({"--data", kSample, "--spec", spec, "--out", "-"}).out;
  EXPECT_THAT(plain, StartsWith("year,"));
  EXPECT_EQ(program.run({"--data", kSample, "--spec", "@spec.json", "--out", "-"}).out, plain);
  EXPECT_EQ(program.run({"--data", kSample, "--spec", "-", "--out", "-"}, spec).out, plain);
}

TEST_F(RunnerOfFiles, PutsFlagsBeforeTheSpecification) {
  const std::string spec = R"({"analysis": "timeline", "parameters": {"from": 1900}, "output": {"title": "Old"}})";
  draw({"--spec", spec, "--title", "New title", "--out", "a.json"});
  EXPECT_THAT(program.read("a.json"), HasSubstr("New title"));
}

TEST_F(RunnerOfFiles, NamesTheFileAsItsSourceUnlessToldOtherwise) {
  draw({"--out", "a.json"});
  draw({"--out", "b.json", "--source", "My own list"});
  EXPECT_THAT(program.read("a.json"), HasSubstr("launches.csv"));
  EXPECT_THAT(program.read("b.json"), HasSubstr("My own list"));
}

TEST_F(RunnerOfFiles, ObeysSizeAndScale) {
  EXPECT_EQ(draw({"--width", "640", "--height", "360", "--scale", "1", "--theme", "dark", "--out", "a.png"}).code, 0);
  const std::string head = program.read("a.png").substr(16, 8);  // IHDR: width, height, big-endian
  EXPECT_EQ(head, std::string("\0\0\x02\x80\0\0\x01\x68", 8));
}

TEST_F(RunnerOfFiles, SaysNothingWhenAllIsWell) { EXPECT_THAT(draw({"--out", "a.png"}).err, IsEmpty()); }

TEST_F(RunnerOfFiles, LogsJsonLinesWhenAskedTo) {
  program.set("PERIGEE_REQUEST_ID=req-1");
  const std::string log = draw({"--out", "a.png", "--log-level", "info"}).err;
  EXPECT_THAT(log, HasSubstr(R"("component":"perigee-runner")"));
  EXPECT_THAT(log, HasSubstr(R"("request_id":"req-1")"));
}

// ---- exit codes -------------------------------------------------------------------------------------------------

TEST_F(RunnerOfFiles, Ends10ForABadSpecification) {
  EXPECT_EQ(code_of({"--data", kSample, "--analysis", "timline", "--out", "a.png"}), 10);
  EXPECT_EQ(code_of({"--data", kSample, "--spec", "{", "--out", "a.png"}), 10);
  EXPECT_EQ(code_of({"--data", kSample, "--spec", R"({"analysis": "timeline", "wat": 1})", "--out", "a.png"}), 10);
  EXPECT_EQ(draw({"--out", "a.png", "--param", "from=soon"}).code, 10);
  EXPECT_EQ(draw({"--out", "a.png", "--param", "form=1990"}).code, 10);
  EXPECT_EQ(draw({"--out", "a.png", "--param", "from=2010", "--param", "to=2000"}).code, 10);
  EXPECT_EQ(draw({"--out", "a.png", "--param", "filter=year>=soon"}).code, 10);
  EXPECT_EQ(draw({"--out", "a.png", "--width", "4096", "--scale", "4"}).code, 10);
  EXPECT_EQ(program.files(), 0u);
}

TEST_F(RunnerOfFiles, SuggestsWhatWasMeant) {
  EXPECT_THAT(program.run({"--data", kSample, "--analysis", "timline", "--out", "a.png"}).err,
              HasSubstr("Did you mean 'timeline'?"));
  EXPECT_THAT(draw({"--out", "a.png", "--param", "form=1990"}).err, HasSubstr("Did you mean 'from'?"));
}

TEST_F(RunnerOfFiles, Ends11WhereThereIsNoData) {
  EXPECT_EQ(code_of({"--data", "nowhere.csv", "--analysis", "timeline", "--out", "a.png"}), 11);
  EXPECT_EQ(code_of({"--data", "/", "--analysis", "timeline", "--out", "a.png"}), 11);
}

TEST_F(RunnerOfFiles, Ends12ForAMissingOrWronglyTypedColumn) {
  program.write("other.csv", "Jahr,P\n1990,1\n");
  program.write("words.csv", "Year,Private or State Run\nsoon,P\nlater,S\n");
  EXPECT_EQ(code_of({"--data", "other.csv", "--analysis", "timeline", "--out", "a.png"}), 12);
  EXPECT_EQ(code_of({"--data", "words.csv", "--analysis", "timeline", "--out", "a.png"}), 12);
  const Ended filtered = draw({"--out", "a.png", "--param", "filter=contry=USA"});
  EXPECT_EQ(filtered.code, 12);
  EXPECT_THAT(filtered.err, HasSubstr("Did you mean 'country'?"));
}

TEST_F(RunnerOfFiles, Ends13ForDataThatCanNotBeRead) {
  EXPECT_EQ(code_of({"--data", "-", "--analysis", "timeline", "--out", "a.png"}, ""), 13);
  EXPECT_EQ(code_of({"--data", "-", "--analysis", "timeline", "--out", "a.png"}, "a,b\n\"x"), 13);
}

TEST_F(RunnerOfFiles, Ends14ForTheCommandLine) {
  EXPECT_EQ(code_of({}), 14);
  EXPECT_EQ(code_of({"paint"}), 14);
  EXPECT_EQ(code_of({"list", "more"}), 14);
  EXPECT_EQ(code_of({"describe"}), 14);
  EXPECT_EQ(code_of({"--data", kSample, "--analysis", "timeline"}), 14);
  EXPECT_EQ(code_of({"--data", kSample, "--out", "a.png"}), 14);
  EXPECT_EQ(code_of({"--analysis", "timeline", "--out", "a.png"}), 14);
  EXPECT_EQ(draw({"--out", "a.gif"}).code, 14);
  EXPECT_EQ(draw({"--out", "a.png", "--wdith", "800"}).code, 14);
  EXPECT_EQ(draw({"--out", "a.png", "--param", "from"}).code, 14);
  EXPECT_EQ(draw({"--out", "a.png", "--job", "j"}).code, 14);
  EXPECT_EQ(program.files(), 0u);
}

TEST_F(RunnerOfFiles, Ends15ForDataLargerThanTheMemoryAllowedBeforeItIsRead) {
  std::string large = "Year,Private or State Run\n";
  while (large.size() < (3u << 20)) large += "1999,P\n";
  program.write("large.csv", large);
  const Ended ended =
      program.run({"--data", "large.csv", "--analysis", "timeline", "--out", "a.png", "--memory", "2M"});
  EXPECT_EQ(ended.code, 15);
  EXPECT_THAT(ended.err, HasSubstr("1.5 MiB of the 2 MiB"));
}

TEST_F(RunnerOfFiles, Ends15ForAStreamThatNeverFits) {
  std::string endless = "Year,Private or State Run\n";
  for (int row = 0; row < 2'000'000; ++row) endless += "1990,P\n";
  EXPECT_EQ(code_of({"--data", "-", "--analysis", "timeline", "--out", "a.png", "--memory", "16M"}, endless), 15);
}

TEST_F(RunnerOfFiles, Ends23WhereNothingCanBeWritten) {
  EXPECT_EQ(draw({"--out", "no/such/folder/a.png"}).code, 23);
  EXPECT_EQ(draw({"--out", "/dev/full", "--format", "png"}).code, 23);
  EXPECT_THAT(draw({"--out", "no/such/folder/a.png"}).err, HasSubstr("'no/such/folder/a.png' can not be written"));
}

TEST_F(RunnerOfFiles, LeavesNoHalfAFileAndReplacesAWholeOne) {
  program.write("a.csv", "old");
  draw({"--out", "a.csv"});
  EXPECT_THAT(program.read("a.csv"), StartsWith("year,"));
  EXPECT_EQ(program.files(), 1u);
}

TEST_F(RunnerOfFiles, Ends22AtItsDeadline) {
  const pid_t pid = program.start_endless(
      {"--data", "-", "--analysis", "timeline", "--out", "a.png", "--deadline", "1", "--termination-message", "words"});
  EXPECT_EQ(program.wait(pid).code, 22);
  EXPECT_EQ(last_words().reason, "DeadlineExceeded");
}

TEST_F(RunnerOfFiles, Ends22WhenToldToStop) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const pid_t pid = program.start_endless(
        {"--data", "-", "--analysis", "timeline", "--out", "a.png", "--termination-message", "words"});
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const auto start = std::chrono::steady_clock::now();
    ::kill(pid, signal);
    EXPECT_EQ(program.wait(pid).code, 22);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
    EXPECT_EQ(last_words().reason, "Interrupted");
  }
}

// ---- last words -------------------------------------------------------------------------------------------------

TEST_F(RunnerOfFiles, SaysInTheEndWhatItMade) {
  draw({"--out", "a.png", "--scale", "1", "--termination-message", "words"});
  const auto said = last_words();
  ASSERT_TRUE(said.result);
  EXPECT_EQ(said.result->content_type, "image/png");
  EXPECT_EQ(said.result->bytes, program.read("a.png").size());
  EXPECT_EQ(said.result->width, 800);
  EXPECT_THAT(said.result->sha256, MatchesRegex("[0-9a-f]{64}"));
}

TEST_F(RunnerOfFiles, SaysInTheEndWhatWentWrong) {
  draw({"--out", "a.png", "--param", "from=soon", "--termination-message=words"});
  EXPECT_EQ(last_words().reason, "BadSpec");
  EXPECT_THAT(last_words().message, HasSubstr("'from' must be an integer"));
}

TEST_F(RunnerOfFiles, LeavesLastWordsAlsoForACommandLineItCanNotUnderstand) {
  program.run({"--wat", "--termination-message", "words"});
  EXPECT_EQ(last_words().reason, "Usage");
}

// ---- what it says of itself -------------------------------------------------------------------------------------

TEST_F(RunnerOfFiles, ListsTheAnalyses) {
  const Ended ended = program.run({"list"});
  EXPECT_EQ(ended.code, 0);
  for (const char* name : {"timeline", "sector", "geography", "top-private"}) EXPECT_THAT(ended.out, HasSubstr(name));
}

TEST_F(RunnerOfFiles, DescribesAnAnalysis) {
  EXPECT_THAT(program.run({"describe", "timeline"}).out, HasSubstr("first year shown (an integer, 1900 to 2200"));
  EXPECT_THAT(program.run({"describe", "timeline", "--json"}).out, HasSubstr(R"("name":"timeline")"));
  EXPECT_EQ(code_of({"describe", "timline"}), 10);
}

TEST_F(RunnerOfFiles, HelpsAndTellsItsVersion) {
  EXPECT_THAT(program.run({"--help"}).out, HasSubstr("--termination-message TEXT"));
  EXPECT_THAT(program.run({"--version"}).out, MatchesRegex("perigee-runner [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  EXPECT_EQ(program.run({"render", "--help"}).code, 0);
}

}  // namespace
}  // namespace perigee::testing
