#!/usr/bin/env bash
# `scripts/run` as a stranger meets it: one chart and out, and one clear sentence for each thing that is in the way.
# Usage: run_test.sh <folder of the build>; needs bash, curl and redis-server.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
build=$1
failures=0

for tool in curl redis-server flock; do
  command -v "$tool" > /dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A checkout of its own, so that nothing of the tester's var/ is touched.
mkdir -p "$work/checkout/build"
cp -r "$root/scripts" "$root/samples" "$work/checkout/"
ln -s "$build" "$work/checkout/build/release"
cd "$work/checkout" || exit 1

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
check() {  # check <what> <command>...
  local what=$1
  shift
  if "$@" > /dev/null 2>&1; then echo "ok: $what"; else echo "FAILED: $what"; failures=$((failures + 1)); fi
}
nobody_works_in() {  # a redis-server changes into its folder
  local folder
  for folder in /proc/[0-9]*/cwd; do [ "$(readlink "$folder" 2> /dev/null)" != "$1" ] || return 1; done
}
says() { grep -q "$1" "$work/output"; }

port=$(free_port)
ONCE=1 PORT=$port scripts/run > "$work/output" 2>&1
status=$?
check "one chart ends with 0" test "$status" = 0
check "the picture is a PNG" sh -c 'head -c 8 var/timeline.png | od -c | grep -q "P   N   G"'
check "all rows of the sample are counted" says "holds $(($(wc -l < samples/launches.csv) - 1)) rows"
check "its place is printed" says "drew .*var/timeline.png"
check "nothing listens afterwards" sh -c "! curl -s --max-time 1 http://127.0.0.1:$port/livez"
check "no redis-server is left" nobody_works_in "$work/checkout/var/redis"
[ "$failures" = 0 ] || cat "$work/output" var/api.log

python3 -m http.server "$port" --bind 127.0.0.1 > /dev/null 2>&1 &
holder=$!
for _ in $(seq 50); do curl -s -o /dev/null "http://127.0.0.1:$port/" && break; sleep 0.1; done
ONCE=1 PORT=$port scripts/run > "$work/output" 2>&1
status=$?
kill "$holder"
check "a taken port fails" test "$status" = 1
check "a taken port is one sentence" says "port $port is taken"

ONCE=1 PORT=abc scripts/run > "$work/output" 2>&1
check "a bad port is one sentence" says "PORT=abc is no port number"

PORT=$(free_port) scripts/run > "$work/output" 2>&1 &
server=$!
for _ in $(seq 300); do says "Ctrl-C stops everything" && break; sleep 0.1; done
ONCE=1 PORT=$(free_port) scripts/run > "$work/second" 2>&1
check "a second one in the same checkout is told" grep -q "another 'make run'" "$work/second"
kill -INT "$server" 2> /dev/null || kill -TERM "$server"
kill -TERM "$server" 2> /dev/null
wait "$server"
check "stopping it ends with 0" test "$?" = 0
check "it stopped its redis-server" nobody_works_in "$work/checkout/var/redis"

exit "$((failures > 0))"
