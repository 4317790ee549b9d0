// A server that a test plays, and a client of it with a token in a file.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "perigee/kube/client.h"
#include "tests/perigee/kube/temporary_folder.h"
#include "tests/support/https_server.h"

namespace perigee::testing {

// "{"metadata": …}" of an object of the namespace "n".
inline std::string object_json(const std::string& name, int version, const std::string& more = "") {
  return R"({"metadata":{"name":")" + name + R"(","namespace":"n","uid":"uid-of-)" + name + R"(","resourceVersion":")" +
         std::to_string(version) + R"("})" + more + "}";
}

inline std::string status_json(int code, const std::string& reason, const std::string& message = "told") {
  return R"({"kind":"Status","status":"Failure","code":)" + std::to_string(code) + R"(,"reason":")" + reason +
         R"(","message":")" + message + "\"}";
}

class PlayedServer : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    certificates_ = std::make_unique<TemporaryFolder>();
    make_authority(certificates_->path(), "ca");
    make_authority(certificates_->path(), "other-ca");
    make_certificate(certificates_->path(), "ca", "server", "IP:127.0.0.1");
    make_certificate(certificates_->path(), "ca", "misnamed", "DNS:elsewhere");
  }
  static void TearDownTestSuite() { certificates_.reset(); }

  void play(HttpsServer::Handler handler, const std::string& certificate = "server") {
    server_ = std::make_unique<HttpsServer>(certificates_->path(), certificate, std::move(handler));
  }

  kube::Config config(const std::string& authority = "ca") const {
    folder_.write("token", "secret-1");
    return {server_->url(),
            "n",
            {"", certificates_->path() / (authority + ".crt")},
            {"", folder_.path() / "token"},
            {},
            {}};
  }

  // Of a server that plays already.
  kube::Client client(const std::string& authority = "ca") {
    http_ = std::make_unique<kube::Http>(config(authority));
    return kube::Client(*http_, "n");
  }

  static inline std::unique_ptr<TemporaryFolder> certificates_;
  TemporaryFolder folder_;
  std::unique_ptr<HttpsServer> server_;
  std::unique_ptr<kube::Http> http_;  // ends before the server
};

}  // namespace perigee::testing
