// The form of a kubeconfig: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
#include <yaml-cpp/binary.h>
#include <yaml-cpp/yaml.h>

#include <optional>
#include <utility>
#include <vector>

#include "perigee/kube/config.h"

namespace perigee::kube {
namespace {

constexpr const char* kRemedy = "Use a certificate (client-certificate, client-key) or a token (token, tokenFile).";

Problem problem(std::string where, std::string what, std::string remedy) {
  return {"kubeconfig", std::move(where), std::move(what), std::move(remedy), {}, {}};
}

// One place in the file; `path` names it in problems.
struct Place {
  YAML::Node node;
  std::string path;

  bool has(const char* name) const { return node.IsMap() && node[name].IsDefined() && !node[name].IsNull(); }
  bool is_true(const char* name) const { return has(name) && node[name].as<bool>(false); }
  std::string text(const char* name) const { return has(name) ? node[name].as<std::string>("") : std::string(); }
};

// Members that this client does not follow, in words.
struct Refused {
  const char *member, *what, *remedy;
};
constexpr Refused kRefusedOfUsers[] = {
    {"exec", "is a plugin (exec), and no program is started to log in.", kRemedy},
    {"auth-provider", "is a plugin (auth-provider), which Kubernetes no longer has.", kRemedy},
    {"username", "is a user name with a password, which Kubernetes no longer takes.", kRemedy},
    {"as", "acts as somebody else (as), which this client does not.", "Name that user's own credentials."},
};
constexpr Refused kRefusedOfClusters[] = {
    {"proxy-url", "is reached through a proxy (proxy-url), which this client does not use.", "Name the server itself."},
    {"tls-server-name", "has a certificate for another name (tls-server-name).",
     "Name the server as its certificate does."},
};

template <std::size_t N>
void refuse(const Refused (&members)[N], const Place& place, Problems& problems) {
  for (const auto& [member, what, remedy] : members)
    if (place.has(member)) problems.push_back(problem(place.path, "'" + place.path + "' " + what, remedy));
}

// The entry of a list of {name: …, <kind>: {…}}.
std::optional<Place> entry(const YAML::Node& root, const std::string& list, const char* kind, const std::string& name) {
  const std::string path = list + "/" + name;
  for (const auto& one : root[list])
    if (one["name"].as<std::string>("") == name && one[kind].IsMap()) return Place{one[kind], path};
  return std::nullopt;
}

// "<member>-data" in base64, or "<member>" as a path relative to the file's folder.
Source source(const Place& place, const std::string& member, const std::filesystem::path& folder, Problems& problems) {
  if (const std::string data = place.text((member + "-data").c_str()); !data.empty()) {
    const auto bytes = YAML::DecodeBase64(data);
    if (bytes.empty())
      problems.push_back(problem(place.path, "'" + place.path + "': " + member + "-data is no base64.",
                                 "Write the file with 'kubectl config view --flatten'."));
    return {std::string(bytes.begin(), bytes.end()), ""};
  }
  if (const std::string path = place.text(member.c_str()); !path.empty()) return {"", folder / path};
  return {};
}

void read_cluster(const Place& cluster, const std::filesystem::path& folder, Config& config, Problems& problems) {
  refuse(kRefusedOfClusters, cluster, problems);
  config.server = cluster.text("server");
  while (config.server.ends_with('/')) config.server.pop_back();
  if (!config.server.starts_with("https://"))
    problems.push_back(problem(cluster.path, "'" + cluster.path + "' is not reached by https.",
                               "Name a server that begins with https://; credentials go nowhere else."));
  if (cluster.is_true("insecure-skip-tls-verify"))
    problems.push_back(problem(cluster.path, "'" + cluster.path + "' would not be verified.",
                               "Name its certificate-authority instead of insecure-skip-tls-verify."));
  config.ca = source(cluster, "certificate-authority", folder, problems);
}

void read_user(const Place& user, const std::filesystem::path& folder, Config& config, Problems& problems) {
  const std::size_t before = problems.size();
  refuse(kRefusedOfUsers, user, problems);
  if (problems.size() > before) return;
  config.certificate = source(user, "client-certificate", folder, problems);
  config.key = source(user, "client-key", folder, problems);
  if (const std::string file = user.text("tokenFile"); !file.empty())
    config.token = {"", folder / file};
  else
    config.token = {user.text("token"), ""};
  if (config.certificate.is_given() != config.key.is_given())
    problems.push_back(problem(user.path, "'" + user.path + "' has a certificate or a key, not both.", kRemedy));
  else if (!config.certificate.is_given() && !config.token.is_given())
    problems.push_back(problem(user.path, "'" + user.path + "' has neither a certificate nor a token.", kRemedy));
}

Result<Config> read(const YAML::Node& root, const std::filesystem::path& folder, std::string wanted) {
  if (wanted.empty()) wanted = root["current-context"].as<std::string>("");
  const auto missing = [](const std::string& list, const std::string& name) {
    return problem(list, "There is no '" + name + "' among the " + list + ".",
                   "Choose one with 'kubectl config use-context'.");
  };
  const auto context = entry(root, "contexts", "context", wanted);
  if (!context) return missing("contexts", wanted);
  const auto cluster = entry(root, "clusters", "cluster", context->text("cluster"));
  if (!cluster) return missing("clusters", context->text("cluster"));
  const auto user = entry(root, "users", "user", context->text("user"));
  if (!user) return missing("users", context->text("user"));

  Config config;
  Problems problems;
  config.namespace_name = context->has("namespace") ? context->text("namespace") : "default";
  read_cluster(*cluster, folder, config, problems);
  read_user(*user, folder, config, problems);
  if (!problems.empty()) return problems;
  return config;
}

}  // namespace

Result<Config> read_kubeconfig(const std::filesystem::path& file, std::string_view context) {
  const std::string name = file.string();
  try {
    const YAML::Node root = YAML::LoadFile(name);
    if (!root.IsMap()) return problem("", name + " is no kubeconfig.", "Write one with 'kubectl config view'.");
    return read(root, file.parent_path(), std::string(context));
  } catch (const YAML::BadFile&) {
    return problem("", name + " can not be read.", "Name a kubeconfig that exists and may be read.");
  } catch (const YAML::Exception& error) {
    Problem wrong =
        problem("", name + " is no kubeconfig: " + error.msg + ".", "Write one with 'kubectl config view'.");
    if (!error.mark.is_null()) wrong.line = static_cast<std::uint64_t>(error.mark.line) + 1;
    return wrong;
  }
}

}  // namespace perigee::kube
