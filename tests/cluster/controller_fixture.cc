#include "tests/cluster/controller_fixture.h"

namespace perigee::testing {
namespace {

[[maybe_unused]] const ::testing::Environment* const kBed = ::testing::AddGlobalTestEnvironment(new Bed);

}  // namespace
}  // namespace perigee::testing
