#include "perigee/kube/election.h"

#include <algorithm>
#include <utility>

namespace perigee::kube {

void Election::on_seen(const std::optional<LeaseRecord>& record, Time now) {
  const LeaseRecord seen = record.value_or(LeaseRecord{});
  // A watch tells own writes after their answers, and may tell older ones: versions never go back.
  if (record && is_known_ && seen.resource_version < seen_.resource_version) return;
  if (!is_known_ || !(seen == seen_)) seen_at_ = now;
  is_known_ = true;
  seen_ = seen;
  if (!holds()) leads_until_ = std::min(leads_until_, now);  // somebody else took it: at once, not at the deadline
}

void Election::on_read(const std::optional<LeaseRecord>& record, Time now) {
  is_busy_ = must_read_ = false;
  on_seen(record, now);
}

void Election::on_written(const LeaseRecord& record, Time now) {
  is_busy_ = false;
  on_seen(record, now);
  if (!holds()) return;
  renewed_at_ = sent_at_;  // not `now`: others count from when the server had it
  if (!is_stopping_) leads_until_ = sent_at_ + settings_.deadline;
}

void Election::on_failed(const ApiError& error, Time now) {
  is_busy_ = false;
  const std::chrono::milliseconds asked = error.retry_after.value_or(std::chrono::seconds(0));
  not_before_ = now + std::max(settings_.retry, asked);
  // Changed by somebody, or by a write of ours whose answer was lost: only the lease itself tells.
  must_read_ = must_read_ || error.code == 409 || error.is_not_found() || error.may_have_happened;
}

void Election::stop(Time now) {
  is_stopping_ = true;
  leads_until_ = std::min(leads_until_, now);
}

bool Election::is_free(Time now) const { return seen_.holder.empty() || now >= seen_at_ + seen_.duration; }

std::optional<LeaseWish> Election::next(Time now, Millis wall) {
  if (is_busy_ || is_over() || now < not_before_) return std::nullopt;
  if (!is_known_ || must_read_) return wish(LeaseWish::Kind::read, {}, now);
  if (is_stopping_) return wish(LeaseWish::Kind::write, release(wall), now);
  if (holds()) {
    if (now < renewed_at_ + settings_.renew) return std::nullopt;
    return wish(LeaseWish::Kind::write, renewal(wall), now);
  }
  if (!is_free(now)) return std::nullopt;
  return wish(LeaseWish::Kind::write, claim(wall), now);
}

Election::Time Election::wake_at(Time now) const {
  const Time demotes = leads_until_ > now ? leads_until_ : Time::max();  // nobody else will tell of that moment
  if (is_busy_ || is_over()) return demotes;
  const bool acts_at_once = !is_known_ || must_read_ || is_stopping_ || seen_.holder.empty();
  const Time acts = acts_at_once ? now : holds() ? renewed_at_ + settings_.renew : seen_at_ + seen_.duration;
  return std::min(demotes, std::max(acts, not_before_));
}

std::optional<LeaseWish> Election::wish(LeaseWish::Kind kind, LeaseRecord record, Time now) {
  is_busy_ = true;
  sent_at_ = now;
  return LeaseWish{kind, std::move(record)};
}

LeaseRecord Election::claim(Millis wall) const {
  const bool is_new = seen_.resource_version == 0;
  return {settings_.identity, settings_.lease, wall, wall, is_new ? 0 : seen_.transitions + 1, seen_.resource_version};
}

LeaseRecord Election::renewal(Millis wall) const {
  LeaseRecord record = seen_;
  record.duration = settings_.lease;
  record.renewed = wall;
  return record;
}

// Free at once: no holder, and a duration that is over for whoever goes by it alone.
LeaseRecord Election::release(Millis wall) const {
  LeaseRecord record = seen_;
  record.holder.clear();
  record.duration = std::chrono::seconds(1);
  record.renewed = wall;
  return record;
}

}  // namespace perigee::kube
