#include "perigee/store/breaker.h"

namespace perigee {

Breaker::Pass Breaker::ask(TimePoint now) {
  if (!tripped_) return Pass::go;
  if (probing_ || now < next_probe_) return Pass::refused;
  probing_ = true;
  return Pass::probe;
}

void Breaker::probed(bool answered, TimePoint now) {
  probing_ = false;
  tripped_ = !answered;
  next_probe_ = answered ? TimePoint{} : now + kBetweenProbes;
}

}  // namespace perigee
