#include "perigee/picture/picture.h"
#include "perigee/store/datasets.h"
#include "perigee/store/jobs.h"
#include "perigee/store/redis.h"
#include "runner/draw.h"
#include "runner/memory.h"
#include "runner/output_file.h"

namespace perigee::runner {
namespace {

constexpr std::size_t kConnections = 2;  // the reader's and the jobs'

Problem no_such_dataset(const std::string& name) {
  return {"no-such-dataset",
          "/dataset",
          "There is no dataset '" + name + "' in the store.",
          "Upload it first, or name one that is there.",
          {},
          {}};
}

// Another version would be another picture than the one that an attempt before may have shown.
Problem dataset_replaced(const std::string& name, const std::string& pinned) {
  return {"dataset-replaced",
          "/dataset",
          "The dataset '" + name + "' was changed between two attempts of this job, which began with version " +
              pinned.substr(0, 12) + "; that version has left the store.",
          "Submit the job again to draw what is there now.",
          {},
          {}};
}

Outcome over(const std::string& id, const std::string& what) {
  return refused(
      ExitCode::cancelled,
      Problem{"job-over", "--job", "The job '" + id + "' " + what + ".", "There is nothing left to do.", {}, {}});
}

// From a version that is held by a lease until the bytes are made.
Result<Picture> draw_from(DatasetReader& reader, const JobSpec& spec, std::uint64_t memory) {
  PictureLimits limits;
  limits.admit = [memory](const Manifest& manifest, const std::vector<std::string>& columns) {
    return too_large("The dataset '" + manifest.name + "'", manifest.bytes(columns), memory);
  };
  auto picture = make_picture(spec, reader, limits);
  if (picture) tell(spec, picture->info);
  return picture;
}

// The answer of a record that needs no drawing any more: a twin's result, or nothing to do.
Outcome answer_of(const std::string& id, const std::optional<JobRecord>& record) {
  if (!record) return over(id, "is not in the store any more");
  if (record->state == JobState::complete && record->result) return {ExitCode::done, record->result, true, {}};
  return over(id, "is " + std::string(word(record->state)) + " already");
}

Outcome answer_of(const Finished& finished, const std::string& id, const ResultInfo& info) {
  switch (finished.answer) {
    case FinishAnswer::committed:
      return {ExitCode::done, info, false, {}};
    case FinishAnswer::already_terminal:
      return answer_of(id, finished.record);
    case FinishAnswer::unknown_job:
      return over(id, "is not in the store any more");
    case FinishAnswer::other_uid:
      return over(id, "is another one of the same name now");
  }
  return over(id, "can not be finished");
}

Outcome draw_record(const JobRecord& record, RedisPool& pool, Jobs& jobs, std::uint64_t memory) {
  if (auto problems = check_spec(record.spec); !problems.empty())
    return refused(ExitCode::bad_spec, std::move(problems));
  auto reader = Datasets(pool).open(record.spec.dataset);
  if (!reader) return refused(ExitCode::no_such_dataset, no_such_dataset(record.spec.dataset));
  const auto pinned = jobs.pin_dataset(record.id, record.uid, reader->manifest().version);
  if (!pinned) return answer_of(record.id, jobs.find(record.id));
  if (*pinned != reader->manifest().version)
    return refused(ExitCode::no_such_dataset, dataset_replaced(record.spec.dataset, *pinned));
  auto picture = draw_from(*reader, record.spec, memory);
  if (!picture) return refused(picture.problems());
  Jobs::Ending ending;
  ending.result = picture->info;
  ending.bytes = std::move(picture->bytes);
  return answer_of(jobs.finish(record.id, record.uid, ending), record.id, picture->info);
}

}  // namespace

Outcome draw_dataset(const Options& options, const JobSpec& spec, std::uint64_t memory) {
  const auto address = parse_redis_url(options.redis);
  if (!address) return refused(ExitCode::usage, address.problems());
  RedisPool pool(*address, {}, kConnections);
  auto reader = Datasets(pool).open(spec.dataset);
  if (!reader) return refused(ExitCode::no_such_dataset, no_such_dataset(spec.dataset));
  const auto picture = draw_from(*reader, spec, memory);
  if (!picture) return refused(picture.problems());
  write_output(options.out, picture->bytes);
  return {ExitCode::done, picture->info, false, {}};
}

Outcome draw_job(const Options& options, std::uint64_t memory) {
  const auto address = parse_redis_url(options.redis);
  if (!address) return refused(ExitCode::usage, address.problems());
  RedisPool pool(*address, {}, kConnections);
  Jobs jobs(pool);
  const auto record = jobs.find(options.job);
  if (!record || is_terminal(record->state)) return answer_of(options.job, record);
  if (!options.uid.empty() && options.uid != record->uid)
    return over(options.job, "is another one of the same name now");
  return draw_record(*record, pool, jobs, memory);
}

}  // namespace perigee::runner
