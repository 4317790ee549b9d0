// What a route of the missions API asks for, and the answer in the form that its clients know. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/launch_columns.h"

namespace perigee::api {

enum class MissionTopic : std::uint8_t { rockets, cost, map, active, data, organisations };

struct MissionQuestion {
  MissionTopic topic = MissionTopic::data;
  std::string organisation = {};  // as the client writes it, '_' for spaces
};

// "data" of "'data'": what a shell did not take off.
std::string_view without_quotes(std::string_view text);

// "total_cost_by_org-Rocket_Lab", also inside the quotes that a shell left: the first '-' ends the topic, so that names
// may have one.
std::optional<MissionQuestion> mission_question(std::string_view route);

// For /help: "total_cost_by_org-<ORGNAME>" and what it gives.
struct MissionTopicDoc {
  std::string route;
  std::string_view help;
};
std::vector<MissionTopicDoc> mission_topics();

// The columns that the answer is made of; none for a map and for the data themselves.
std::vector<LaunchColumn> columns_for(MissionTopic topic);

// JSON text. `launches` has those columns under their roles. An organisation is found as it is written, else with
// spaces for '_', else without case; one that is not there has no rockets and costs nothing.
std::string mission_answer(const MissionQuestion& question, const Table& launches);

}  // namespace perigee::api
