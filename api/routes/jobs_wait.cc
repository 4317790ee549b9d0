#include "api/routes/jobs_wait.h"

#include "api/events.h"
#include "api/routes/jobs_docs.h"
#include "perigee/schema/check.h"
#include "perigee/store/jobs.h"

namespace perigee::api {

std::chrono::milliseconds wait_asked_for(const Request& request) {
  const auto text = request.parameter("wait");
  if (!text) return {};
  const double seconds = std::get<double>(*parse_value(wait_param(), *text));  // checked with the query
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

std::optional<JobRecord> await_end(const Services& services, const std::string& id, std::chrono::milliseconds longest) {
  if (!is_valid_name(id)) return std::nullopt;
  Jobs jobs(services.redis, services.clock);
  const auto deadline = services.clock.steady() + longest;
  for (;;) {
    const auto ticket = services.events.ticket(id);
    auto record = jobs.find(id);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - services.clock.steady());
    if (!record || is_terminal(record->state) || left.count() <= 0 || services.stop.requested()) return record;
    services.events.wait(id, ticket, left, services.stop);
  }
}

}  // namespace perigee::api
