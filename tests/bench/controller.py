"""The controller's lines: bench_controller plays its API server and measures, Redis is real and syncs each write."""

from lines import report, skip
from measure import run


def figures(binaries, what):
    program = binaries / "bench" / "bench_controller"
    if not program.exists():
        return None
    pairs = (line.split() for line in run([program, what]).output.splitlines())
    return {word: float(number) for word, number in pairs}


def bench_latency(binaries):
    """AnalysisJob seen to Job posted, 200 a second."""
    seen = figures(binaries, "latency")
    if seen is None:
        return skip("AnalysisJob to Job, 200/s", "bench_controller is not built")
    report("AnalysisJob to Job, 200/s", f"p50 {seen['p50']:.1f} ms, p99 {seen['p99']:.1f} ms", "p99 <= 15 ms", seen["p99"] <= 15)


def bench_creates(binaries):
    """AnalysisJobs that came at once, and Jobs made of them."""
    seen = figures(binaries, "creates")
    if seen is None:
        return skip("Jobs made", "bench_controller is not built")
    report("Jobs made a CPU second", f"{seen['per_cpu_second']:,.0f} ({seen['per_second']:,.0f}/s)", ">= 2,000",
           seen["per_cpu_second"] >= 2000)


def bench_memory(binaries):
    """Resident memory, idle and with ten thousand AnalysisJobs that have ended."""
    seen = figures(binaries, "memory")
    if seen is None:
        return skip("controller's memory", "bench_controller is not built")
    report("controller's memory", f"idle {seen['idle']:.1f} MB, 10,000 ended {seen['full']:.1f} MB", "<= 20 MB, <= 64 MB",
           seen["idle"] <= 20 and seen["full"] <= 64)


def bench_writes(binaries):
    """What one analysis costs the API server."""
    seen = figures(binaries, "writes")
    if seen is None:
        return skip("writes per analysis", "bench_controller is not built")
    report("writes per analysis", f"{seen['writes']:.2f}, {seen['events']:.2f} events", "<= 4, <= 2 events",
           seen["writes"] <= 4 and seen["events"] <= 2)


def bench_rest(binaries):
    """A minute at rest with a thousand AnalysisJobs that have ended."""
    seen = figures(binaries, "rest")
    if seen is None:
        return skip("controller at rest, 60 s", "bench_controller is not built")
    report("controller at rest, 60 s", f"{seen['writes']:.0f} writes, {seen['millicores']:.2f} mcore", "0 writes, <= 1 mcore",
           seen["writes"] == 0 and seen["millicores"] <= 1)


def bench_restart(binaries):
    """From the start of the process to the Job of a new AnalysisJob, beside ten thousand old ones."""
    seen = figures(binaries, "restart")
    if seen is None:
        return skip("restart with 10,000", "bench_controller is not built")
    report("restart with 10,000", f"{seen['seconds']:.2f} s", "<= 1 s", seen["seconds"] <= 1)
