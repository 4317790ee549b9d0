// Defects that real controllers had, or that ours might get: switched on one at a time in a run of the simulator, they
// are its test. None of them is in the product: each is a wrapper around what the controller sees, sends or stores.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace perigee::controller::simulator {

enum class Bug : std::uint8_t {
  none,
  fails_on_its_own_job,
  resubmits_what_was_recycled,
  follows_an_old_wish,
  never_lists_again,
  waits_for_a_pods_word,
  lets_the_twin_win,
  reuses_the_first_name,
  believes_the_job_alone,
  holds_by_a_finalizer,
  adopts_a_strangers_job,
  repeats_an_expired_version,
  counts_in_its_memory,
  believes_its_memory,
  overwrites_status,
  begins_without_a_note,
  fails_on_lost_answers,
  ends_by_itself,
  drops_delayed_looks,
  drops_dirty_names,
  gives_up_on_errors,
  skips_what_is_gone,
  deletes_by_name,
  acknowledges_before_sync,
  writes_at_every_pass,
};

struct BugCard {
  Bug bug = Bug::none;
  std::string_view origin, what;
};

// N1 to N12 are those of the field; where they were seen stands beside each.
inline constexpr std::array<BugCard, 24> kBugs = {{
    {Bug::fails_on_its_own_job, "N1 spark-operator 2788",
     "a Job that exists already fails the job, though it is its own"},
    {Bug::resubmits_what_was_recycled, "N2 stackable spark 457", "a job whose Job is gone counts as new"},
    {Bug::follows_an_old_wish, "N3 argo 16294", "an old version of the job is acted on without asking the store"},
    {Bug::never_lists_again, "N4 argo 3665", "an event that the server forgot to tell is never made up for"},
    {Bug::waits_for_a_pods_word, "N5 argo 12993", "a pod that left without a word is waited for"},
    {Bug::lets_the_twin_win, "N6 kubernetes 130683",
     "the second of two pods of one Job replaces the first one's result"},
    {Bug::reuses_the_first_name, "N7 kubernetes 131917", "every attempt's Job bears the first one's name"},
    {Bug::believes_the_job_alone, "N8 kubernetes 125410",
     "only the Job's own status counts, and no deadline beside it"},
    {Bug::holds_by_a_finalizer, "N9 VictoriaMetrics 2726", "a deletion waits for the controller"},
    {Bug::adopts_a_strangers_job, "N10 spark-operator 1175", "a Job that somebody else owns is taken over"},
    {Bug::repeats_an_expired_version, "N11 dotnet-operator-sdk 724", "after 410 the same version is asked for again"},
    {Bug::counts_in_its_memory, "N12 kuberay 715", "Jobs get names of chance, and the cache says how many there are"},
    {Bug::believes_its_memory, "own", "what is in memory is taken for a live read"},
    {Bug::overwrites_status, "own", "the status is written without naming the version it was decided on"},
    {Bug::begins_without_a_note, "own", "a Job is made without shutting out the attempts before it"},
    {Bug::fails_on_lost_answers, "own", "a lost answer of a POST ends the job"},
    {Bug::ends_by_itself, "own", "an end is written into the status though the store says otherwise"},
    {Bug::drops_delayed_looks, "own", "what time alone changes is not looked at again"},
    {Bug::drops_dirty_names, "own", "an event during the work on a name is lost, and no sweep makes up for it"},
    {Bug::gives_up_on_errors, "own", "nothing is tried again after a failed action, and no sweep makes up for it"},
    {Bug::skips_what_is_gone, "own", "the record of a job that is gone is never looked at"},
    {Bug::deletes_by_name, "own", "a deletion does not say of which uid"},
    {Bug::acknowledges_before_sync, "own", "the store answers before the disk has it"},
    {Bug::writes_at_every_pass, "own", "the status is written though nothing in it has changed"},
}};

}  // namespace perigee::controller::simulator
