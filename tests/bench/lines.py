"""The lines that a benchmark prints, and wrk's figures."""

import re

from measure import run


def report(name, figure, goal, met, ratio=""):
    verdict = "met" if met else "missed"
    print(f"{name:34} {figure:34} goal {goal:28} {ratio:30} {verdict}", flush=True)


def skip(name, reason):
    print(f"{name:34} skipped: {reason}", flush=True)


def milliseconds(number, unit):
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


class Load:
    """What wrk saw: answers a second, latency at the median and at 99 %, how many were no success."""

    def __init__(self, output):
        self.rate = float(re.search(r"Requests/sec:\s+([0-9.]+)", output).group(1))
        self.p50 = milliseconds(*re.search(r"50%\s+([0-9.]+)(us|ms|s)", output).groups())
        self.p99 = milliseconds(*re.search(r"99%\s+([0-9.]+)(us|ms|s)", output).groups())
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
        self.refused = int(refused.group(1)) if refused else 0


def wrk(url, *arguments, connections=64):
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", "5s", "--latency", *arguments, url]
    return Load(run(command).output)
