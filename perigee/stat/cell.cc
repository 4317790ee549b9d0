#include "perigee/stat/cell.h"

namespace perigee {

void add_cell(ColumnBuilder& to, const Column& from, std::size_t row) {
  if (from.is_missing(row)) return to.add_missing();
  switch (from.type()) {
    case Type::integer:
    case Type::boolean:
      return to.add(from.integer(row));
    case Type::real:
      return to.add(from.number(row));
    case Type::category:
    case Type::text:
      return to.add(from.text(row));
    case Type::datetime:
      return to.add(from.integer(row), from.precision(row));
  }
}

void add_number(ColumnBuilder& to, Type type, double value) {
  if (type == Type::real) return to.add(value);
  to.add(static_cast<std::int64_t>(value));
}

bool is_numeric(Type type) { return type == Type::integer || type == Type::real || type == Type::boolean; }

}  // namespace perigee
