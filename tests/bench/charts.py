"""Charts by their address, the cloud of a million points, and every analysis by itself."""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import random
import shlex
import shutil
import statistics
import threading
import time

import services
from lines import report, skip, wrk
from measure import median_of, resident_mebibytes, run

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"


def load_launches(files, api):
    with open(files.csv(4324), "rb") as body:
        api.json("POST", "/data", body.read(), {"Content-Type": "text/csv"})


def timed(act):
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def drawn(api, target):
    status, headers, body = api.request("GET", target)
    if status != 200 or not body.startswith(b"\x89PNG"):
        raise RuntimeError(f"GET {target} answered {status}")
    return headers["ETag"]


def bench_chart(binaries, files):
    """GET /charts/timeline.png: drawn, remembered, revalidated."""
    with services.redis() as url, services.api(binaries, url) as api:
        load_launches(files, api)
        times = [timed(lambda: drawn(api, f"/charts/timeline.png?from={1900 + at}"))[0] * 1000 for at in range(60)]
        report("GET /charts/timeline.png, drawn", f"p50 {statistics.median(times):.1f} ms", "p50 <= 15 ms",
               statistics.median(times) <= 15, f"p99 {percentile(times, 0.99):.1f} ms")
        if not shutil.which("wrk"):
            return skip("GET /charts, remembered and 304", "wrk is not installed")
        tag = drawn(api, "/charts/timeline.png")
        address = f"{api.address}/charts/timeline.png"
        load = wrk(address, connections=4)
        report("GET /charts, remembered", f"p99 {load.p99:.2f} ms, {load.rate:,.0f}/s", "p99 <= 2 ms",
               load.p99 <= 2 and load.refused == 0, "4 connections")
        load = wrk(address, "-H", f"If-None-Match: {tag}")
        report("GET /charts, 304", f"{load.rate:,.0f}/s, p99 {load.p99:.1f} ms", ">= 20,000/s",
               load.rate >= 20_000 and load.refused == 0)


class Probing:
    """Asks /livez on and on from a thread of its own, and keeps the times."""

    def __init__(self, api):
        self.api, self.times, self.ends = api, [], threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.ends.wait(0.005):
            self.times.append(timed(lambda: self.api.request("GET", "/livez"))[0] * 1000)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.thread.join()


def bench_many(binaries, files):
    """200 different charts at once."""
    def ask(api, at):
        status, headers, _ = api.request("GET", f"/charts/timeline.png?width={700 + at}")
        return status if status != 503 or headers["Retry-After"] else 0

    with services.redis() as url, services.api(binaries, url) as api:
        load_launches(files, api)
        drawn(api, "/charts/timeline.png")
        with Probing(api) as probing, concurrent.futures.ThreadPoolExecutor(200) as clients:
            statuses = list(clients.map(lambda at: ask(api, at), range(200)))
        memory = resident_mebibytes(api.process.pid)
    answered, refused = statuses.count(200), statuses.count(503)
    p99 = percentile(probing.times, 0.99)
    report("200 different charts at once", f"{answered} drawn, {refused} refused, {memory:.0f} MB",
           "all told, <= 200 MB, livez <= 50 ms", answered + refused == 200 and memory <= 200 and p99 <= 50,
           f"livez p99 {p99:.1f} ms of {len(probing.times)}")


def write_points(path, rows):
    draw = random.Random(1957).gauss
    with open(path, "wb") as out:
        out.write(b"x,y\n")
        for _ in range(rows):
            x = draw(14, 3.5)
            out.write(b"%.3f,%.3f\n" % (x, 0.4 * x + draw(19, 4)))


def bench_scatter(binaries, runner, files):
    """A scatter plot of a million points from Redis."""
    spec = json.dumps({"analysis": "scatter", "dataset": "points", "parameters": {"x": "x", "y": "y"}})
    path = files.folder / "points.csv"
    write_points(path, 1_000_000)
    with services.redis() as url, services.api(binaries, url) as api:
        with open(path, "rb") as body:
            api.json("POST", "/datasets/points", body,
                     {"Content-Type": "text/csv", "Content-Length": str(path.stat().st_size)})
        command = [runner, "--redis", url, "--spec", spec, "--out",
                   files.folder / "scatter.png"]
        ours = median_of(5, lambda: run(command))
    report("scatter of a million points", f"{ours.seconds * 1000:.0f} ms, {ours.mebibytes:.1f} MB", "<= 250 ms, <= 64 MB",
           ours.seconds <= 0.250 and ours.mebibytes <= 64)


# The files that the analyses are about, in the folder PERIGEE_SHARED_DATA; the sample where there is none.
REAL = {"launches": "global_space_launches.csv", "biopsies": "breast_cancer_kaggle.csv"}


def names(runner):
    """The analyses; the words about one may go on in a line of their own."""
    lines = run([runner, "list"]).output.splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith(" ")]


def example_of(runner, name):
    """The sample that the analysis' example is about, and its parameters as flags."""
    lines = run([runner, "describe", name]).output.splitlines()
    words = shlex.split(next(line for line in lines if " --data " in line))
    pairs = list(zip(words[1::2], words[2::2]))
    sample = pathlib.Path(dict(pairs)["--data"]).stem
    return sample, [word for pair in pairs if pair[0] == "--param" for word in pair]


def commands(runner, name):
    """What draws it: the real file as it is, else with the example's parameters, else the sample with these."""
    sample, flags = example_of(runner, name)
    folder = os.environ.get("PERIGEE_SHARED_DATA")
    if folder and sample in REAL:
        real = pathlib.Path(folder) / REAL[sample]
        yield [runner, "--data", real, "--analysis", name]
        yield [runner, "--data", real, "--analysis", name, *flags]
    yield [runner, "--data", SAMPLES / f"{sample}.csv", "--analysis", name, *flags]


def working(candidates, out):
    """The first command that does not fail."""
    for command in candidates:
        with contextlib.suppress(RuntimeError):
            run([*command, "--out", out])
            return [*command, "--out", out]
    raise RuntimeError("no file fits")


def bench_analyses(runner, files):
    """Every analysis, cold, on the file that it is about."""
    for name in names(runner):
        command = working(commands(runner, name), files.folder / f"{name}.png")
        ours = median_of(11, lambda: run(command))
        goal = 0.045 if name.endswith("map") else 0.025
        report(f"cold: {name}", f"{ours.seconds * 1000:.1f} ms, {ours.mebibytes:.1f} MB", f"<= {goal * 1000:.0f} ms",
               ours.seconds <= goal, f"of {pathlib.Path(command[2]).name}")
