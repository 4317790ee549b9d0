# The flags that every target shares, and two functions: a library of one layer, a test of one folder.

add_library(perigee_flags INTERFACE)
target_include_directories(perigee_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
# The size of file offsets is what hiredis asks for; precompiled headers want it alike everywhere.
target_compile_definitions(perigee_flags INTERFACE PERIGEE_VERSION="${PROJECT_VERSION}" _FILE_OFFSET_BITS=64)
# -ffp-contract=off: GCC contracts a*b+c across statements, and then two machines draw two pictures.
target_compile_options(perigee_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>  # so that ccache may keep what was compiled with precompiled headers
  -ffp-contract=off -ffunction-sections -fdata-sections -fstack-protector-strong
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # GCC 12 sees overlaps in std::string that are none (its bug 105651)
  $<$<BOOL:${PERIGEE_WERROR}>:-Werror>)
target_link_options(perigee_flags INTERFACE -Wl,--gc-sections -Wl,-z,relro,-z,now)

if(PERIGEE_SANITIZE)
  target_compile_options(perigee_flags INTERFACE -fsanitize=${PERIGEE_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(perigee_flags INTERFACE -fsanitize=${PERIGEE_SANITIZE})
endif()

find_package(Threads REQUIRED)

# The standard headers that many sources read are parsed once, which saves about a quarter of compiling. Sources still
# include what they use, to which `make lint` holds them: it builds without this. Not <chrono>: GCC 14's brings all
# of <format>.
set(PERIGEE_STANDARD_HEADERS <algorithm> <array> <charconv> <cmath> <functional> <map> <memory> <mutex> <optional>
  <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
file(WRITE ${CMAKE_BINARY_DIR}/no_source.cc "")

# perigee_headers(standard OPTIONS -O3 HEADERS <vector> …): precompiled for targets that say
# REUSE_FROM perigee_standard_headers; they are compiled with the same options.
function(perigee_headers name)
  cmake_parse_arguments(ARG "" "" "OPTIONS;HEADERS" ${ARGN})
  add_library(perigee_${name}_headers OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/no_source.cc)
  target_link_libraries(perigee_${name}_headers PRIVATE perigee_flags)
  target_compile_options(perigee_${name}_headers PRIVATE ${ARG_OPTIONS})
  target_precompile_headers(perigee_${name}_headers PRIVATE ${ARG_HEADERS})
endfunction()
set(PERIGEE_FAST $<$<CONFIG:Release>:-O3>)
perigee_headers(standard HEADERS ${PERIGEE_STANDARD_HEADERS})
perigee_headers(fast OPTIONS ${PERIGEE_FAST} HEADERS ${PERIGEE_STANDARD_HEADERS})

# perigee_library(data SOURCES a.cc b.cc FAST c.cc LINKS perigee_base)
#
# Sources are compiled in groups, which halves the time (the presets lint and debug compile each alone); those of a
# library whose sources have the same short names for other things say APART. FAST names the sources whose loops run
# once a cell, a pixel or a pass: each alone, because what the compiler inlines must not hang on a neighbour.
function(perigee_library name)
  cmake_parse_arguments(ARG "APART" "" "SOURCES;FAST;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(perigee_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(perigee_${name} PUBLIC perigee_flags ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
  target_precompile_headers(perigee_${name} REUSE_FROM perigee_standard_headers)
  if(ARG_APART)
    set_target_properties(perigee_${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  if(ARG_FAST)
    add_library(perigee_${name}_fast OBJECT ${ARG_FAST})
    target_link_libraries(perigee_${name}_fast PRIVATE perigee_flags ${ARG_LINKS} ${ARG_PRIVATE_LINKS})
    set_target_properties(perigee_${name}_fast PROPERTIES UNITY_BUILD OFF)
    target_compile_options(perigee_${name}_fast PRIVATE ${PERIGEE_FAST})
    target_precompile_headers(perigee_${name}_fast REUSE_FROM perigee_fast_headers)
    target_sources(perigee_${name} PRIVATE $<TARGET_OBJECTS:perigee_${name}_fast>)
  endif()
endfunction()

# perigee_test(data SOURCES a_test.cc LINKS perigee_data): one binary, each TEST a test of ctest.
# LABELS: "unit" (nothing but the binary), "threads" (also run under TSan), "redis", "slow".
function(perigee_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_link_libraries(${name}_test PRIVATE perigee_flags ${ARG_LINKS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name}_test PRIVATE PERIGEE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_precompile_headers(${name}_test REUSE_FROM perigee_test_headers)
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  add_test(NAME ${name} COMMAND ${name}_test)
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 77)
  foreach(label IN LISTS ARG_LABELS)  # `--target tests_threads` builds what runs under TSan and nothing else
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} ${name}_test)
  endforeach()
endfunction()
