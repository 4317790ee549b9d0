"""A private redis-server and a private API, started for the benchmarks and stopped with them."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready, seconds, what):
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} was not ready after {seconds} s")
        time.sleep(0.02)


@contextlib.contextmanager
def stopping(process):
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def redis():
    """Yields the URL of a redis-server that keeps every write (appendfsync always)."""
    folder = tempfile.mkdtemp(prefix="perigee-bench-")
    path = os.path.join(folder, "redis.sock")
    command = ["redis-server", "--port", "0", "--unixsocket", path, "--dir", folder, "--appendonly", "yes",
               "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--save", "", "--logfile",
               os.path.join(folder, "log")]
    try:
        with stopping(subprocess.Popen(command)):
            wait_until(lambda: os.path.exists(path), 10, "redis-server")
            yield f"unix://{path}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Api:
    def __init__(self, process, port):
        self.process, self.port = process, port

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def request(self, method, path, body=None, headers=None):
        """One exchange on a connection of its own: (status, headers, bytes)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def json(self, method, path, body=None, headers=None):
        status, _, text = self.request(method, path, body, headers)
        if status >= 400:
            raise RuntimeError(f"{method} {path} answered {status}: {text[:300]!r}")
        return json.loads(text)


@contextlib.contextmanager
def api(binaries, redis_url):
    """Yields an Api with the local executor over that Redis."""
    port = free_port()
    command = [binaries / "api" / "perigee-api", "--host", "127.0.0.1", "--port", str(port), "--probe-port",
               str(free_port()), "--redis", redis_url, "--runner", binaries / "runner" / "perigee-runner", "--log-level",
               "warn"]
    with stopping(subprocess.Popen(command, stderr=subprocess.DEVNULL)) as process:
        one = Api(process, port)

        def ready():
            with contextlib.suppress(OSError):
                return one.request("GET", "/readyz")[0] == 200
            return False

        wait_until(ready, 20, "perigee-api")
        yield one
