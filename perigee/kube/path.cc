#include "perigee/kube/path.h"

namespace perigee::kube {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c))
      encoded += c;
    else
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return encoded;
}

}  // namespace

std::string collection_path(const ResourceType& type, std::string_view namespace_name) {
  std::string path = type.group.empty() ? "/api/" : "/apis/" + std::string(type.group) + "/";
  path += type.version;
  if (!namespace_name.empty()) path += "/namespaces/" + percent_encoded(namespace_name);
  return path + "/" + std::string(type.plural);
}

std::string object_path(const ResourceType& type, std::string_view namespace_name, std::string_view name,
                        std::string_view subresource) {
  std::string path = collection_path(type, namespace_name) + "/" + percent_encoded(name);
  if (!subresource.empty()) path += "/" + std::string(subresource);
  return path;
}

std::string with_query(std::string path, const Query& query) {
  char before = '?';
  for (const auto& [name, value] : query) {
    path += before + percent_encoded(name) + "=" + percent_encoded(value);
    before = '&';
  }
  return path;
}

}  // namespace perigee::kube
