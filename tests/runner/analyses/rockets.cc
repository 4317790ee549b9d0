// An analysis that only a test knows: everything that one file has to say.
#include "perigee/catalog/analysis.h"

namespace perigee::analyses::rockets {
namespace {

struct Params {
  int top = 3;
  bool loud = false;
};

Chart draw(const Input& input, const Params& params) {
  Chart chart;
  chart.title = std::to_string(input.table.rows()) + " rockets" + (params.loud ? "!" : "");
  chart.subtitle = "At most " + std::to_string(params.top);
  chart.alt = chart.title;
  chart.mark = Bars{{{"rockets", Emphasis::normal, {{"", Hue::blue, Emphasis::normal, 1, "1"}}}}, false, "rockets"};
  chart.table = input.table;
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("rockets", "Rockets", "Launches by rocket.")
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::loud, "loud", "whether the title shouts")
      .needs({.role = "rocket", .aliases = {"Detail"}, .types = {Type::text, Type::category}, .help = "which rocket"})
      .example({{"loud", true}})
      .draws(draw);
}

}  // namespace perigee::analyses::rockets
