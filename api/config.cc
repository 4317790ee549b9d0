#include "api/config.h"

#include <filesystem>

#include "perigee/schema/env.h"

namespace perigee::api {
namespace {

Settings<Config> settings() {
  Settings<Config> table("perigee-api: charts from launch data over HTTP.");
  table.setting(&Config::host, "host", "PERIGEE_HOST", "address to listen on");
  table.setting(&Config::port, "port", "PERIGEE_PORT", "port to listen on; 0 takes a free one").between(0, 65535);
  table
      .setting(&Config::probe_port, "probe-port", "PERIGEE_PROBE_PORT",
               "port of a listener of its own for /livez, /readyz and /metrics; 0 takes the port after --port")
      .between(0, 65535);
  table.setting(&Config::redis_url, "redis", "PERIGEE_REDIS_URL",
                "redis://[user[:password]@]host[:port] or unix://path");
  table
      .setting(&Config::executor, "executor", "PERIGEE_EXECUTOR",
               "who runs jobs: this machine, or a cluster's controller")
      .choices({"local", "kubernetes"});
  table.setting(&Config::namespace_name, "namespace", "PERIGEE_NAMESPACE",
                "where AnalysisJobs are made, in a cluster; without one, the pod's own or the kubeconfig's");
  table.setting(&Config::kubeconfig, "kubeconfig", "PERIGEE_KUBECONFIG",
                "how to reach the cluster; without one, the pod's own account, else $KUBECONFIG");
  table.setting(&Config::runner, "runner", "PERIGEE_RUNNER",
                "path of perigee-runner; without one, beside this program, then in PATH");
  table
      .setting(&Config::parallel_jobs, "parallel-jobs", "PERIGEE_PARALLEL_JOBS",
               "runner processes at once, on this machine")
      .between(1, 256);
  table
      .setting(&Config::max_queued_jobs, "max-queued-jobs", "PERIGEE_MAX_QUEUED_JOBS",
               "jobs that may wait for runners of this machine; in a cluster a ResourceQuota bounds them")
      .between(1, 1e6);
  table
      .setting(&Config::runner_memory_bytes, "runner-memory", "PERIGEE_RUNNER_MEMORY", "memory that one runner may use")
      .bytes()
      .between(32 << 20, 1e15);
  table.setting(&Config::threads, "threads", "PERIGEE_THREADS", "connections served at once; waiting requests get half")
      .between(2, 4096);
  table
      .setting(&Config::chart_threads, "chart-threads", "PERIGEE_CHART_THREADS",
               "charts that GET /charts draws at once")
      .between(1, 64);
  table
      .setting(&Config::chart_waiting, "chart-waiting", "PERIGEE_CHART_WAITING",
               "requests that may wait for a chart, at most half of --threads; beyond them 503")
      .between(1, 4096);
  table
      .setting(&Config::chart_seconds, "chart-seconds", "PERIGEE_CHART_SECONDS",
               "time that a chart may take; a longer one becomes a job")
      .between(1, 30);
  table
      .setting(&Config::chart_rows, "chart-rows", "PERIGEE_CHART_ROWS",
               "rows of a dataset that is drawn at once; a larger one becomes a job")
      .between(1, 1e9);
  table
      .setting(&Config::chart_pixels, "chart-pixels", "PERIGEE_CHART_PIXELS",
               "pixels of a chart that is drawn at once; a larger one becomes a job")
      .between(1, 4096.0 * 4096);
  table
      .setting(&Config::chart_data_bytes, "chart-data", "PERIGEE_CHART_DATA",
               "columns that are read for one chart; with more it becomes a job")
      .bytes()
      .between(1024, 1e12);
  table
      .setting(&Config::chart_memory_bytes, "chart-memory", "PERIGEE_CHART_MEMORY",
               "charts that are kept to be sent again")
      .bytes()
      .between(0, 1e12);
  table.setting(&Config::max_upload_bytes, "max-upload", "PERIGEE_MAX_UPLOAD", "size of one upload of data")
      .bytes()
      .between(1024, 1e15);
  table.setting(&Config::max_rows, "max-rows", "PERIGEE_MAX_ROWS", "rows of one upload of data").between(1, 1e9);
  table.setting(&Config::max_body_bytes, "max-body", "PERIGEE_MAX_BODY", "size of every other request body")
      .bytes()
      .between(1024, 1 << 30);
  table.setting(&Config::spool_directory, "spool", "PERIGEE_SPOOL",
                "folder for uploads on their way; else $TMPDIR or /tmp");
  table.setting(&Config::seed, "seed", "PERIGEE_SEED", "where an empty POST /data finds its rows; else by what is set")
      .choices({"", "sample", "kaggle"});
  table.setting(&Config::seed_csv, "seed-csv", "PERIGEE_SEED_CSV", "a CSV file to seed from, before everything else");
  table.setting(&Config::sample_csv, "sample-csv", "PERIGEE_SAMPLE_CSV", "the sample of synthetic rows to seed from");
  table.setting(&Config::missions_csv, "missions-csv", "PERIGEE_MISSIONS_CSV",
                "a CSV file that POST /missions/data loads; without one, the sample");
  table.setting(&Config::cancer_csv, "cancer-csv", "PERIGEE_CANCER_CSV",
                "a CSV file that an empty POST /cancer/data/load loads; without one, the sample of biopsies");
  table
      .setting(&Config::compat, "compat", "PERIGEE_COMPAT",
               "whose old API stands at the root; each has its prefix anyway")
      .choices({"space", "missions", "cancer"});
  table.setting(&Config::seed_on_read, "seed-on-read", "PERIGEE_SEED_ON_READ", "seed when GET /data meets no rows");
  table.setting(&Config::seed_at_start, "seed-at-start", "PERIGEE_SEED_AT_START",
                "seed an empty default dataset before /readyz says ready");
  table.setting(&Config::import_hosts, "import-hosts", "PERIGEE_IMPORT_HOSTS",
                "hosts from which POST /data with a url may fetch; without one, from none");
  table.setting(&Config::kaggle_url, "kaggle-url", "PERIGEE_KAGGLE_URL", "base address of Kaggle");
  table.setting(&Config::kaggle_dataset, "kaggle-dataset", "PERIGEE_KAGGLE_DATASET", "the data set there, owner/slug");
  table.setting(&Config::kaggle_username, "", "KAGGLE_USERNAME", "account at Kaggle, with KAGGLE_KEY");
  table.setting(&Config::kaggle_key, "", "KAGGLE_KEY", "key of the account").secret();
  table.setting(&Config::kaggle_token, "", "KAGGLE_API_TOKEN", "token for Kaggle, or the path of a file that holds it")
      .secret();
  table.setting(&Config::log_level, "log-level", "PERIGEE_LOG_LEVEL", "least level that is logged")
      .choices({"debug", "info", "warn", "error", "off"});
  return table;
}

std::filesystem::path own_folder() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

// The sample lies beside the program's folder in a source tree, or in share/ when installed.
std::string find_sample() {
  for (auto folder = own_folder(); folder.has_relative_path(); folder = folder.parent_path())
    for (const auto* place : {"samples/launches.csv", "share/perigee/launches.csv"})
      if (std::error_code ignored; std::filesystem::exists(folder / place, ignored)) return folder / place;
  return {};
}

}  // namespace

Result<Config> read_config(int argc, char** argv) {
  auto config = settings().read(argc, argv);
  if (!config) return config;
  if (config->probe_port == 0) config->probe_port = config->port == 0 ? 0 : config->port + 1;
  if (config->sample_csv.empty()) config->sample_csv = find_sample();
  return config;
}

std::string config_help() { return settings().help_text(); }

std::string settings_table() { return settings().markdown(); }

}  // namespace perigee::api
