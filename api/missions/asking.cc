#include "api/missions/asking.h"

#include <utility>
#include <vector>

#include "api/config.h"
#include "api/json_text.h"
#include "api/missions/question.h"
#include "api/seed.h"
#include "perigee/base/text.h"
#include "perigee/catalog/column_names.h"
#include "perigee/store/datasets.h"
#include "perigee/store/random_id.h"

namespace perigee::api {
namespace {

MissionJob refused(MissionJob job, std::string_view why) {
  job.kind = MissionAnswer::refusal;
  job.answer = api::quoted(why);
  return job;
}

MissionJob answered(MissionJob job, std::string answer) {
  job.kind = MissionAnswer::text;
  job.answer = std::move(answer);
  return job;
}

// Where each role is found; a role that nothing fits is a Problem.
struct Place {
  std::string role, column;
};
Result<std::vector<Place>> places_of(const std::vector<LaunchColumn>& wanted, const Manifest& manifest) {
  std::vector<Place> places;
  for (const LaunchColumn& one : wanted) {
    const ColumnProfile* column = column_for(one.required<ColumnNeed>(), manifest.columns);
    if (column == nullptr)
      return Problem{
          "missing-column",        one.role, "The data have no column for '" + one.role + "' (" + one.help + ").",
          "Load a file with one.", {},       {}};
    places.push_back({one.role, column->name});
  }
  return places;
}

Table by_role(const Table& table, const std::vector<Place>& places) {
  std::vector<Column> columns;
  for (const Place& place : places) columns.push_back(table.column(place.column).renamed(place.role));
  return Table(std::move(columns));
}

bool is_too_large(const Config& config, const Manifest& manifest, const std::vector<std::string>& columns) {
  return manifest.rows > static_cast<std::uint64_t>(config.chart_rows) ||
         manifest.bytes(columns) > config.chart_data_bytes;
}

MissionJob read_and_answered(const Services& services, MissionJob job, const MissionQuestion& question) {
  auto reader = Datasets(services.redis).open(kMissionsDataset);
  if (!reader) return refused(std::move(job), kNoMissions);
  const auto places = places_of(columns_for(question.topic), reader->manifest());
  if (!places) return refused(std::move(job), places.problems().front().what);
  std::vector<std::string> columns;
  for (const Place& place : *places) columns.push_back(place.column);
  if (is_too_large(services.config, reader->manifest(), columns))
    return refused(std::move(job), "The data are larger than what is answered at once here: ask /analyze or /charts.");
  return answered(std::move(job), mission_answer(question, by_role(reader->read(columns), *places)));
}

JobSpec map_spec() {
  JobSpec spec;
  spec.analysis = "launch-map";
  spec.dataset = kMissionsDataset;
  spec.output.format = OutputFormat::svg;
  return spec;
}

Result<MissionJob> drawn(const Services& services, MissionJob job, const std::string& request_id) {
  const auto accepted = services.executor.submit(map_spec(), {}, request_id);
  if (!accepted) return accepted.problems();
  job.id = accepted->record.id;
  job.kind = MissionAnswer::job;
  return job;
}

Result<MissionJob> begun(const Services& services, MissionJob job, const std::string& request_id) {
  const auto question = mission_question(job.route);
  if (!question) return refused(std::move(job), kUnknownRoute);
  const auto manifest = Datasets(services.redis).find(kMissionsDataset);
  if (!manifest || manifest->rows == 0) return refused(std::move(job), kNoMissions);
  if (question->topic == MissionTopic::map) return drawn(services, std::move(job), request_id);
  if (question->topic != MissionTopic::data) return read_and_answered(services, std::move(job), *question);
  job.kind = MissionAnswer::rows;
  return job;
}

}  // namespace

Result<MissionJob> ask_missions(const Services& services, const std::string& route, const std::string& request_id) {
  auto job = begun(services, {random_uuid(), route, services.clock.now()}, request_id);
  if (job) MissionJobs(services.redis).add(*job);
  return job;
}

}  // namespace perigee::api
