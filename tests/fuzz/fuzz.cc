// One libFuzzer binary per target; PERIGEE_FUZZ_TARGET names it.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  perigee::fuzz::PERIGEE_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
