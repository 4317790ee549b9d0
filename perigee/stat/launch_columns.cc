#include "perigee/stat/launch_columns.h"

namespace perigee {

LaunchColumn year_column() {
  return {"year",
          {"year", "launch year", "datetime", "date", "datum", "date utc", "net", "launch date"},
          {Type::integer, Type::real, Type::datetime},
          "the year of launch, or a date that tells it"};
}

LaunchColumn sector_column() {
  return {"sector",
          {"sector", "private or state run", "operator type"},
          {Type::category, Type::text},
          "P or Private, S or State; anything else counts as Other"};
}

LaunchColumn company_column() {
  return {"company",
          {"company", "company name", "organisation", "organization", "provider", "agency"},
          {Type::category, Type::text},
          "who launched"};
}

LaunchColumn country_column() {
  return {"country",
          {"country", "country of launch", "launch country"},
          {Type::category, Type::text},
          "the country from which the rocket was launched"};
}

LaunchColumn company_country_column() {
  return {"company_country",
          {"company country", "companys country of origin"},
          {Type::category, Type::text},
          "the country of the company that launched"};
}

LaunchColumn location_column() {
  return {"location",
          {"location", "launch site", "pad"},
          {Type::category, Type::text},
          "the launch site, from the pad to the country, separated by commas"};
}

LaunchColumn date_column() {
  return {"date",
          {"datetime", "date", "datum", "date utc", "net", "launch date"},
          {Type::datetime},
          "when the rocket was launched; the greatest one tells whether the last year is over"};
}

LaunchColumn status_column() {
  return {
      "status", {"status", "status mission", "mission status"}, {Type::category, Type::text}, "how the mission ended"};
}

std::vector<LaunchColumn> filter_columns() {
  return {company_column(), country_column(), company_country_column(),
          sector_column(),  status_column(),  date_column()};
}

}  // namespace perigee
