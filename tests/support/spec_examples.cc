#include "tests/support/spec_examples.h"

#include <ostream>

namespace perigee::testing {
namespace {

// `members` stand beside "analysis".
std::string timeline(const std::string& members) {
  return R"({"analysis": "timeline")" + (members.empty() ? "" : ", " + members) + "}";
}

SpecExample accepted(std::string name, const std::string& members) { return {std::move(name), timeline(members)}; }

SpecExample refused(std::string name, const std::string& members, std::string field, std::string says = "") {
  return {std::move(name), timeline(members), "spec" + std::move(field), std::move(says)};
}

SpecExample in_cluster(SpecExample example) {
  example.known = Known::in_a_cluster;
  return example;
}

SpecExample changed(std::string name, const std::string& before, const std::string& after, std::string field = "",
                    std::string says = "") {
  SpecExample example{std::move(name), timeline(after), std::move(field), std::move(says), Known::in_a_cluster};
  example.before = timeline(before);
  return example;
}

SpecExample named(std::string name, std::string job, std::string field = "", std::string says = "") {
  SpecExample example{std::move(name), timeline(""), std::move(field), std::move(says), Known::in_a_cluster};
  example.job = std::move(job);
  return example;
}

using Examples = std::vector<SpecExample>;

void add(Examples& all, const Examples& more) { all.insert(all.end(), more.begin(), more.end()); }

Examples shape() {
  return {
      accepted("the least that there can be", ""),
      {"no analysis", R"({"dataset": "launches"})", "spec.analysis"},
      {"an analysis that is not there", R"({"analysis": "timline"})", "spec.analysis"},
      {"an analysis that is a number", R"({"analysis": 7})", "spec.analysis"},
      refused("a member that nobody knows", R"("wat": 1)", ".wat"),
      refused("a misspelt parameter", R"("parameters": {"form": 1990})", ".parameters.form"),
      refused("a misspelt member of the output", R"("output": {"widht": 800})", ".output.widht"),
      refused("a misspelt member of the retention", R"("retention": {"after": "1d"})", ".retention.after"),
      refused("an output that is a text", R"("output": "png")", ".output"),
      refused("parameters that are a list", R"("parameters": [])", ".parameters"),
      accepted("parameters that are none", R"("parameters": {}, "output": {}, "retention": {})"),
  };
}

Examples numbers() {
  return {
      refused("a year and a half", R"("parameters": {"from": 1990.5})", ".parameters.from"),
      refused("a width beyond all measure", R"("output": {"width": 9223372036854775807})", ".output.width",
              "Choose a value from 320 to 4096."),
      refused("a year beyond all measure", R"("parameters": {"from": 9223372036854775807})", ".parameters.from",
              "Choose a value from 1900 to 2200."),
  };
}

Examples names() {
  const std::string longest(63, 'd');
  return {
      accepted("a dataset", R"("dataset": "launches-2")"),
      accepted("a dataset of 63 letters", R"("dataset": ")" + longest + "\""),
      refused("a dataset of 64 letters", R"("dataset": ")" + longest + "d\"", ".dataset"),
      refused("a dataset in capitals", R"("dataset": "Launches")", ".dataset", "'dataset' is no valid name. Use up to"),
      refused("a dataset that ends with a dash", R"("dataset": "launches-")", ".dataset",
              "'dataset' is no valid name."),
      refused("a dataset without a name", R"("dataset": "")", ".dataset", "'dataset' is no valid name."),
      refused("a dataset on two lines", R"("dataset": "a\nb")", ".dataset"),
  };
}

Examples limits() {
  const std::string range = ", which is not allowed. Choose a value from ";
  return {
      accepted("the least deadline and no repetition", R"("activeDeadlineSeconds": 1, "backoffLimit": 0)"),
      accepted("the greatest deadline and repetitions", R"("activeDeadlineSeconds": 86400, "backoffLimit": 10)"),
      refused("no time", R"("activeDeadlineSeconds": 0)", ".activeDeadlineSeconds",
              "'activeDeadlineSeconds' is 0" + range + "1 to 86400."),
      refused("more than a day", R"("activeDeadlineSeconds": 86401)", ".activeDeadlineSeconds",
              "'activeDeadlineSeconds' is 86401" + range),
      refused("fewer than no repetitions", R"("backoffLimit": -1)", ".backoffLimit",
              "'backoffLimit' is -1" + range + "0 to 10."),
      refused("too many repetitions", R"("backoffLimit": 11)", ".backoffLimit", "'backoffLimit' is 11" + range),
      refused("half a repetition", R"("backoffLimit": 1.5)", ".backoffLimit"),
      refused("repetitions as a text", R"("backoffLimit": "2")", ".backoffLimit"),
      accepted("retention", R"("retention": {"afterSuccess": "999999d", "afterFailure": "30s"})"),
      refused("retention for ever", R"("retention": {"afterSuccess": "ever"})", ".retention.afterSuccess",
              "'ever' is not a duration. Write a number of up to six digits and s, m, h or d, such as 36h."),
      refused("retention for no days", R"("retention": {"afterFailure": "0d"})", ".retention.afterFailure",
              "'0d' is not a duration."),
      refused("retention of seven digits", R"("retention": {"afterFailure": "1000000d"})", ".retention.afterFailure"),
      refused("retention in weeks", R"("retention": {"afterFailure": "2w"})", ".retention.afterFailure",
              "'2w' is not a duration."),
  };
}

Examples output() {
  const std::string too_many = "pixels (width × height × scale²); 16,777,216 are allowed. Lower 'scale'";
  return {
      accepted(
          "an output with every member",
          R"("output": {"format": "svg", "width": 320, "height": 200, "scale": 1, "theme": "dark", "title": "T"})"),
      accepted("a height for what the chart needs", R"("output": {"height": 0})"),
      accepted("as many pixels as there may be", R"("output": {"width": 4096, "height": 4096, "scale": 1})"),
      accepted("a table has no pixels", R"("output": {"format": "csv", "width": 4096, "height": 4096, "scale": 4})"),
      refused("one pixel too many", R"("output": {"width": 4096, "height": 1025})", ".output.scale", too_many),
      refused("too many pixels of a chart that chooses its height", R"("output": {"width": 4096, "scale": 4})",
              ".output.scale", too_many),
      refused("a picture that is too narrow", R"("output": {"width": 319})", ".output.width",
              "'width' is 319, which is not allowed. Choose a value from 320 to 4096."),
      refused("a picture that is too low", R"("output": {"height": 199})", ".output.height",
              "'height' is 199, which is not allowed. Choose a value from 200 to 4096, or 0 for what the chart needs."),
      refused("a picture below nothing", R"("output": {"height": -1})", ".output.height", "'height' is -1"),
      refused("a picture that is too high", R"("output": {"height": 4097})", ".output.height", "'height' is 4097"),
      refused("no scale", R"("output": {"scale": 0})", ".output.scale", "'scale' is 0"),
      refused("a scale of 5", R"("output": {"scale": 5})", ".output.scale", "Choose a value from 1 to 4."),
      refused("a format of another time", R"("output": {"format": "gif"})", ".output.format"),
      refused("a theme of another time", R"("output": {"theme": "sepia"})", ".output.theme"),
      refused("a title on two lines", R"("output": {"title": "a\nb"})", ".output.title"),
      accepted("a title of 200 characters", R"("output": {"title": ")" + std::string(199, 'x') + "ü\"}"),
      refused("a title of 201 characters", R"("output": {"title": ")" + std::string(201, 'x') + "\"}", ".output.title"),
  };
}

Examples filters() {
  const auto filter = [](const std::string& text) { return R"("parameters": {"filter": [")" + text + "\"]}"; };
  Examples all;
  for (const char* text : {"a=b", " a = b ", "a=", "a!=", "a<5", "a<=5", "a> =5", "a<>5", "a b>=c=d", "ä=ö"})
    all.push_back(accepted("the filter " + std::string(text), filter(text)));
  for (const char* text : {"", "a", "=b", "  =b", "a<", "a<= ", "a!b", "!a=b"})
    all.push_back(refused("the filter " + std::string(text), filter(text), ".parameters.filter[0]",
                          "The filter '" + std::string(text) + "' can not be read. Write a column"));
  all.push_back(refused("a filter on two lines", filter("a=\\n"), ".parameters.filter[0]"));
  all.push_back(refused("a filter that is a number", R"("parameters": {"filter": [1]})", ".parameters.filter[0]"));
  all.push_back(refused("a filter that is no list", R"("parameters": {"filter": "a=b"})", ".parameters.filter"));
  return all;
}

Examples deadlines() {
  const std::string less = "'pendingDeadlineSeconds' must be less than 'activeDeadlineSeconds'.";
  return {
      in_cluster(accepted("a pending deadline below the active one",
                          R"("pendingDeadlineSeconds": 59, "activeDeadlineSeconds": 60)")),
      in_cluster(accepted("a pending deadline below the default", R"("pendingDeadlineSeconds": 599)")),
      in_cluster(accepted("a short active deadline alone", R"("activeDeadlineSeconds": 10)")),
      in_cluster(refused("a pending deadline at the active one",
                         R"("pendingDeadlineSeconds": 60, "activeDeadlineSeconds": 60)", ".pendingDeadlineSeconds",
                         less)),
      in_cluster(refused("a pending deadline at the default", R"("pendingDeadlineSeconds": 600)",
                         ".pendingDeadlineSeconds", less)),
      in_cluster(refused("no time to wait", R"("pendingDeadlineSeconds": 0)", ".pendingDeadlineSeconds",
                         "'pendingDeadlineSeconds' is 0, which is not allowed. Choose a value from 1 to 86400.")),
  };
}

Examples queues() {
  const std::string both = "'suspend' can not be true together with 'queueName'";
  return {
      in_cluster(accepted("a queue", R"("queueName": "team-a.batch")")),
      in_cluster(accepted("a queue, and not suspended", R"("queueName": "q", "suspend": false)")),
      in_cluster(accepted("no queue, and suspended", R"("queueName": "", "suspend": true)")),
      in_cluster(refused("a queue, and suspended", R"("queueName": "q", "suspend": true)", ".suspend", both)),
      in_cluster(refused("a queue in capitals", R"("queueName": "Queue")", ".queueName")),
      in_cluster(refused("a queue of 64 letters", R"("queueName": ")" + std::string(64, 'q') + "\"", ".queueName")),
      changed("suspended, and queued later", R"("queueName": "q")", R"("queueName": "q", "suspend": true)",
              "spec.suspend", both),
  };
}

Examples runners() {
  const auto runner = [](const std::string& members) { return R"("runner": {)" + members + "}"; };
  Examples all = {
      in_cluster(
          accepted("everything of a runner", runner(R"("resources": {"requests": {"cpu": "100m", "memory": "64Mi"},
          "limits": {"cpu": 1, "memory": "1.5G"}}, "nodeSelector": {"disk": "ssd"}, "tolerations": [{"key": "a",
          "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 30}], "priorityClassName": "low",
          "labels": {"team": "a", "example.com/perigee.dev": "b"}, "annotations": {"note": "a text, any text"})"))),
      in_cluster(refused("a pod template", runner(R"("containers": [])"), ".runner.containers")),
      in_cluster(refused("a quantity that is none", runner(R"("resources": {"limits": {"cpu": "much"}})"),
                         ".runner.resources.limits.cpu")),
      in_cluster(refused("an operator that is none", runner(R"("tolerations": [{"operator": "In"}])"),
                         ".runner.tolerations[0].operator")),
      in_cluster(
          refused("a label's value with a space", runner(R"("labels": {"team": "a b"})"), ".runner.labels.team")),
  };
  for (const char* kind : {"labels", "annotations"})
    for (const char* key : {"perigee.dev/job", "kueue.x-k8s.io/queue-name", "batch.kubernetes.io/job-name"})
      all.push_back(in_cluster(refused(std::string(kind) + " under " + key,
                                       runner("\"" + std::string(kind) + "\": {\"" + key + "\": \"x\"}"),
                                       ".runner." + std::string(kind), "belong to the controllers. Use a prefix")));
  return all;
}

// Each member that stays as it is: changed, added, removed; and the same spec again.
Examples immutables() {
  struct Row {
    const char *member, *value, *other;
  };
  const Row rows[] = {
      {"dataset", R"("launches")", R"("others")"},
      {"parameters", R"({"from": 1990})", R"({"from": 1991})"},
      {"output", R"({"width": 800})", R"({"width": 801})"},
      {"activeDeadlineSeconds", "600", "601"},
      {"pendingDeadlineSeconds", "300", "301"},
      {"backoffLimit", "2", "3"},
      {"runner", R"({"labels": {"a": "b"}})", R"({"labels": {"a": "c"}})"},
      {"queueName", R"("a")", R"("b")"},
  };
  Examples all;
  for (const auto& [member, value, other] : rows) {
    const std::string name = member, field = "spec." + name, is = "\"" + name + "\": ";
    const std::string says = "'" + name + "' can not be changed. Create another AnalysisJob.";
    all.push_back(changed(name + " as it was", is + value, is + value));
    all.push_back(changed(name + " changed", is + value, is + other, field, says));
    all.push_back(changed(name + " added", "", is + value, field, says));
    all.push_back(changed(name + " removed", is + value, "", field, says));
  }
  all.push_back(changed("a parameter added", R"("parameters": {"from": 1990})",
                        R"("parameters": {"from": 1990, "to": 2000})", "spec.parameters",
                        "'parameters' can not be changed."));
  all.push_back(changed("a parameter removed", R"("parameters": {"from": 1990})", R"("parameters": {})",
                        "spec.parameters", "'parameters' can not be changed."));
  SpecExample analysis = changed("the analysis changed", "", "", "spec.analysis", "'analysis' can not be changed.");
  analysis.spec = R"({"analysis": "sector"})";
  all.push_back(analysis);
  return all;
}

Examples mutables() {
  const std::string back = "'cancel' can not be taken back. Create another AnalysisJob.";
  return {
      changed("suspended", "", R"("suspend": true)"),
      changed("resumed", R"("suspend": true)", R"("suspend": false)"),
      changed("resumed by removal", R"("suspend": true)", ""),
      changed("kept longer", R"("retention": {"afterSuccess": "1d"})", R"("retention": {"afterSuccess": "9d"})"),
      changed("kept by default", R"("retention": {"afterSuccess": "1d"})", ""),
      changed("cancelled", "", R"("cancel": true)"),
      changed("cancelled twice", R"("cancel": true)", R"("cancel": true)"),
      changed("not cancelled, said twice", R"("cancel": false)", ""),
      changed("cancelled after all", R"("cancel": false)", R"("cancel": true)"),
      changed("a cancellation taken back", R"("cancel": true)", R"("cancel": false)", "spec.cancel", back),
      changed("a cancellation removed", R"("cancel": true)", "", "spec.cancel", back),
  };
}

Examples job_names() {
  const std::string says = "The name of an AnalysisJob has up to 50 lower-case letters, digits and dashes";
  return {
      named("a UUID for a name", "123e4567-e89b-12d3-a456-426614174000"),
      named("a name of 50 letters", std::string(50, 'n')),
      named("a name of 51 letters", std::string(51, 'n'), "metadata.name", says),
      named("a name with a dot", "a.b", "metadata.name", says),
  };
}

}  // namespace

std::vector<SpecExample> fixed_examples() {
  Examples all;
  for (const auto& some : {shape(), numbers(), names(), limits(), output(), filters(), deadlines(), queues(), runners(),
                           immutables(), mutables(), job_names()})
    add(all, some);
  return all;
}

std::vector<SpecExample> examples_that_differ() {
  return {
      accepted("a whole number with a point", R"("parameters": {"from": 1990.0})"),
      accepted("a whole number with an exponent", R"("backoffLimit": 1e0)"),
      refused("a number that is null", R"("backoffLimit": null)", ".backoffLimit"),
      refused("a parameter that is null", R"("parameters": {"from": null})", ".parameters.from"),
      refused("a dataset that is null", R"("dataset": null)", ".dataset"),
      refused("an output that is null", R"("output": null)", ".output"),
  };
}

std::vector<SpecExample> all_examples(const std::vector<Analysis>& analyses) {
  Examples all = fixed_examples();
  add(all, parameter_examples(analyses));
  return all;
}

std::ostream& operator<<(std::ostream& out, const SpecExample& example) {
  return out << example.name << ": " << example.spec;
}

}  // namespace perigee::testing
