// A body that brings data: which format it has, what it does to the dataset, and the answer.
#pragma once

#include <string>
#include <vector>

#include "api/http.h"
#include "api/ingest.h"
#include "api/services.h"

namespace perigee::api {

enum class FileNames : std::uint8_t {
  csv_only,  // what POST /data always asked for
  any        // .csv, .tsv, .json, .ndjson
};

// Reads request.stream. Precondition: the request has a body.
Response upload_response(const Services& services, const Request& request, const std::string& dataset, FileNames names);

// 201 with the report.
Response stored_response(const Stored& stored);

std::vector<Param> upload_parameters();
std::vector<MediaDoc> upload_bodies();
std::vector<AnswerDoc> upload_answers();

}  // namespace perigee::api
