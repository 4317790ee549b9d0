#include "perigee/store/redis_tls.h"

#include <hiredis/hiredis.h>
#include <hiredis/hiredis_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>

#include "perigee/base/error.h"

namespace perigee {
namespace {

struct FreeTls {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};

[[noreturn]] void refuse(const RedisAddress& address, const std::string& why) {
  throw EnvironmentError(Fault::denied, "Redis at " + address.shown() + " did not prove who it is (" + why +
                                            "). Give it a certificate for this name, and name its authority's "
                                            "file in SSL_CERT_FILE where the system does not know it.");
}

// hiredis' own context does not compare names, so the session is made here.
std::unique_ptr<SSL, FreeTls> session_for(const RedisAddress& address) {
  const std::unique_ptr<SSL_CTX, FreeTls> context(SSL_CTX_new(TLS_client_method()));
  if (!context || SSL_CTX_set_default_verify_paths(context.get()) != 1) refuse(address, "no authorities are known");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  std::unique_ptr<SSL, FreeTls> session(SSL_new(context.get()));
  if (!session) refuse(address, "no session can be made");
  const bool by_number = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.get()), address.host.c_str()) == 1;
  if (!by_number && (SSL_set1_host(session.get(), address.host.c_str()) != 1 ||
                     SSL_set_tlsext_host_name(session.get(), address.host.c_str()) != 1))
    refuse(address, "its name can not be checked");
  return session;
}

}  // namespace

bool redis_has_tls() { return true; }

void require_tls(const RedisAddress&) {}

void start_tls(redisContext& context, const RedisAddress& address) {
  std::unique_ptr<SSL, FreeTls> session = session_for(address);
  ERR_clear_error();
  if (redisInitiateSSL(&context, session.get()) != REDIS_OK) refuse(address, context.errstr);
  static_cast<void>(session.release());  // the connection owns it from now on
}

}  // namespace perigee
