#include "api/ingest.h"

#include <utility>

#include "api/charts/dataset_heads.h"
#include "api/config.h"
#include "api/metrics.h"
#include "perigee/base/log.h"
#include "perigee/data/refusal.h"

namespace perigee::api {
namespace {

LoadOptions load_options(const Config& config, DataFormat format) {
  LoadOptions options;
  options.format = format;
  options.max_bytes = config.max_upload_bytes;
  options.max_rows = static_cast<std::uint64_t>(config.max_rows);
  options.spool_directory = config.spool_directory;
  return options;
}

Result<Stored> load_and_commit(const Services& services, const Upload& upload, Loader& loader) {
  DatasetWriter writer(services.redis, upload.dataset, upload.mode, services.clock);
  auto report = loader.finish([&](const Table& block) { writer.add(block); });
  if (!report) return report.problems();
  auto commit = writer.commit(*report, upload.source);
  services.heads.forget(upload.dataset);
  if (!commit) return commit.problems();
  return Stored{*std::move(commit), *std::move(report)};
}

void tell(const Services& services, const Upload& upload, const Result<Stored>& stored) {
  if (!stored) {
    services.metrics.upload("refused", 0, 0);
    log::info("upload refused", {{"dataset", upload.dataset}, {"reason", to_string(stored.problems().front())}});
    return;
  }
  const LoadReport& report = stored->report;
  services.metrics.upload(stored->commit.unchanged ? "unchanged" : "stored", report.bytes, stored->commit.rows_added);
  log::info("upload stored", {{"dataset", upload.dataset},
                              {"version", stored->commit.manifest.version},
                              {"source", upload.source},
                              {"rows", report.rows},
                              {"bytes", report.bytes},
                              {"columns", static_cast<std::uint64_t>(report.columns.size())},
                              {"repaired_mojibake", report.repaired_mojibake},
                              {"affected_rows", report.affected_rows},
                              {"problems", report.problem_count},
                              {"unchanged", stored->commit.unchanged}});
}

}  // namespace

Ingest::Ingest(const Services& services, Upload upload)
    : services_(services), upload_(std::move(upload)), loader_(load_options(services.config, upload_.format)) {}

bool Ingest::write(std::string_view piece) {
  refused_ = refused_ || !loader_.write(piece);
  return !refused_;
}

Result<Stored> Ingest::finish() {
  auto stored = load_and_commit(services_, upload_, loader_);
  tell(services_, upload_, stored);
  return stored;
}

Result<Stored> ingest(const Services& services, const Upload& upload, const Bytes& bytes) {
  Ingest running(services, upload);
  const bool whole = bytes([&](std::string_view piece) { return running.write(piece); });
  if (!whole && !running.is_refused()) return broken_off();
  return running.finish();
}

Problem broken_off() {
  return {"broken-off", "", "The upload ended before its end.", "Send it again; nothing was stored.", {}, {}};
}

int upload_status(const Problems& problems) {
  return problems.front().code == "broken-off" ? 400 : http_status_of(problems.front());
}

}  // namespace perigee::api
