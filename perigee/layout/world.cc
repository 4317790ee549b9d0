#include "perigee/layout/world.h"

#include <cmath>
#include <cstddef>
#include <numbers>

extern "C" {
extern const std::uint8_t perigee_world[], perigee_world_end[];
}

namespace perigee {
namespace {

constexpr double kUnits = 32767;              // of the file: half the width of the world
constexpr double kHalfWidth = 2.70662998369;  // of the projection on a sphere of radius 1
constexpr double kCentre = 11;                // degrees east

// Reads the numbers of the file: LEB128, steps in zigzag. Only the embedded file is ever read, which a test holds.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> file) : file_(file) {}

  std::size_t count() {
    std::size_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t byte = file_[at_++];
      value |= static_cast<std::size_t>(byte & 127u) << shift;
      if (byte < 128) return value;
    }
  }

  std::vector<std::vector<Point>> lines() {
    std::vector<std::vector<Point>> lines(count());
    for (std::vector<Point>& line : lines) line = points();
    return lines;
  }

 private:
  int step() {
    const auto value = static_cast<int>(count());
    return value % 2 == 0 ? value / 2 : -(value + 1) / 2;
  }

  std::vector<Point> points() {
    std::vector<Point> points(count());
    int x = 0, y = 0;
    for (Point& point : points) {
      x += step();
      y += step();
      point = {x / kUnits, y / kUnits};
    }
    return points;
  }

  std::span<const std::uint8_t> file_;
  std::size_t at_ = 0;
};

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

// The projection's own parameter, sin θ = √3/2 sin φ, and what it makes of it.
constexpr double kA1 = 1.340264, kA2 = -0.081106, kA3 = 0.000893, kA4 = 0.003796;

double height_at(double theta) {
  const double t2 = theta * theta, t6 = t2 * t2 * t2;
  return theta * (kA1 + kA2 * t2 + t6 * (kA3 + kA4 * t2)) / kHalfWidth;
}

double slope_at(double theta) {  // of the height, before it is scaled
  const double t2 = theta * theta, t6 = t2 * t2 * t2;
  return kA1 + 3 * kA2 * t2 + t6 * (7 * kA3 + 9 * kA4 * t2);
}

// Half the width of the world for a radian of longitude.
double width_at(double theta) { return std::cos(theta) / (std::numbers::sqrt3 / 2 * slope_at(theta)) / kHalfWidth; }

double theta_of(double latitude) { return std::asin(std::numbers::sqrt3 / 2 * std::sin(radians(latitude))); }

// Newton's method; the height is nearly straight in θ.
double theta_at_height(double y) {
  constexpr int kSteps = 4;
  double theta = y * kHalfWidth / kA1;
  for (int i = 0; i < kSteps; ++i) theta -= (height_at(theta) - y) * kHalfWidth / slope_at(theta);
  return theta;
}

// The projection itself, of a longitude counted from the middle.
Point projected(double longitude, double latitude) {
  const double theta = theta_of(latitude);
  return {radians(longitude) * width_at(theta), height_at(theta)};
}

}  // namespace

World world() {
  Reader reader(world_file());
  World world;
  world.land = reader.lines();
  world.borders = reader.lines();
  return world;
}

Point equal_earth(double longitude, double latitude) { return projected(from_middle(longitude), latitude); }

double meridian(double longitude_from_middle, double y) {
  return radians(longitude_from_middle) * width_at(theta_at_height(y));
}

double from_middle(double longitude) { return std::remainder(longitude - kCentre, 360.0); }

std::vector<Point> globe(double south, double north) {
  constexpr int kSteps = 64;
  std::vector<Point> ring;
  for (const double edge : {-180.0, 180.0})
    for (int i = 0; i <= kSteps; ++i) {
      const double share = static_cast<double>(edge < 0 ? i : kSteps - i) / kSteps;
      ring.push_back(projected(edge, south + (north - south) * share));
    }
  return ring;
}

std::span<const std::uint8_t> world_file() { return {perigee_world, perigee_world_end}; }

}  // namespace perigee
