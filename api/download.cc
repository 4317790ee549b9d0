#include "api/download.h"

#include <curl/curl.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "perigee/base/error.h"
#include "perigee/base/text.h"

namespace perigee::api {
namespace {

constexpr int kMaxRedirects = 5;
constexpr std::size_t kMaxErrorBytes = 4096;

struct CurlFree {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, CurlFree>;

Problem failed(std::string what) {
  return {"download-failed", "", std::move(what), "Upload a CSV file instead, or try again later.", {}, {}};
}

struct Address {
  std::string scheme, host;
  bool is_loopback() const { return host == "localhost" || host.starts_with("127.") || host == "[::1]"; }
};

std::optional<Address> address_of(const std::string& url) {
  const Owned<CURLU> parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(parsed.get(), which, &text, 0) != CURLUE_OK) return std::string();
    return std::string(Owned<char>(text).get());
  };
  return Address{part(CURLUPART_SCHEME), lower(part(CURLUPART_HOST))};
}

// What arrives: into the spool, counted and hashed; of an error's body only the beginning is kept.
struct Arrival {
  Spool& spool;
  std::uint64_t most;
  CURL* handle;
  Owned<EVP_MD_CTX> md5{EVP_MD_CTX_new()};
  std::uint64_t bytes = 0;
  std::string error_body{}, expected_md5{};
  std::optional<std::string> disk_error{};

  bool take(std::string_view piece) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) {
      error_body.append(piece.substr(0, kMaxErrorBytes - std::min(kMaxErrorBytes, error_body.size())));
      return true;
    }
    bytes += piece.size();
    if (bytes > most) return false;
    EVP_DigestUpdate(md5.get(), piece.data(), piece.size());
    try {
      spool.write(piece);
    } catch (const EnvironmentError& error) {  // no exception may pass through libcurl
      disk_error = error.what();
    }
    return !disk_error;
  }

  void note_header(std::string_view line) {
    if (!lower(line.substr(0, 12)).starts_with("x-goog-hash:")) return;
    for (const std::string_view piece : split(line.substr(12), ','))
      if (const auto hash = trim(piece); hash.starts_with("md5=")) expected_md5 = hash.substr(4);
  }

  std::string md5_base64() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(md5.get(), digest.data(), &size);
    std::string text(64, '\0');
    text.resize(static_cast<std::size_t>(
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), digest.data(), static_cast<int>(size))));
    return text;
  }
};

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* arrival) {
  return static_cast<Arrival*>(arrival)->take({bytes, size * count}) ? size * count : 0;
}

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* arrival) {
  static_cast<Arrival*>(arrival)->note_header({bytes, size * count});
  return size * count;
}

void set_up(CURL* handle, const Download& wanted, const std::string& url, const Address& address, Arrival& arrival) {
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, address.scheme.c_str());
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(wanted.connect.count()));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(wanted.stall.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(wanted.total.count()));
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "perigee/" PERIGEE_VERSION);
  if (address.is_loopback()) curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &arrival);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &arrival);
}

std::string status_sentence(const Address& address, long status, const std::string& body) {
  if (status == 401) return address.host + " does not accept the credential (401).";
  if (status == 403)
    return address.host + " forbids the download (403): its terms may have to be accepted there first.";
  if (status == 404) return address.host + " does not have the data set (404).";
  if (status == 429) return address.host + " asks to slow down (429).";
  return address.host + " answered with status " + std::to_string(status) +
         (body.empty() ? "." : " instead of a file.");
}

struct Step {
  std::string redirect;  // empty: done
};

Result<Step> fetch(const Download& wanted, const std::string& url, const Address& address, bool with_credential,
                   Spool& into) {
  const Owned<CURL> handle(curl_easy_init());
  if (!handle) throw EnvironmentError(Fault::out_of_memory, "libcurl can not start. Free memory.");
  Arrival arrival{into, wanted.max_bytes, handle.get()};
  EVP_DigestInit_ex(arrival.md5.get(), EVP_md5(), nullptr);
  set_up(handle.get(), wanted, url, address, arrival);
  Owned<curl_slist> headers;
  if (with_credential && !wanted.authorization.empty())
    headers.reset(curl_slist_append(nullptr, ("Authorization: " + wanted.authorization).c_str()));
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(handle.get());
  if (arrival.disk_error) throw EnvironmentError(Fault::disk, *arrival.disk_error);
  if (arrival.bytes > wanted.max_bytes)
    return failed(address.host + " sends more than " + std::to_string(wanted.max_bytes) + " bytes.");
  if (code != CURLE_OK) return failed(address.host + " can not be read: " + curl_easy_strerror(code) + ".");
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (char* next = nullptr; status >= 300 && status < 400 &&
                            curl_easy_getinfo(handle.get(), CURLINFO_REDIRECT_URL, &next) == CURLE_OK && next)
    return Step{next};
  if (status != 200) return failed(status_sentence(address, status, arrival.error_body));
  if (!arrival.expected_md5.empty() && arrival.expected_md5 != arrival.md5_base64())
    return failed("The file from " + address.host + " was damaged on its way: its MD5 differs.");
  return Step{};
}

std::optional<Problem> check_address(const std::optional<Address>& address, const Address& first,
                                     const Download& wanted) {
  if (!address || address->host.empty()) return failed("The address to download from is malformed.");
  const bool plain_is_fine = address->scheme == "http" && address->is_loopback() && first.is_loopback();
  if (address->scheme != "https" && !plain_is_fine)
    return failed("Only https is used for downloads, not " + address->scheme + ".");
  const bool known = wanted.hosts.empty() || std::ranges::find(wanted.hosts, address->host) != wanted.hosts.end();
  if (!known) return failed("The host " + address->host + " is not among those allowed.");
  return std::nullopt;
}

}  // namespace

Result<bool> download(const Download& wanted, Spool& into) {
  const auto first = address_of(wanted.url);
  std::string url = wanted.url;
  for (int hop = 0; hop <= kMaxRedirects; ++hop) {
    const auto address = address_of(url);
    if (const auto problem = check_address(address, first.value_or(Address{}), wanted)) return *problem;
    const auto step = fetch(wanted, url, *address, hop == 0, into);
    if (!step) return step.problems();
    if (step->redirect.empty()) return true;
    url = step->redirect;
  }
  return failed("The download was redirected more than 5 times.");
}

}  // namespace perigee::api
