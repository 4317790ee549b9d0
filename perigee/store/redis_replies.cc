#include "perigee/store/redis_replies.h"

#include <new>
#include <utility>

#include "perigee/store/redis.h"

namespace perigee {
namespace {

// The callbacks are called by C: they may not throw, and a null says that memory ran out.
void* place(const redisReadTask* task, RedisReply&& reply) {
  if (!task->parent) return new RedisReply(std::move(reply));
  RedisReply& slot = static_cast<RedisReply*>(task->parent->obj)->items[static_cast<std::size_t>(task->idx)];
  slot = std::move(reply);
  return &slot;
}

RedisReply::Kind kind_of(int type) {
  if (type == REDIS_REPLY_ERROR) return RedisReply::Kind::error;
  return type == REDIS_REPLY_STATUS ? RedisReply::Kind::status : RedisReply::Kind::bytes;
}

void* make_text(const redisReadTask* task, char* text, std::size_t size) noexcept try {
  return place(task, {kind_of(task->type), 0, std::string(text, size), {}});
} catch (const std::bad_alloc&) {
  return nullptr;
}

// Its size is an int in hiredis 0.14 and a size_t since 1.0.
template <class Size>
void* make_array(const redisReadTask* task, Size size) noexcept try {
  return place(task, {RedisReply::Kind::array, 0, {}, std::vector<RedisReply>(static_cast<std::size_t>(size))});
} catch (const std::bad_alloc&) {
  return nullptr;
}

void* make_integer(const redisReadTask* task, long long integer) noexcept try {
  return place(task, {RedisReply::Kind::integer, integer, {}, {}});
} catch (const std::bad_alloc&) {
  return nullptr;
}

void* make_nil(const redisReadTask* task) noexcept try { return place(task, {}); } catch (const std::bad_alloc&) {
  return nullptr;
}

void free_reply(void* reply) noexcept { delete static_cast<RedisReply*>(reply); }

}  // namespace

redisReplyObjectFunctions reply_functions() {
  redisReplyObjectFunctions functions{};
  functions.createString = make_text;
  functions.createArray = make_array;
  functions.createInteger = make_integer;
  functions.createNil = make_nil;
  functions.freeObject = free_reply;
  return functions;
}

}  // namespace perigee
