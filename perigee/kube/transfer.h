// One request on its way: a handle of libcurl with all that hangs on it. For http.cc alone; not thread-safe.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "perigee/kube/credentials.h"
#include "perigee/kube/http.h"

namespace perigee::kube {

struct CurlFree {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct ShareFree {
  void operator()(CURLSH* share) const { curl_share_cleanup(share); }
};

// Connections that only transfers with this share use. libcurl keeps the others of a multi handle together by server,
// whatever they speak, and hands a request for HTTP/2 one of HTTP/1.1 that is in use (7.88): it waits for ever.
using ConnectionShare = std::unique_ptr<CURLSH, ShareFree>;
ConnectionShare make_connection_share();

class Transfer {
 public:
  // Its own connection, if it wants one, is kept in `own_connections`, which outlives it.
  Transfer(Http::Id id, const std::string& server, Request request, Receiver receiver, CURLSH* own_connections);

  // Sets the handle up to be sent (again) with these credentials.
  void prepare(const Identity& identity);

  Http::Id id() const { return id_; }
  CURL* handle() const { return handle_.get(); }
  long status() const;
  Answered answered() const;
  // What the end that libcurl tells means; nothing: a whole answer with 2xx.
  std::optional<ApiError> outcome(CURLcode code) const;
  void end(std::optional<ApiError> error) const {
    if (!is_silent_) receiver_.on_end(std::move(error));
  }
  void silence() { is_silent_ = true; }

  // Whether it was sent a second time with a token that was read again.
  bool is_renewed() const { return is_renewed_; }
  void note_renewed() { is_renewed_ = true; }

 private:
  static std::size_t on_bytes(char* bytes, std::size_t size, std::size_t count, void* transfer) noexcept;
  void verify_with(const Identity& identity);
  void set_headers(const Identity& identity);
  ApiError error_of_connection(CURLcode code) const;

  Http::Id id_;
  std::string url_;
  Request request_;
  Receiver receiver_;
  CURLSH* own_connections_;
  std::unique_ptr<CURL, CurlFree> handle_;
  std::unique_ptr<curl_slist, CurlFree> headers_;
  std::string refusal_;  // the body of an answer that is no 2xx, its beginning
  char reason_[CURL_ERROR_SIZE] = "";
  bool is_renewed_ = false, is_silent_ = false;
};

}  // namespace perigee::kube
