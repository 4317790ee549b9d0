"""The controller's lines: bench_controller plays its API server and measures, Redis is real and syncs each write."""

import pathlib
import subprocess
import typing

from lines import report, skip
from measure import run

KWOK = pathlib.Path(__file__).resolve().parents[1] / "cluster" / "kwok"


class Goal(typing.NamedTuple):
    """One of a line's figures: what it is called, how it is shown, and what it has to reach."""

    word: str
    shown: str
    bound: float
    is_least: bool = False

    def is_met(self, figures):
        return figures[self.word] >= self.bound if self.is_least else figures[self.word] <= self.bound

    def in_words(self):
        return (">= " if self.is_least else "<= ") + self.shown.format(self.bound).strip()


class Line(typing.NamedTuple):
    """What bench_controller measures under one name, and beside it what bears on no goal."""

    what: str
    title: str
    goals: list
    beside: str = ""


LINES = [
    # What of it is the disk's: each write of Redis waits for a sync.
    Line("latency", "AnalysisJob to Job, 200/s", [Goal("p99", "p99 {:.1f} ms", 15)], "p50 {p50:.1f} ms, disk p99 {disk:.1f} ms"),
    Line("creates", "Jobs made a CPU second", [Goal("per_cpu_second", "{:,.0f}", 2000, True)], "{per_second:,.0f}/s"),
    Line("writes", "writes of an analysis", [Goal("writes", "{:.2f}", 4), Goal("events", "{:.2f} events", 2)]),
    Line("memory", "controller: idle, 10,000 ended", [Goal("idle", "{:.1f} MiB", 20), Goal("full", "{:.1f} MiB", 64)]),
    Line("rest", "60 s at rest, 1,000 ended", [Goal("writes", "{:.0f} writes", 0), Goal("millicores", "{:.2f} mcore", 1)]),
    Line("restart", "restart with 10,000 to a new Job", [Goal("seconds", "{:.2f} s", 1)]),
]


def figures_in(output):
    return {word: float(number) for word, number in (text.split() for text in output.splitlines())}


def bench(binaries, line):
    program = binaries / "bench" / "bench_controller"
    if not program.exists():
        return skip(line.title, "bench_controller is not built")
    seen = figures_in(run([program, line.what]).output)
    shown = [goal.shown.format(seen[goal.word]) for goal in line.goals] + [line.beside.format(**seen)] * bool(line.beside)
    ratios = [f"{seen[goal.word] / goal.bound:.2f}" for goal in line.goals if goal.bound]
    report(line.title, ", ".join(shown), ", ".join(goal.in_words() for goal in line.goals),
           all(goal.is_met(seen) for goal in line.goals), ", ".join(ratios) + " of the goal")


def bench_platform(binaries):
    """AnalysisJobs beside bare Jobs on a whole control plane, its nodes played by kwok: what the operator costs."""
    title, program = "1,000 AnalysisJobs, with kwok", binaries / "bench" / "bench_kwok"
    if not program.exists():
        return skip(title, "bench_kwok is not built")
    built = subprocess.run([KWOK / "build"], capture_output=True, text=True, check=False)
    if built.returncode != 0:
        return skip(title, built.stderr.strip().splitlines()[-1])
    ended = subprocess.run([program, built.stdout.strip(), KWOK / "stages.yaml"], capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        return skip(title, (ended.stderr.strip() or "it has no words").splitlines()[-1])
    seen = figures_in(ended.stdout)
    report(title, f"{seen['ours']:.1f}/s, bare Jobs {seen['bare']:.1f}/s", ">= 55 % of the rate", seen["ratio"] >= 0.55,
           f"{100 * seen['ratio']:.0f} % of bare Jobs")
    for kind in ("bare", "ours"):
        used = {}
        for word, seconds in seen.items():
            if word.startswith(f"cpu.{kind}-"):
                used.setdefault(word.rsplit(".", 1)[1], []).append(seconds)
        print(f"  CPU seconds, {kind}: " + ", ".join(f"{name} {sum(all) / len(all):.1f}" for name, all in used.items()))
