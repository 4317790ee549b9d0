#include "api/routes/jobs_events.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "api/events.h"
#include "api/routes/jobs_docs.h"
#include "api/routes/jobs_json.h"
#include "api/routes/jobs_one.h"
#include "perigee/base/error.h"
#include "perigee/store/jobs.h"

namespace perigee::api {
namespace {

constexpr std::chrono::seconds kHeartbeat{10};
constexpr std::chrono::seconds kStorePause{1};

// A state is told once; attempts make two stays in the same state two events.
std::string event_id(const JobRecord& record) {
  return std::to_string(static_cast<int>(record.state)) + '.' + std::to_string(record.attempts);
}

std::string event_text(const JobRecord& record) {
  return "id: " + event_id(record) + "\nevent: state\ndata: " + job_json(record) + "\n\n";
}

// One stream. Level-based: it tells how the job stands, whatever happened in between.
class EventStream {
 public:
  EventStream(const Services& services, std::string id, std::string last)
      : services_(&services), id_(std::move(id)), last_(std::move(last)) {}

  void write_to(const Write& write) {
    if (!write("retry: 2000\n\n")) return;
    while (!services_->stop.requested() && step(write)) {
    }
  }

 private:
  // False: the stream is over.
  bool step(const Write& write) {
    const auto ticket = services_->events.ticket(id_);
    std::optional<JobRecord> record;
    try {
      record = Jobs(services_->redis, services_->clock).find(id_);
    } catch (const EnvironmentError&) {  // Redis will be back; meanwhile the client is told that we are here
      services_->stop.wait_for(kStorePause);
      return write(": waiting for the store\n\n");
    }
    if (!record) return false;
    if (event_id(*record) != last_) {
      last_ = event_id(*record);
      if (!write(event_text(*record))) return false;
    }
    if (is_terminal(record->state)) return false;
    const auto now = services_->events.wait(id_, ticket, kHeartbeat, services_->stop);
    return now != ticket || write(": still here\n\n");
  }

  const Services* services_;
  std::string id_, last_;
};

Response open_stream(const Services& services, const Request& request) {
  const auto& id = request.captures.at("id");
  if (!is_valid_name(id)) return job_not_found();
  const auto record = Jobs(services.redis, services.clock).find(id);
  if (!record) return job_not_found();
  const std::string last = request.header("last-event-id").value_or("");
  Response response;
  if (is_terminal(record->state) && event_id(*record) == last) {
    response.status = 204;  // tells an EventSource not to come back
    return response;
  }
  response.content_type = "text/event-stream";
  response.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
  response.stream = [stream = EventStream(services, id, last)](const Write& write) mutable { stream.write_to(write); };
  return response;
}

}  // namespace

Route event_route(const Services& services) {
  Route route = describe_events();
  route.handle = [&services](const Request& request) { return open_stream(services, request); };
  return route;
}

}  // namespace perigee::api
