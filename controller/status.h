// What the status says in each situation. Pure; every function takes the status that stands and returns the one that
// should, so that a writer compares the two and writes nothing where they are equal.
#pragma once

#include <string>

#include "controller/analysis_job.h"
#include "controller/observed.h"

namespace perigee::controller {

// No container has started yet: what it waits for, where that is known. `current` may be null.
Status pending(const AnalysisJob& job, const OwnJob* current, Millis now);
Status running(const AnalysisJob& job, const OwnJob& current, Millis now);

// The end, as the record has it.
Status ended(const AnalysisJob& job, const JobRecord& record, const OwnJob* current, Millis now);

// By the user, by the queue; and going on again: the deadlines move on by the length of the pause.
Status suspended(const AnalysisJob& job, bool attempt_was_made, Millis now);
Status queued(const AnalysisJob& job, const OwnJob& current, Millis now);
Status resumed(const AnalysisJob& job, Millis now);

// The attempt is over and the job is not.
enum class Counted : std::uint8_t { as_failure, as_disruption };
Status attempt_over(const AnalysisJob& job, const OwnJob* current, const Failure& why, Counted counted, Millis next,
                    Millis now);

// Nothing can be decided until somebody or something else mends it.
Status stalled(const AnalysisJob& job, std::string reason, std::string message, Millis now);

// From when the deadlines count, and whether they stand still.
Millis active_from(const AnalysisJob& job);
bool is_paused(const AnalysisJob& job);

}  // namespace perigee::controller
