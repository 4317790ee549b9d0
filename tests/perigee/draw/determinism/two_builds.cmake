# Builds draw_probe twice, by GCC without optimisation and by Clang with it, and compares what both print:
#   cmake -DSOURCE=… -DBINARY=… -DGENERATOR=… -P two_builds.cmake
# A missing compiler is said and skipped. The builds stay, so that the next run only builds what has changed.

function(find_compiler variable least)
  unset(${variable} CACHE)
  find_program(${variable} NAMES ${ARGN})
  if(${variable})
    execute_process(COMMAND ${${variable}} -dumpversion OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(version VERSION_GREATER_EQUAL least)
      return()
    endif()
  endif()
  set(${variable} "" PARENT_SCOPE)
  set(${variable} "" CACHE STRING "" FORCE)
endfunction()

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}")
  endif()
endfunction()

function(build name compiler optimisation result)
  set(launcher "")
  find_program(CCACHE ccache)
  if(CCACHE)
    set(launcher -DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE})
  endif()
  run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE} -B ${BINARY}/${name} -DCMAKE_CXX_COMPILER=${compiler} ${launcher}
    -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS=${optimisation})
  run(${CMAKE_COMMAND} --build ${BINARY}/${name} --target draw_probe --parallel 2)
  execute_process(COMMAND ${BINARY}/${name}/tests/perigee/draw/determinism/draw_probe ${SOURCE}/samples
    RESULT_VARIABLE status OUTPUT_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "draw_probe of ${name} failed.")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

find_compiler(GCC 12 g++)
find_compiler(CLANG 16 clang++-21 clang++-20 clang++-19 clang++-18 clang++-17 clang++-16 clang++)
if(NOT GCC OR NOT CLANG)
  message("SKIPPED: this needs g++ ≥ 12 and clang++ ≥ 16 (package clang-19, or clang-16 on Debian 12).")
  return()
endif()

build(gcc ${GCC} -O0 by_gcc)
build(clang ${CLANG} -O2 by_clang)
message("${by_gcc}")
if(NOT by_gcc STREQUAL by_clang)
  message(FATAL_ERROR "Clang's build draws other pixels:\n${by_clang}")
endif()
