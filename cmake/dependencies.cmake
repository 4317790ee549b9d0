# The libraries, from the system; scripts/bootstrap installs what is missing.
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(spdlog REQUIRED)
find_package(yaml-cpp REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp)  # 0.7 (Debian 12) has the old name only
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()
find_package(prometheus-cpp REQUIRED COMPONENTS core)
pkg_check_modules(HIREDIS REQUIRED IMPORTED_TARGET hiredis)
pkg_check_modules(HIREDIS_SSL IMPORTED_TARGET hiredis_ssl)  # TLS to Redis: optional, Debian 12 has none
find_path(STB_INCLUDE_DIR NAMES stb/stb_truetype.h REQUIRED)

# cpp-httplib: the split form that scripts/bootstrap puts into .deps/, or any httplib.h ≥ 0.41 that the system has.
find_path(HTTPLIB_DIR NAMES httplib.h HINTS ${CMAKE_SOURCE_DIR}/.deps/httplib REQUIRED)
file(STRINGS ${HTTPLIB_DIR}/httplib.h httplib_version_line REGEX "#define CPPHTTPLIB_VERSION \"")
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" HTTPLIB_VERSION "${httplib_version_line}")
if(HTTPLIB_VERSION VERSION_LESS 0.41)
  message(FATAL_ERROR "cpp-httplib ${HTTPLIB_VERSION} in ${HTTPLIB_DIR} has known holes; "
    "0.41 or newer is needed. Run scripts/bootstrap, which fetches it into .deps/.")
endif()
if(EXISTS ${HTTPLIB_DIR}/httplib.cc)
  add_library(perigee_httplib STATIC ${HTTPLIB_DIR}/httplib.cc)
  target_include_directories(perigee_httplib SYSTEM PUBLIC ${HTTPLIB_DIR})
  target_link_libraries(perigee_httplib PUBLIC Threads::Threads)
else()
  add_library(perigee_httplib INTERFACE)
  target_include_directories(perigee_httplib SYSTEM INTERFACE ${HTTPLIB_DIR})
  target_link_libraries(perigee_httplib INTERFACE Threads::Threads)
endif()

if(PERIGEE_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
