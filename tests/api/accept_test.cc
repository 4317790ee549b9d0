#include "api/accept.h"

#include <gtest/gtest.h>

#include <array>

namespace perigee::api {
namespace {

constexpr std::array<std::string_view, 4> kOffers = {"image/png", "image/svg+xml", "application/json",
                                                     "text/csv; charset=utf-8"};

std::string_view chosen(std::string_view accept) {
  const auto choice = preferred(accept, kOffers);
  return choice ? kOffers[*choice] : "none";
}

TEST(Accept, NothingAskedForIsTheFirstOffer) {
  EXPECT_EQ(chosen(""), "image/png");
  EXPECT_EQ(chosen("*/*"), "image/png");
}

TEST(Accept, TheGreatestQualityWins) {
  EXPECT_EQ(chosen("image/png;q=0.5, image/svg+xml"), "image/svg+xml");
  EXPECT_EQ(chosen("text/csv, application/json;q=0.9"), "text/csv; charset=utf-8");
}

TEST(Accept, TheMoreExactRangeCounts) {
  EXPECT_EQ(chosen("image/*, image/png;q=0.1"), "image/svg+xml");
  EXPECT_EQ(chosen("*/*;q=0.1, application/*"), "application/json");
}

TEST(Accept, WhatBrowsersSendForAnImageIsAPicture) {
  EXPECT_EQ(chosen("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"), "image/png");
}

TEST(Accept, CaseAndParametersDoNotMatter) { EXPECT_EQ(chosen("IMAGE/SVG+XML;charset=utf-8 ; q=1"), "image/svg+xml"); }

TEST(Accept, AQualityOfZeroIsARefusal) { EXPECT_EQ(chosen("image/png;q=0, image/gif"), "none"); }

TEST(Accept, WhatCanNotBeMadeIsNotChosen) {
  EXPECT_EQ(chosen("application/pdf"), "none");
  EXPECT_EQ(chosen(" , ;;"), "image/png");
  EXPECT_EQ(chosen("image"), "none");
}

}  // namespace
}  // namespace perigee::api
