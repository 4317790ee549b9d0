#include "perigee/layout/world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

#include "perigee/base/sha256.h"

namespace perigee {
namespace {

using ::testing::AllOf;
using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::Field;
using ::testing::Ge;
using ::testing::Le;

constexpr double kPrecision = 1e-9;

// Even-odd, over all rings: holes are no land.
bool is_land(const World& world, double longitude, double latitude) {
  const Point place = equal_earth(longitude, latitude);
  bool inside = false;
  for (const auto& ring : world.land)
    for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++) {
      const Point a = ring[i], b = ring[k];
      if ((a.y > place.y) != (b.y > place.y) && place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x)
        inside = !inside;
    }
  return inside;
}

double area(const std::vector<Point>& ring) {
  double twice = 0;
  for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++)
    twice += ring[k].x * ring[i].y - ring[i].x * ring[k].y;
  return std::abs(twice / 2);
}

TEST(World, IsTheFileThatWasReviewed) {
  const auto file = world_file();
  EXPECT_EQ(sha256_hex({reinterpret_cast<const char*>(file.data()), file.size()}),
            "5f0afd569e0007a19f22ddd78208ef27849d039e3ebe746fac2f64dcd2ffef28")
      << "tools/world/make.js writes this file: look at the maps before you keep it.";
}

TEST(World, IsSmallEnoughToBeEmbedded) { EXPECT_LE(world_file().size(), 110'000u); }

TEST(World, IsReadToTheEnd) {
  const World map = world();
  EXPECT_EQ(map.land.size(), 702u);
  EXPECT_EQ(map.borders.size(), 171u);
  for (const auto& ring : map.land) EXPECT_GE(ring.size(), 3u);
}

TEST(World, LiesWithinItsEdge) {
  for (const auto& ring : world().land)
    EXPECT_THAT(ring,
                Each(AllOf(Field(&Point::x, AllOf(Ge(-1), Le(1))), Field(&Point::y, AllOf(Ge(-0.48), Le(0.49))))));
}

TEST(World, HasLandAndSeaWhereTheyAre) {
  const World map = world();
  EXPECT_TRUE(is_land(map, 37.6, 55.8)) << "Moscow";
  EXPECT_TRUE(is_land(map, -58.4, -34.7)) << "Buenos Aires";
  EXPECT_TRUE(is_land(map, 133.9, -23.7)) << "Alice Springs";
  EXPECT_TRUE(is_land(map, 177.5, 65)) << "Chukotka, west of the antimeridian";
  EXPECT_TRUE(is_land(map, -173, 66)) << "Chukotka, east of it";
  EXPECT_FALSE(is_land(map, -30, 30)) << "the Atlantic";
  EXPECT_FALSE(is_land(map, 51, 42)) << "the Caspian Sea";
  EXPECT_FALSE(is_land(map, -160, 0)) << "the Pacific, where a shape that is not cut would smear";
  EXPECT_FALSE(is_land(map, 0, -80)) << "Antarctica is left out";
}

TEST(World, NoCoastRunsAcrossTheMap) {
  for (const auto& ring : world().land)
    for (std::size_t i = 1; i < ring.size(); ++i) EXPECT_LT(std::abs(ring[i].x - ring[i - 1].x), 0.05);
}

// Values of d3-geo's geoEqualEarthRaw.
TEST(EqualEarth, AgreesWithAnotherImplementation) {
  const double half = 2.7066299836960748;
  const auto near = [half](double x, double y) {
    return AllOf(Field(&Point::x, DoubleNear(x / half, kPrecision)),
                 Field(&Point::y, DoubleNear(y / half, kPrecision)));
  };
  EXPECT_THAT(equal_earth(11, 0), near(0, 0));
  EXPECT_THAT(equal_earth(11, 90), near(0, 1.3173627591574133));
  EXPECT_THAT(equal_earth(101, 45), near(1.1598544991029835, 0.8602310855220102));
  EXPECT_THAT(equal_earth(-109, -60), near(-1.3593733917143729, -1.0883008355053194));
}

TEST(EqualEarth, TakesAnyLongitude) {
  EXPECT_EQ(equal_earth(370, 20), equal_earth(10, 20));
  EXPECT_NEAR(std::abs(equal_earth(-169, 0).x), 1, kPrecision) << "the edge";
  EXPECT_LT(equal_earth(-168, 0).x, 0) << "beyond it the map goes on from its other side";
}

TEST(Meridian, IsWhereTheProjectionPutsIt) {
  for (const double latitude : {-89.0, -45.0, 0.0, 12.5, 60.0, 84.0}) {
    const Point place = equal_earth(131, latitude);
    EXPECT_NEAR(meridian(from_middle(131), place.y), place.x, 1e-9) << latitude;
  }
}

// On a globe the area between two latitudes is proportional to the difference of their sines.
TEST(EqualEarth, KeepsAreas) {
  const double whole = area(globe(-90, 90)), half = area(globe(-30, 30));
  EXPECT_NEAR(half / whole, 0.5, 1e-3);
}

TEST(Globe, IsSymmetricAndAsWideAsTheWorld) {
  const auto ring = globe(-60, 60);
  const auto [left, right] = std::ranges::minmax(ring, {}, &Point::x);
  EXPECT_DOUBLE_EQ(left.x, -right.x);
  EXPECT_NEAR(right.x, 1, kPrecision);
}

}  // namespace
}  // namespace perigee
