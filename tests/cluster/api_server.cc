#include "tests/cluster/api_server.h"

#include <curl/curl.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include "perigee/base/text.h"
#include "tests/cluster/sandbox.h"

namespace perigee::testing {
namespace {

constexpr const char* kEtcd = "http://127.0.0.1:2379";
constexpr const char* kPeers = "http://127.0.0.1:2380";

// The folder with the programs, or the sentence why there is none.
const Outcome& built() {
  static const Outcome result = [] {
    Outcome outcome = run(std::string(PERIGEE_SOURCE_DIR) + "/tests/cluster/build 2>&1");
    outcome.out = trim(outcome.out);
    return outcome;
  }();
  return result;
}

std::string last_line(const std::string& text) { return std::string(split(text, '\n').back()); }

constexpr const char* kNewKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";

std::string authority_commands() {
  return std::string("openssl req -x509 ") + kNewKey +
         " -keyout ca.key -out ca.crt -subj /CN=ca && openssl ecparam -name prime256v1 -genkey -noout -out sa.key && "
         "openssl ec -in sa.key -pubout -out sa.pub";
}

std::string certificate_commands(const std::string& name, const std::string& subject, const std::string& host) {
  return std::string("openssl req -x509 ") + kNewKey + " -CA ca.crt -CAkey ca.key -keyout " + name + ".key -out " +
         name + ".crt -subj " + subject + " -addext subjectAltName=" + host +
         " -addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth,clientAuth";
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

}  // namespace

std::string ApiServer::unavailable() {
  if (const std::string reason = no_sandbox(); !reason.empty()) return reason;
  if (run("openssl version").code != 0) return "the openssl program is not installed";
  return built().code == 0 ? "" : last_line(built().out);
}

ApiServer::ApiServer() : ApiServer(enter_sandbox(), "127.0.0.1", {"--endpoint-reconciler-type=none"}) {}

ApiServer::ApiServer(std::string folder, std::string address, std::vector<std::string> flags)
    : programs_(last_line(built().out)),
      folder_(std::move(folder)),
      address_(std::move(address)),
      flags_(std::move(flags)) {
  make_certificates();
  write_kubeconfig("kubeconfig", "admin");
  etcd_.emplace(start_etcd());
  apiserver_.emplace(start_apiserver());
  wait_until_ready();
}

std::string ApiServer::url() const { return "https://" + address_ + ":6443"; }

void ApiServer::make_certificates() const {
  openssl(authority_commands());
  issue("apiserver", "/CN=kube-apiserver",
        "IP:127.0.0.1,IP:" + address_ + ",IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default.svc");
  issue("admin", "/O=system:masters/CN=admin", "DNS:admin");
}

void ApiServer::issue(const std::string& name, const std::string& subject, const std::string& host) const {
  openssl(certificate_commands(name, subject, host));
}

void ApiServer::openssl(const std::string& commands) const {
  if (run("cd " + folder_ + " && exec 2> openssl.log && " + commands).code == 0) return;
  throw std::runtime_error("no certificates: " + run("cat " + file("openssl.log")).out);
}

void ApiServer::write_kubeconfig(const std::string& name, const std::string& certificate) const {
  const std::string at = folder_ + "/";
  std::ofstream(file(name)) << "apiVersion: v1\nkind: Config\ncurrent-context: test\n"
                            << "clusters: [{name: test, cluster: {server: \"" << url()
                            << "\", certificate-authority: " << at << "ca.crt}}]\n"
                            << "users: [{name: user, user: {client-certificate: " << at << certificate
                            << ".crt, client-key: " << at << certificate << ".key}}]\n"
                            << "contexts: [{name: test, context: {cluster: test, user: user}}]\n";
}

Process ApiServer::start_etcd() const {
  return Process("etcd",
                 {programs_ + "/etcd", "--data-dir", "etcd", "--unsafe-no-fsync", "--listen-client-urls", kEtcd,
                  "--advertise-client-urls", kEtcd, "--listen-peer-urls", kPeers, "--initial-advertise-peer-urls",
                  kPeers, "--initial-cluster", std::string("default=") + kPeers},
                 folder_);
}

void ApiServer::kill() { apiserver_->kill(); }

void ApiServer::start_again() {
  apiserver_.reset();
  apiserver_.emplace(start_apiserver());
  wait_until_ready();
}

Process ApiServer::start_apiserver() const {
  std::vector<std::string> words = {programs_ + "/kube-apiserver",
                                    std::string("--etcd-servers=") + kEtcd,
                                    "--bind-address=" + address_,
                                    "--secure-port=6443",
                                    "--advertise-address=" + address_,
                                    "--tls-cert-file=apiserver.crt",
                                    "--tls-private-key-file=apiserver.key",
                                    "--client-ca-file=ca.crt",
                                    "--service-account-key-file=sa.pub",
                                    "--service-account-signing-key-file=sa.key",
                                    "--service-account-issuer=https://kubernetes.default.svc",
                                    "--service-cluster-ip-range=10.96.0.0/16",
                                    "--authorization-mode=Node,RBAC"};
  words.insert(words.end(), flags_.begin(), flags_.end());
  return Process("apiserver", words, folder_);
}

void ApiServer::wait_until_ready() const {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(120);
  while (apiserver_->runs() && etcd_->runs() && std::chrono::steady_clock::now() < deadline) {
    const bool is_ready =
        request("GET", "/readyz").status == 200 && request("GET", "/api/v1/namespaces/default").status == 200;
    if (is_ready) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  throw std::runtime_error("the API server does not become ready:\n" + etcd_->log() + apiserver_->log());
}

ApiServer::Answer ApiServer::request(const std::string& method, const std::string& path,
                                     const std::string& body) const {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
      curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
  const std::string whole = url() + path, ca = file("ca.crt"), certificate = file("admin.crt"), key = file("admin.key");
  Answer answer;
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
  set(CURLOPT_URL, whole.c_str());
  set(CURLOPT_CUSTOMREQUEST, method.c_str());
  set(CURLOPT_CAINFO, ca.c_str());
  set(CURLOPT_SSLCERT, certificate.c_str());
  set(CURLOPT_SSLKEY, key.c_str());
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_TIMEOUT, 30L);
  set(CURLOPT_WRITEFUNCTION, append);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&answer.body));
  if (!body.empty()) set(CURLOPT_POSTFIELDS, body.c_str());
  if (curl_easy_perform(curl.get()) == CURLE_OK) curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

Outcome ApiServer::program(const std::string& name, const std::string& arguments) const {
  return run("cd " + folder_ + " && HOME=" + folder_ + " KUBECONFIG=" + folder_ + "/kubeconfig " + programs_ + "/" +
             name + " " + arguments + " 2>&1");
}

}  // namespace perigee::testing
