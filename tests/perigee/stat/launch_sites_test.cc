#include "perigee/stat/launch_sites.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "perigee/data/places.h"
#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Table launches_from(const Words& locations) {
  return Table({integers("year", Integers(locations.size(), 1990)), categories("location", locations)});
}

TEST(LaunchSites, AreFoundByPartsOfALocation) {
  EXPECT_EQ(find_launch_site("LC-39A, Kennedy Space Center, Florida, USA")->name, "Cape Canaveral");
  EXPECT_EQ(find_launch_site("ELA-3, Guiana Space Centre, French Guiana, France")->name, "French Guiana");
  EXPECT_EQ(find_launch_site("Stargazer, Base Aerea de Gando, Gran Canaria")->country, "Spain");
  EXPECT_FALSE(find_launch_site("Pad 1, Atlantis"));
  EXPECT_FALSE(find_launch_site(""));
}

TEST(LaunchSites, AreFoundAlsoBehindDamagedLetters) {
  EXPECT_EQ(find_launch_site("LC-1A, M?\u0081hia Peninsula, New Zealand")->name, "Māhia");
  EXPECT_EQ(find_launch_site("VLS Pad, Alc?\u203antara Launch Center, Maranh?\u0153o, Brazil")->name, "Alcântara");
}

TEST(LaunchSites, OfOneStateAreToldApart) {
  EXPECT_EQ(find_launch_site("SLC-4E, Vandenberg AFB, California, USA")->name, "Vandenberg");
  EXPECT_EQ(find_launch_site("Stargazer, Edwards AFB, California, USA")->name, "Edwards");
  EXPECT_EQ(find_launch_site("Cosmic Girl, Mojave Air and Space Port, California, USA")->name, "Mojave");
  EXPECT_EQ(find_launch_site("NB-52B Carrier, Naval Air Station Point Mugu, California, USA")->name, "Point Mugu");
  EXPECT_EQ(find_launch_site("Pad A, Boca Chica, Texas, USA")->name, "Boca Chica");
  EXPECT_EQ(find_launch_site("Blue Origin Launch Site, West Texas, Texas, USA")->name, "West Texas");
}

// Positions that the SpaceX API gives for its own pads.
TEST(LaunchSites, LieWhereAnotherSourcePutsThem) {
  struct Pad {
    const char* location;
    double latitude, longitude;
  };
  constexpr std::array<Pad, 4> kPads{{{"Vandenberg", 34.632093, -120.610829},
                                      {"Cape Canaveral", 28.5618571, -80.577366},
                                      {"Boca Chica", 25.9972641, -97.1560845},
                                      {"Kwajalein", 9.0477206, 167.7431292}}};
  for (const Pad& pad : kPads) {
    const auto site = find_launch_site(pad.location);
    ASSERT_TRUE(site) << pad.location;
    EXPECT_NEAR(site->latitude, pad.latitude, 0.11) << pad.location;
    EXPECT_NEAR(site->longitude, pad.longitude, 0.11) << pad.location;
  }
}

TEST(LaunchSites, AreCountedWithTheirPositions) {
  const SiteCounts counted = count_by_site(
      launches_from({"1, Plesetsk Cosmodrome, Russia", "2, Plesetsk Cosmodrome, Russia", "3, Semnan, Iran"}), {});
  EXPECT_EQ(lines(counted.sites),
            "site country latitude longitude launches|Plesetsk Russia 62.93 40.58 2|Semnan Iran 35.23 53.92 1");
  EXPECT_THAT(unknown_sites_in_words(counted), IsEmpty());
}

TEST(LaunchSites, ThatNoTableKnowsAreReportedAndNeverDroppedInSilence) {
  const SiteCounts counted =
      count_by_site(launches_from({"Pad, Atlantis", "Pad, Atlantis", "Moon", kNone, "Site 1, Baikonur"}), {});
  EXPECT_EQ(counted.sites.rows(), 1u);
  EXPECT_EQ(counted.without_place, 4);
  EXPECT_THAT(unknown_sites_in_words(counted),
              ElementsAre("4 launches from places unknown to the map left out: 'Pad, Atlantis', 'Moon' and 1 other."));
}

TEST(LaunchSites, KeepToTheYearsAskedFor) {
  const Table table({integers("year", {1990, 2000}), categories("location", {"Plesetsk", "Semnan"})});
  const SiteCounts counted = count_by_site(table, {.from = 1995, .to = {}, .filter = ""});
  EXPECT_EQ(counted.sites.column("site").text(0), "Semnan");
  EXPECT_EQ(counted.launches.drawn, 1);
}

}  // namespace
}  // namespace perigee::tests
