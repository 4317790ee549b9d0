#include "perigee/store/redis_error.h"

#include <array>
#include <string>

namespace perigee {
namespace {

struct Meaning {
  std::string_view start;  // of the reply
  Fault fault;
  std::string_view what, remedy;
};

constexpr std::array kMeanings{
    Meaning{"OOM", Fault::out_of_memory, "is out of memory (maxmemory) and refuses writes",
            "Delete datasets or results, or raise maxmemory"},
    Meaning{"MISCONF", Fault::read_only, "can not write to its disk and refuses writes",
            "Make room on its disk; it recovers by itself"},
    Meaning{"READONLY", Fault::read_only, "is a read-only replica", "Give the address of the primary"},
    Meaning{"NOREPLICAS", Fault::read_only, "has too few replicas and refuses writes", "Bring its replicas back"},
    Meaning{"LOADING", Fault::unavailable, "is loading its data", "Try again in some seconds"},
    Meaning{"BUSY", Fault::unavailable, "is busy with a script", "Try again in some seconds"},
    Meaning{"MASTERDOWN", Fault::unavailable, "is a replica that lost its primary", "Give the address of the primary"},
    Meaning{"TRYAGAIN", Fault::unavailable, "asks to try again", "Try again in some seconds"},
    Meaning{"CLUSTERDOWN", Fault::unavailable, "is a cluster that is down", "Use one primary without cluster mode"},
    Meaning{"UNBLOCKED", Fault::unavailable, "changed its role", "Try again in some seconds"},
    Meaning{"ERR max number of clients", Fault::unavailable, "has no connection left", "Raise its maxclients"},
    Meaning{"NOAUTH", Fault::denied, "asks for a password", "Put user and password into the address"},
    Meaning{"WRONGPASS", Fault::denied, "refuses this user name or password", "Correct them in the address"},
    Meaning{"NOPERM", Fault::denied, "denies this user a command or key", "Grant it in the server's ACL"},
    Meaning{"DENIED", Fault::denied, "runs in protected mode and refuses us", "Set a password or its bind address"},
    Meaning{"ERR AUTH", Fault::denied, "has no password set but one was given", "Take the password off the address"},
    Meaning{"ERR invalid password", Fault::denied, "refuses this password", "Correct it in the address"},
    Meaning{"ERR DB index", Fault::internal, "has fewer than four databases",
            "Set databases to 16 in its configuration"},
    Meaning{"ERR SELECT is not allowed", Fault::internal, "runs in cluster mode, which has one database",
            "Use one primary without cluster mode"},
};

std::string sentence(std::string_view server, std::string_view what, std::string_view remedy, std::string_view reply) {
  std::string text = "Redis at ";
  text.append(server).append(" ").append(what).append(". ").append(remedy).append(" (it said: ");
  return text.append(reply).append(").");
}

}  // namespace

EnvironmentError error_of_reply(std::string_view reply, std::string_view server) {
  for (const Meaning& meaning : kMeanings)
    if (reply.starts_with(meaning.start)) return {meaning.fault, sentence(server, meaning.what, meaning.remedy, reply)};
  return {Fault::internal, sentence(server, "gave an unexpected answer", "Look into its log", reply)};
}

}  // namespace perigee
