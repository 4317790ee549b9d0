#include "tests/bench/launch_rows.h"

#include <array>
#include <cstdio>
#include <vector>

#include "perigee/base/clock.h"

namespace perigee::bench {
namespace {

struct Company {
  std::string_view name, country, site;
  bool is_private;
};

constexpr std::array<Company, 12> kCompanies = {{
    {"RVSN USSR", "Russia", "Site 43/4, Plesetsk Cosmodrome, Russia", false},
    {"Arianespace", "France", "ELA-2, Guiana Space Centre, French Guiana, France", true},
    {"CASIC", "China", "LC-2, Xichang Satellite Launch Center, China", false},
    {"General Dynamics", "USA", "SLC-36A, Cape Canaveral AFS, Florida, USA", true},
    {"NASA", "USA", "LC-39A, Kennedy Space Center, Florida, USA", false},
    {"VKS RF", "Kazakhstan", "Site 31/6, Baikonur Cosmodrome, Kazakhstan", false},
    {"ULA", "USA", "SLC-41, Cape Canaveral AFS, Florida, USA", true},
    {"SpaceX", "USA", "SLC-40, Cape Canaveral AFS, Florida, USA", true},
    {"MHI", "Japan", "LA-Y1, Tanegashima Space Center, Japan", true},
    {"ISRO", "India", "First Launch Pad, Satish Dhawan Space Centre, India", false},
    {"Rocket Lab", "New Zealand", "Rocket Lab LC-1A, Mahia Peninsula, New Zealand", true},
    {"JAXA", "Japan", "Uchinoura Space Center, Japan", false},
}};
constexpr std::array<std::string_view, 8> kVehicles = {"Cosmos-3M (11K65M)", "Ariane 5 ECA",  "Long March 2D",
                                                       "Falcon 9 Block 5",   "Soyuz 2.1a",    "Atlas V 541",
                                                       "H-IIA 202",          "Electron/Curie"};

constexpr Millis kMillisPerMinute = 60'000;

}  // namespace

LaunchRow LaunchRows::next() {
  static constexpr std::int64_t kFirstMinute = -6'440'000, kMinutes = 33'050'000;  // autumn 1957 to August 2020
  const Company& company = kCompanies[below(kCompanies.size())];
  LaunchRow row;
  row.company = company.name;
  row.country = company.country;
  row.is_private = company.is_private;
  row.location = company.site;
  row.status = below(100) < 90 ? "Success" : below(2) == 0 ? "Failure" : "Partial Failure";
  row.rocket_status = below(5) == 0 ? "StatusActive" : "StatusRetired";
  row.detail = std::string(kVehicles[below(kVehicles.size())]) + " | Payload " + std::to_string(++serial_) + "-" +
               std::to_string(below(1'000'000));
  const std::uint64_t priced = below(100);
  if (priced < 2) row.cost = "\"1," + std::to_string(100 + below(900)) + ".00\"";
  if (priced >= 2 && priced < 22) row.cost = std::to_string(5 + below(200)) + (below(2) == 0 ? "" : ".75");
  row.minutes = kFirstMinute + static_cast<std::int64_t>(below(kMinutes));
  return row;
}

std::string_view csv_header() {
  return "Company Name,Location,Detail,Status Rocket, Rocket,Status Mission,Country of Launch,"
         "Companys Country of Origin,Private or State Run,DateTime,Year,Month,Day,Date,Time\r\n";
}

void append_csv(std::string& out, const LaunchRow& row) {
  const Civil date = civil_of(row.minutes * kMillisPerMinute);
  const auto of_day = static_cast<int>(((row.minutes % 1440) + 1440) % 1440);
  std::array<char, 128> when{};
  const int length =
      std::snprintf(when.data(), when.size(), "%04d-%02d-%02d %02d:%02d:00+00:00,%d,%d,%d,%02d/%02d/%04d,%02d:%02d\r\n",
                    date.year, date.month, date.day, of_day / 60, of_day % 60, date.year, date.month, date.day,
                    date.day, date.month, date.year, of_day / 60, of_day % 60);
  out.append(row.company).append(",\"").append(row.location).append("\",").append(row.detail).append(",");
  out.append(row.rocket_status).append(",").append(row.cost).append(",").append(row.status).append(",");
  out.append(row.country).append(",").append(row.country).append(row.is_private ? ",P," : ",S,");
  out.append(when.data(), static_cast<std::size_t>(length));
}

Table block(LaunchRows& source, std::size_t rows) {
  ColumnBuilder company("Company Name", Type::category), country("Country of Launch", Type::category);
  ColumnBuilder sector("Private or State Run", Type::category), status("Status Mission", Type::category);
  ColumnBuilder when("DateTime", Type::datetime), year("Year", Type::integer), detail("Detail", Type::text);
  for (std::size_t i = 0; i < rows; ++i) {
    const LaunchRow row = source.next();
    const Millis time = row.minutes * kMillisPerMinute;
    company.add(row.company);
    country.add(row.country);
    sector.add(std::string_view(row.is_private ? "P" : "S"));
    status.add(row.status);
    when.add(time, Precision::second);
    year.add(std::int64_t{civil_of(time).year});
    detail.add(std::string_view(row.detail));
  }
  return Table(
      {company.build(), country.build(), sector.build(), status.build(), when.build(), year.build(), detail.build()});
}

}  // namespace perigee::bench
