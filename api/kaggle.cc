#include "api/kaggle.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "api/download.h"
#include "perigee/base/text.h"
#include "perigee/schema/json_values.h"

namespace perigee::api {
namespace {

constexpr std::size_t kMaxCredential = 4096;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string read_small_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxCredential, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return std::string(trim(text));
}

// The first of these files that holds something.
std::string first_file(const std::vector<std::filesystem::path>& paths) {
  for (const auto& path : paths)
    if (std::string text = read_small_file(path); !text.empty()) return text;
  return {};
}

// KAGGLE_API_TOKEN is the token, or the path of a file that holds it.
std::string token(const Config& config) {
  if (config.kaggle_token.starts_with('/')) return read_small_file(config.kaggle_token);
  if (!config.kaggle_token.empty()) return config.kaggle_token;
  const std::string home = variable("HOME");
  if (home.empty()) return {};
  return first_file({home + "/.kaggle/access_token", home + "/.kaggle/access_token.txt"});
}

std::string base64(const std::string& text) {
  std::string out(4 * (text.size() / 3 + 1) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

// "user:key" of the settings or of kaggle.json; empty: none.
std::string legacy_key(const Config& config) {
  if (!config.kaggle_username.empty() && !config.kaggle_key.empty())
    return config.kaggle_username + ':' + config.kaggle_key;
  const std::string home = variable("HOME"), folder = variable("KAGGLE_CONFIG_DIR");
  std::vector<std::filesystem::path> places;
  if (!folder.empty()) places.emplace_back(folder + "/kaggle.json");
  if (!home.empty()) places.insert(places.end(), {home + "/.config/kaggle/kaggle.json", home + "/.kaggle/kaggle.json"});
  const auto json = parse_json(first_file(places));
  if (!json || !json->is_object()) return {};
  const std::string user = json->value("username", ""), key = json->value("key", "");
  return user.empty() || key.empty() ? std::string() : user + ':' + key;
}

}  // namespace

std::string kaggle_authorization(const Config& config) {
  if (const std::string bearer = token(config); !bearer.empty()) return "Bearer " + bearer;
  if (const std::string key = legacy_key(config); !key.empty()) return "Basic " + base64(key);
  return {};
}

Result<bool> fetch_from_kaggle(const Config& config, Spool& into) {
  Download wanted;
  wanted.url = config.kaggle_url + "/api/v1/datasets/download/" + config.kaggle_dataset;
  wanted.authorization = kaggle_authorization(config);
  wanted.max_bytes = config.max_upload_bytes;
  return download(wanted, into);
}

}  // namespace perigee::api
