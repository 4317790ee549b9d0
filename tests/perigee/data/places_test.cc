#include "perigee/data/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

TEST(Places, KnowsEveryNameOfTheLaunchFiles) {
  for (const char* name : {"Russia",
                           "USA",
                           "Kazakhstan",
                           "France",
                           "China",
                           "Japan",
                           "India",
                           "Sea Launch",
                           "Iran",
                           "New Zealand",
                           "Israel",
                           "Kenya",
                           "Australia",
                           "North Korea",
                           "South Korea",
                           "Brazil",
                           "Multi",
                           "Isreal",
                           "Germany",
                           "Italy",
                           "Ukraine",
                           "Arme de l'Air",
                           "England",
                           "Pacific Ocean",
                           "New Mexico",
                           "Barents Sea",
                           "Gran Canaria",
                           "Yellow Sea",
                           "Pacific Missile Range Facility",
                           "Shahrud Missile Test Site"})
    EXPECT_TRUE(find_country(name)) << name;
  EXPECT_FALSE(find_country("Atlantis"));
}

TEST(Places, MapsNamesToIsoCodes) {
  EXPECT_EQ(find_country(" usa ")->iso, 840);
  EXPECT_EQ(find_country("GBR")->iso, 826);
  EXPECT_EQ(find_country("Kazakhstan")->iso, 398);
  EXPECT_EQ(find_country("Sea Launch")->iso, 0);
}

TEST(Places, TheCompanyDecidesWhatIsrealMeans) {
  EXPECT_EQ(find_country("Isreal", "IAI")->iso, 376);
  EXPECT_EQ(find_country("Isreal", "ISA")->iso, 364);
}

TEST(Places, FindsASiteInALocationWithMojibake) {
  EXPECT_EQ(find_site("Rocket Lab LC-1A, M?hia Peninsula, New Zealand")->name, "Māhia");
  EXPECT_EQ(find_site("Site 31/6, Baikonur Cosmodrome, Kazakhstan")->country, "Kazakhstan");
  EXPECT_FALSE(find_site("Somewhere"));
}

TEST(Places, ReportsUnknownNamesOfCountryAndSiteColumnsOnly) {
  const std::vector<std::string> words = {"USA", "Atlantis"}, launches = {"Location", "Detail"}, other = {"Location"};
  EXPECT_EQ(unknown_places("Companys Country of Origin", words, other).size(), 1u);
  EXPECT_EQ(unknown_places("Location", words, launches).size(), 1u);
  EXPECT_TRUE(unknown_places("Location", words, other).empty());
  EXPECT_TRUE(unknown_places("Gender", words, launches).empty());
}

}  // namespace
}  // namespace perigee
