// What people are told of an action that was carried out, as an Event of the AnalysisJob: two in a life without faults.
// Pure.
#pragma once

#include <optional>
#include <string>

#include "controller/observed.h"
#include "controller/plan.h"
#include "perigee/kube/event_book.h"

namespace perigee::controller {

// Nothing where the action is nobody's business.
std::optional<kube::EventNote> telling_of(const Observed& seen, const Action& action,
                                          const std::string& namespace_name);

}  // namespace perigee::controller
