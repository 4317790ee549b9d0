# Tests of jobs: the local executor, the event hub, and the routes through the real API.
perigee_test(api_local_unit
  SOURCES local_process_test.cc local_verdict_test.cc
  LINKS perigee_local
  LABELS unit threads)

add_executable(perigee-fake-runner local_fake_runner.cc)
target_link_libraries(perigee-fake-runner PRIVATE perigee_store)

perigee_test(api_local
  SOURCES jobs_event_hub_test.cc local_executor_test.cc local_recovery_test.cc
  LINKS perigee_local perigee_redis_server
  LABELS redis threads)
target_compile_definitions(api_local_test PRIVATE PERIGEE_FAKE_RUNNER="$<TARGET_FILE:perigee-fake-runner>")
add_dependencies(api_local_test perigee-fake-runner)

perigee_test(api_jobs_unit
  SOURCES jobs_unit_test.cc
  LINKS perigee_api
  LABELS unit)

# These hold under every executor: tests/cluster runs them again.
set(shared cancer_http_test.cc charts_http_test.cc jobs_http_test.cc jobs_process_test.cc missions_http_test.cc
  space_http_test.cc)
list(TRANSFORM shared PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE PERIGEE_API_JOBS_TESTS)
set(PERIGEE_API_JOBS_TESTS ${PERIGEE_API_JOBS_TESTS} PARENT_SCOPE)

perigee_test(api_jobs
  SOURCES ${shared} executor_local.cc jobs_local_test.cc
  LINKS perigee_api_process perigee_base nlohmann_json::nlohmann_json
  LABELS redis)
target_compile_definitions(api_jobs_test PRIVATE PERIGEE_FAKE_RUNNER="$<TARGET_FILE:perigee-fake-runner>")
add_dependencies(api_jobs_test perigee-fake-runner perigee-runner)

perigee_test(api_jobs_crash
  SOURCES jobs_crash_test.cc executor_local.cc
  LINKS perigee_api_process perigee_redis_proxy nlohmann_json::nlohmann_json
  LABELS redis slow)
target_compile_definitions(api_jobs_crash_test PRIVATE PERIGEE_FAKE_RUNNER="$<TARGET_FILE:perigee-fake-runner>")
add_dependencies(api_jobs_crash_test perigee-fake-runner)

perigee_test(api_kubernetes
  SOURCES kubernetes_executor_test.cc
  LINKS perigee_kubernetes perigee_https_server perigee_redis_server
  LABELS redis threads)
