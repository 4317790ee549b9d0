#include "api/seed.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "api/archive.h"
#include "api/config.h"
#include "api/kaggle.h"
#include "api/spool.h"

namespace perigee::api {
namespace {

constexpr std::size_t kPiece = std::size_t{256} * 1024;
constexpr char kSampleSource[] = "Perigee sample (synthetic)";

// One seed at a time in this process; two processes make the same version, which the store keeps once.
std::mutex& seeding() {
  static std::mutex mutex;
  return mutex;
}

Result<Stored> seed_from_file(const Services& services, std::string_view dataset, const std::string& path,
                              const std::string& source) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Problem{"seed-missing",
                   "",
                   "The file to seed from, '" + path + "', can not be read.",
                   "Name a CSV file that can, or upload one.",
                   {},
                   {}};
  const Upload upload{std::string(dataset), WriteMode::replace, format_of(path, ""), source};
  return ingest(services, upload, [&](const Take& take) {
    std::string piece(kPiece, '\0');
    while (file) {
      file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      if (!take(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())))) return false;
    }
    return file.eof();
  });
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

Result<Stored> seed_from_kaggle(const Services& services) {
  Spool archive(services.config.spool_directory);
  if (auto fetched = fetch_from_kaggle(services.config, archive); !fetched) return fetched.problems();
  const Upload upload{std::string(kDefaultDataset), WriteMode::replace, DataFormat::csv,
                      "Kaggle: " + services.config.kaggle_dataset};
  Problems unreadable;
  auto stored = ingest(services, upload, [&](const Take& take) {
    auto name = read_csv(archive, "", {services.config.max_upload_bytes}, take);
    if (!name) unreadable = name.problems();
    return static_cast<bool>(name);
  });
  if (stored) return stored;
  Problems problems = {
      {"download-failed", "", "What Kaggle sent can not be read as a table.", "Upload a CSV file instead.", {}, {}}};
  const Problems& why = unreadable.empty() ? stored.problems() : unreadable;
  problems.insert(problems.end(), why.begin(), why.end());
  return problems;
}

Result<Stored> seed_now(const Services& services) {
  const Config& config = services.config;
  if (!config.seed_csv.empty())
    return seed_from_file(services, kDefaultDataset, config.seed_csv, file_name(config.seed_csv));
  const bool asks_kaggle = config.seed == "kaggle" || (config.seed.empty() && !kaggle_authorization(config).empty());
  if (asks_kaggle) return seed_from_kaggle(services);
  return seed_from_file(services, kDefaultDataset, config.sample_csv, kSampleSource);
}

}  // namespace

Result<Stored> seed(const Services& services) {
  const std::scoped_lock lock(seeding());
  return seed_now(services);
}

std::optional<Result<Stored>> seed_if_empty(const Services& services) {
  const std::scoped_lock lock(seeding());
  const auto manifest = Datasets(services.redis).find(kDefaultDataset);
  if (manifest && manifest->rows > 0) return std::nullopt;
  return seed_now(services);
}

Result<Stored> seed_missions(const Services& services) {
  const std::scoped_lock lock(seeding());
  const std::string& own = services.config.missions_csv;
  if (own.empty()) return seed_from_file(services, kMissionsDataset, services.config.sample_csv, kSampleSource);
  return seed_from_file(services, kMissionsDataset, own, file_name(own));
}

Result<Stored> seed_cancer(const Services& services) {
  const std::scoped_lock lock(seeding());
  const std::string& own = services.config.cancer_csv;
  if (!own.empty()) return seed_from_file(services, kCancerDataset, own, file_name(own));
  const auto sample = std::filesystem::path(services.config.sample_csv).replace_filename("biopsies.csv");
  return seed_from_file(services, kCancerDataset, sample, kSampleSource);
}

int seed_status(const Problems& problems) {
  const std::string& code = problems.front().code;
  if (code == "download-failed") return 502;
  return code == "seed-missing" ? 503 : upload_status(problems);
}

}  // namespace perigee::api
