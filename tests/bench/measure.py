"""Whole processes measured from outside: wall time, peak memory, medians."""

import pathlib
import statistics
import subprocess
import tempfile

BENCH_RUN = pathlib.Path(__file__).resolve().parents[2] / "build" / "release" / "bench" / "bench_run"


class Run:
    """One finished process: seconds of wall time, peak resident MiB, its standard output."""

    def __init__(self, seconds, mebibytes, output):
        self.seconds, self.mebibytes, self.output = seconds, mebibytes, output


def run(command, stdin=None):
    with tempfile.NamedTemporaryFile() as report:
        process = subprocess.run([BENCH_RUN, report.name, *command], stdin=stdin, capture_output=True, check=False)
        status, seconds, kibibytes = report.read().decode().split() or (process.returncode, 0, 0)
    if int(status) != 0:
        words = process.stderr.decode(errors="replace").strip() or "no words"
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {status}: {words[-500:]}")
    return Run(float(seconds), int(kibibytes) / 1024, process.stdout.decode(errors="replace"))


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
