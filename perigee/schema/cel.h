// Pieces of CEL, the expression language in which a CustomResourceDefinition states its rules.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "perigee/schema/param.h"
#include "perigee/schema/value.h"

namespace perigee {

// A literal: "\"a\\\"b\"", 5, 5.0, true, ["a", "b"]. A number's literal is a double even when it is whole.
std::string cel_literal(const Value& value);
std::string cel_list(std::span<const std::string> words);

// The name of a member behind a dot, as Kubernetes escapes it: "namespace" → "__namespace__", "a-b" → "a__dash__b".
std::string cel_member(std::string_view name);

// A sentence in which `placeholder` stands for an expression: "It is {}." → "It is %s.".format([x]). Adding texts up
// would not do: Kubernetes can not tell how long a number's text is, and then takes it for endless.
std::string cel_sentence(std::string_view sentence, std::string_view placeholder, std::string_view expression);

// Whether the number `self` is within the parameter's range: "self >= 1 && self <= 50". Precondition: it has one.
std::string cel_within(const Param& param);

}  // namespace perigee
