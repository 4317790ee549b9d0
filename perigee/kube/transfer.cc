#include "perigee/kube/transfer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <new>

namespace perigee::kube {
namespace {

constexpr std::size_t kLongestRefusal = 256 * 1024;
constexpr long kConnectMillis = 5000;

bool is_success(long status) { return status >= 200 && status < 300; }

// A peer that vanished without a word is noticed by the kernel: unacknowledged bytes end the connection, which would
// otherwise be kept, and swallow the next requests.
int set_socket_options(void*, curl_socket_t socket, curlsocktype) noexcept {
  const unsigned unacknowledged_millis = 15'000;
  const int yes = 1, idle_seconds = 20, interval_seconds = 5, probes = 3;
  ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged_millis, sizeof unacknowledged_millis);
  ::setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
  ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle_seconds, sizeof idle_seconds);
  ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &interval_seconds, sizeof interval_seconds);
  ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
  return CURL_SOCKOPT_OK;
}

template <class T>
void set(CURL* handle, CURLoption option, T value) {
  if (curl_easy_setopt(handle, option, value) == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
}

void set_blob(CURL* handle, CURLoption option, const std::string& bytes) {
  if (bytes.empty()) return;
  curl_blob blob{const_cast<char*>(bytes.data()), bytes.size(), CURL_BLOB_COPY};
  set(handle, option, &blob);
}

void append(std::unique_ptr<curl_slist, CurlFree>& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  [[maybe_unused]] auto* const same = list.release();
  list.reset(longer);
}

bool is_unverified(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR ||
         code == CURLE_SSL_INVALIDCERTSTATUS;
}

}  // namespace

ConnectionShare make_connection_share() {
  ConnectionShare share(curl_share_init());
  if (!share || curl_share_setopt(share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT) != CURLSHE_OK)
    throw std::bad_alloc();
  return share;
}

Transfer::Transfer(Http::Id id, const std::string& server, Request request, Receiver receiver, CURLSH* own_connections)
    : id_(id),
      url_(server + request.target),
      request_(std::move(request)),
      receiver_(std::move(receiver)),
      own_connections_(own_connections),
      handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
}

void Transfer::prepare(const Identity& identity) {
  CURL* const curl = handle_.get();
  curl_easy_reset(curl);
  refusal_.clear();
  const bool is_own = request_.connection == Request::Connection::own;
  set(curl, CURLOPT_PRIVATE, this);
  set(curl, CURLOPT_ERRORBUFFER, reason_);
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_URL, url_.c_str());
  set(curl, CURLOPT_PROTOCOLS_STR, "https");
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_PROXY, "");
  // HTTP/1.1 is what gives a watch its own connection: no other watch can be sent on it meanwhile.
  if (is_own) set(curl, CURLOPT_SHARE, own_connections_);
  set(curl, CURLOPT_HTTP_VERSION, is_own ? long{CURL_HTTP_VERSION_1_1} : long{CURL_HTTP_VERSION_2TLS});
  set(curl, CURLOPT_PIPEWAIT, is_own ? 0L : 1L);
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMillis);
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
  set(curl, CURLOPT_SOCKOPTFUNCTION, set_socket_options);
  set(curl, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  if (!request_.body.empty()) {
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(curl, CURLOPT_POSTFIELDS, request_.body.data());
  }
  set(curl, CURLOPT_WRITEFUNCTION, on_bytes);
  set(curl, CURLOPT_WRITEDATA, this);
  verify_with(identity);
  set_headers(identity);
}

void Transfer::verify_with(const Identity& identity) {
  CURL* const curl = handle_.get();
  set(curl, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!identity.ca.empty()) {  // and nobody else: not the machine's own authorities
    set_blob(curl, CURLOPT_CAINFO_BLOB, identity.ca);
    set(curl, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  set_blob(curl, CURLOPT_SSLCERT_BLOB, identity.certificate);
  set_blob(curl, CURLOPT_SSLKEY_BLOB, identity.key);
}

void Transfer::set_headers(const Identity& identity) {
  headers_.reset();
  append(headers_, "Accept: application/json");
  append(headers_, "Expect:");
  append(headers_, "User-Agent: perigee/" PERIGEE_VERSION);
  if (!request_.content_type.empty()) append(headers_, "Content-Type: " + request_.content_type);
  if (!identity.token.empty()) append(headers_, "Authorization: Bearer " + identity.token);
  set(handle_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

std::size_t Transfer::on_bytes(char* bytes, std::size_t size, std::size_t count, void* transfer) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  const std::string_view piece(bytes, size * count);
  if (self.is_silent_) return piece.size();
  if (is_success(self.status()))
    self.receiver_.on_bytes(piece);
  else
    self.refusal_ += piece.substr(0, kLongestRefusal - std::min(kLongestRefusal, self.refusal_.size()));
  return piece.size();
}

long Transfer::status() const {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

Answered Transfer::answered() const {
  curl_off_t micros = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_TOTAL_TIME_T, &micros);
  return {request_.method, static_cast<int>(status()), std::chrono::microseconds(micros)};
}

std::optional<ApiError> Transfer::outcome(CURLcode code) const {
  const long status = this->status();
  if (status >= 400) {
    curl_off_t seconds = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &seconds);
    const auto retry_after =
        seconds > 0 ? std::optional(std::chrono::seconds(std::min<curl_off_t>(seconds, 3600))) : std::nullopt;
    return error_of_answer(static_cast<int>(status), refusal_, retry_after);
  }
  if (code != CURLE_OK) return error_of_connection(code);
  if (!is_success(status))
    return ApiError{ApiError::Kind::malformed,
                    static_cast<int>(status),
                    "",
                    "it redirects, and a credential goes to nobody but the server that is configured",
                    {},
                    std::nullopt,
                    false};
  return std::nullopt;
}

ApiError Transfer::error_of_connection(CURLcode code) const {
  ApiError error;
  error.kind = code == CURLE_OPERATION_TIMEDOUT ? ApiError::Kind::timeout
               : is_unverified(code)            ? ApiError::Kind::unverified
                                                : ApiError::Kind::unreachable;
  error.message = reason_[0] != '\0' ? reason_ : curl_easy_strerror(code);
  long sent = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_REQUEST_SIZE, &sent);
  error.may_have_happened = sent > 0;
  return error;
}

}  // namespace perigee::kube
