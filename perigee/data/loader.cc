#include "perigee/data/loader.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "perigee/base/error.h"
#include "perigee/data/codec.h"
#include "perigee/data/csv_load.h"
#include "perigee/data/json_load.h"
#include "perigee/data/refusal.h"
#include "perigee/data/sniff.h"
#include "perigee/data/spool.h"

namespace perigee {
namespace {

constexpr std::size_t kProblemsOfARefusal = 20;

std::string_view word(DataFormat format) {
  switch (format) {
    case DataFormat::csv:
      return "csv";
    case DataFormat::json:
      return "json";
    case DataFormat::ndjson:
      break;
  }
  return "ndjson";
}

// The refusal first, then what was found on the way.
Problems refusal_of(const RowFill& fill, const LoadReport& report) {
  Problems problems = {fill.too_many_affected()};
  const std::size_t count = std::min(kProblemsOfARefusal, report.problems.size());
  problems.insert(problems.end(), report.problems.begin(),
                  report.problems.begin() + static_cast<std::ptrdiff_t>(count));
  return problems;
}

}  // namespace

class Loader::State {
 public:
  explicit State(LoadOptions options)
      : options_(std::move(options)), spool_(options_.spool_directory), csv_(options_) {}

  bool write(std::string_view bytes) {
    if (refusal_) return false;
    if (spool_.size() + bytes.size() > options_.max_bytes) return refuse(too_many_bytes());
    spool_.write(bytes);
    if (!sniffed_ && spool_.size() >= kSniffed) sniff();
    if (options_.format == DataFormat::csv && !refusal_ && !csv_.write(bytes)) refuse(*csv_.refusal());
    return !refusal_;
  }

  Result<LoadReport> finish(const BlockSink& sink) {
    if (!sniffed_) sniff();
    if (refusal_) return *refusal_;
    LoadReport report;
    report.bytes = spool_.size();
    report.format = word(options_.format);
    return options_.format == DataFormat::csv ? finish_csv(sink, std::move(report))
                                              : finish_json(sink, std::move(report));
  }

 private:
  bool refuse(Problem problem) {
    refusal_ = std::move(problem);
    return false;
  }

  Problem too_many_bytes() const {
    return {std::string(code::kTooManyBytes),
            {},
            "The file is larger than " + std::to_string(options_.max_bytes) + " bytes.",
            "Split it.",
            {},
            {}};
  }

  void sniff() {
    sniffed_ = true;
    std::array<char, kSniffed> head{};
    const std::size_t read = spool_.read(0, head.data(), head.size());
    if (auto problem = refuse_encoding({head.data(), read})) refusal_ = std::move(problem);
  }

  Result<LoadReport> finish_csv(const BlockSink& sink, LoadReport report) {
    if (!csv_.end()) return *csv_.refusal();
    report.delimiter = csv_.dialect().delimiter;
    auto plans = csv_.plan(report);
    if (!plans) return plans.problems();
    RowFill fill(*std::move(plans), csv_.rows(), sink, report);
    if (!fill_from_csv(spool_, csv_.dialect(), options_, fill)) return refusal_of(fill, report);
    return report;
  }

  Result<LoadReport> finish_json(const BlockSink& sink, LoadReport report) {
    JsonFirstPass first(options_);
    if (auto problem = first.run(spool_)) return *problem;
    auto plans = first.plan(report);
    if (!plans) return plans.problems();
    RowFill fill(*std::move(plans), first.rows(), sink, report);
    if (!fill_from_json(spool_, options_, first.index(), fill)) return refusal_of(fill, report);
    return report;
  }

  LoadOptions options_;
  Spool spool_;
  CsvFirstPass csv_;
  bool sniffed_ = false;
  std::optional<Problem> refusal_;
};

Loader::Loader(LoadOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Loader::~Loader() = default;
Loader::Loader(Loader&&) noexcept = default;

bool Loader::write(std::string_view bytes) { return state_->write(bytes); }
Result<LoadReport> Loader::finish(const BlockSink& sink) { return state_->finish(sink); }

namespace {

// The blocks of a load as one table.
Result<Loaded> finish_whole(Loader& loader) {
  std::vector<Table> blocks;
  auto report = loader.finish([&](Table block) { blocks.push_back(std::move(block)); });
  if (!report) return report.problems();
  std::vector<Column> columns;
  for (const ColumnProfile& profile : report->columns) {
    std::vector<ColumnPart> parts;
    for (const Table& block : blocks) parts.push_back({block.column(profile.name)});
    auto column = concatenate(profile.name, profile.type, parts);
    if (!column) return column.problems();
    columns.push_back(*std::move(column));
  }
  return Loaded{Table(std::move(columns)), *std::move(report)};
}

// A file that is open for reading; standard input for "-", which is left open.
class File {
 public:
  explicit File(const std::string& path) : owned_(path != "-") {
    descriptor_ = owned_ ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : 0;
  }
  ~File() {
    if (owned_ && descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  // Bytes read, 0 at the end, -1 with errno.
  ssize_t read(char* to, std::size_t bytes) {
    for (;;) {
      const ssize_t count = ::read(descriptor_, to, bytes);
      if (count >= 0 || errno != EINTR) return count;
    }
  }

 private:
  bool owned_;
  int descriptor_;
};

Problem no_file(const std::string& path) {
  return {"no-file",         {}, "The file '" + path + "' can not be read: " + std::strerror(errno) + ".",
          "Check the path.", {}, {}};
}

}  // namespace

Result<Loaded> load(std::string_view bytes, LoadOptions options) {
  Loader loader(std::move(options));
  loader.write(bytes);
  return finish_whole(loader);
}

Result<Loaded> load_file(const std::string& path, LoadOptions options) {
  File file(path);
  if (!file.is_open()) return no_file(path);
  Loader loader(std::move(options));
  std::vector<char> buffer(256 * 1024);
  for (;;) {
    const ssize_t count = file.read(buffer.data(), buffer.size());
    if (count < 0) return no_file(path);
    if (count == 0 || !loader.write({buffer.data(), static_cast<std::size_t>(count)})) break;
  }
  return finish_whole(loader);
}

}  // namespace perigee
