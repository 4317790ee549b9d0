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
