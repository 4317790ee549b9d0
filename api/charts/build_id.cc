#include "api/charts/build_id.h"

#include <elf.h>
#include <link.h>
#include <sys/auxv.h>

#include <cstddef>
#include <cstring>
#include <string_view>

#include "perigee/base/sha256.h"

namespace perigee::api {
namespace {

constexpr std::size_t padded(std::size_t bytes) { return (bytes + 3) & ~std::size_t{3}; }

// The description of the build id among the notes of one segment; empty where there is none.
std::string_view find_build_id(std::string_view notes) {
  constexpr std::string_view kOwner("GNU\0", 4);
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) head;
    std::memcpy(&head, notes.data(), sizeof head);
    const std::size_t name = sizeof head, description = name + padded(head.n_namesz);
    const std::size_t end = description + padded(head.n_descsz);
    if (end > notes.size()) return {};
    if (head.n_type == NT_GNU_BUILD_ID && notes.substr(name, head.n_namesz) == kOwner)
      return notes.substr(description, head.n_descsz);
    notes.remove_prefix(end);
  }
  return {};
}

std::string_view build_id_of(const dl_phdr_info& object) {
  for (int at = 0; at < object.dlpi_phnum; ++at) {
    const ElfW(Phdr)& segment = object.dlpi_phdr[at];
    if (segment.p_type != PT_NOTE) continue;
    const auto* bytes =
        reinterpret_cast<const char*>(object.dlpi_addr + segment.p_vaddr);  // NOLINT(performance-no-int-to-ptr)
    if (const auto id = find_build_id({bytes, segment.p_memsz}); !id.empty()) return id;
  }
  return {};
}

// The kernel's own code in every process: it draws nothing, and two machines may have different kernels.
bool is_of_the_kernel(const dl_phdr_info& object) { return object.dlpi_addr == ::getauxval(AT_SYSINFO_EHDR); }

int add(dl_phdr_info* object, std::size_t, void* ids) {
  if (is_of_the_kernel(*object)) return 0;
  const std::string_view id = build_id_of(*object);
  static_cast<std::string*>(ids)->append(id.empty() ? std::string_view(object->dlpi_name) : id).append("\n");
  return 0;
}

}  // namespace

std::string build_id() {
  std::string ids;
  ::dl_iterate_phdr(add, &ids);
  return sha256_hex(ids);
}

}  // namespace perigee::api
