// What /help and OpenAPI say of the routes of jobs: everything of a Route but its handler.
#pragma once

#include <vector>

#include "api/http.h"
#include "perigee/catalog/analysis.h"

namespace perigee::api {

Route describe_analyze(const Analysis& analysis);  // without its query: jobs_spec
Route describe_unknown_analysis();
Route describe_submit();
Route describe_list();
Route describe_get_job();
Route describe_delete_job();
Route describe_cancel_job();
Route describe_events();
Route describe_result();

Param dry_run_param();
Param wait_param();
Param download_param();
std::vector<Param> list_params();

}  // namespace perigee::api
