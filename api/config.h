// Every setting of the API in one struct, with flags, environment, --help and docs/limits.md from one table.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "perigee/base/problem.h"

namespace perigee::api {

struct Config {
  std::string host = "127.0.0.1";
  int port = 8080;
  int probe_port = 0;  // listener of its own for /livez /readyz /metrics; 0: port + 1
  std::string redis_url = "redis://127.0.0.1:6379";
  std::string executor = "local";  // or "kubernetes"
  std::string namespace_name;      // of the AnalysisJobs; empty: the pod's own
  std::string kubeconfig;          // empty: the pod's own account, else $KUBECONFIG
  std::string runner;              // path of perigee-runner; empty: beside this binary, then PATH
  int parallel_jobs = 2;           // local executor: runner processes at once
  int threads = 64;                // connections served at once; waiting requests get half
  std::uint64_t max_upload_bytes = 1ull << 30;
  int max_rows = 100'000'000;  // of one upload
  std::uint64_t max_body_bytes = 1ull << 20;
  int max_queued_jobs = 10'000;
  std::string seed_csv;          // PERIGEE_SEED_CSV
  std::string seed;              // PERIGEE_SEED: "", "sample" or "kaggle"
  std::string sample_csv;        // path of samples/launches.csv
  std::string missions_csv;      // PERIGEE_MISSIONS_CSV: what POST /missions/data loads
  std::string cancer_csv;        // PERIGEE_CANCER_CSV: what POST /cancer/data/load loads
  std::string compat = "space";  // PERIGEE_COMPAT: whose API stands at the root, "space", "missions" or "cancer"
  std::string kaggle_url = "https://www.kaggle.com";
  std::string kaggle_dataset = "davidroberts13/one-small-step-for-data";  // owner/slug
  std::string kaggle_username, kaggle_key, kaggle_token;
  bool seed_on_read = true;               // GET /data fills an empty dataset
  bool seed_at_start = false;             // /readyz waits until the default dataset has rows
  std::vector<std::string> import_hosts;  // from which POST /data {"url": …} may fetch; empty: from none
  std::string log_level = "info";
  std::string spool_directory;  // empty: $TMPDIR, else /tmp
  std::uint64_t runner_memory_bytes = 512ull << 20;
  int chart_threads = 2;   // GET /charts: drawn at once
  int chart_waiting = 32;  // requests that may wait for a chart, at most half of threads
  int chart_seconds = 5;   // from the request to the chart
  int chart_rows = 1'000'000;
  int chart_pixels = 4'000'000;
  std::uint64_t chart_data_bytes = 32ull << 20;
  std::uint64_t chart_memory_bytes = 32ull << 20;  // of charts that are remembered
};

// Flags win over the environment, the environment over the defaults.
Result<Config> read_config(int argc, char** argv);

std::string config_help();
std::string settings_table();  // in Markdown
// docs/limits.md: the settings, the fixed limits and what only an ingress can enforce.
std::string limits_markdown();

}  // namespace perigee::api
