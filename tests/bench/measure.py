"""Whole processes measured from outside: wall time, peak memory, medians."""

import os
import statistics
import subprocess
import time


class Run:
    """One finished process: seconds of wall time, peak resident MiB, its standard output."""

    def __init__(self, seconds, mebibytes, output):
        self.seconds, self.mebibytes, self.output = seconds, mebibytes, output


def run(command, stdin=None):
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, close_fds=True)
    output = process.stdout.read()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        words = errors.decode(errors="replace").strip() or "no words"
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}: {words[-500:]}")
    return Run(seconds, usage.ru_maxrss / 1024, output.decode(errors="replace"))


def median_of(times, make):
    """The run of median wall time, with the largest memory of all."""
    runs = sorted((make() for _ in range(times)), key=lambda one: one.seconds)
    return Run(statistics.median(one.seconds for one in runs), max(one.mebibytes for one in runs), runs[-1].output)


def resident_mebibytes(pid):
    """Peak resident memory of a living process."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
