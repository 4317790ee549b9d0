// Specs that are accepted and specs that are refused, for every rule: one table for the REST API, which reads them, and
// for a Kubernetes API server, which has the CustomResourceDefinition.
#pragma once

#include <string>
#include <vector>

#include "perigee/catalog/analysis.h"

namespace perigee::testing {

enum class Known { everywhere, in_a_cluster };  // whether the REST API has the members that the example is about

struct SpecExample {
  std::string name;        // "width beyond its range"
  std::string spec;        // JSON
  std::string field = {};  // where it is refused, as Kubernetes writes it: "spec.output.width"; empty: accepted
  std::string says = {};   // a part of the sentence; empty where the schema refuses, in Kubernetes' own words
  Known known = Known::everywhere;
  std::string before = {};      // the spec that it replaces; empty: it is a new one
  std::string job = "example";  // metadata.name
};

// Written by hand: the rules that do not depend on which analyses there are.
std::vector<SpecExample> fixed_examples();

// From the descriptions: bounds, choices, lengths, whose parameter is whose, and rules across parameters.
std::vector<SpecExample> parameter_examples(const std::vector<Analysis>& analyses);

// As the REST API takes them. A cluster does the opposite, before any schema is asked: it drops members that are null,
// and does not take 1990.0 for an integer, which JSON Schema does. No schema or rule can change either.
std::vector<SpecExample> examples_that_differ();

std::vector<SpecExample> all_examples(const std::vector<Analysis>& analyses);

// GoogleTest's output of an example.
std::ostream& operator<<(std::ostream& out, const SpecExample& example);

}  // namespace perigee::testing
