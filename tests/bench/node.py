"""The lines of a real node: a whole Kubernetes of the tests' own, one job after the other, nothing else to do."""

from lines import report, skip
from measure import run

WORDS = ("installed", "fetched", "told", "own")


def bench_node(binaries):
    """POST to picture, AnalysisJob to Succeeded, helm install to the first picture."""
    program = binaries / "tests" / "cluster" / "whole_cluster_test"
    if not program.exists():
        return skip("POST to picture, real node", "whole_cluster_test is not built; make cluster builds it")
    seen = {}
    for test in ("IsInstalledAndDraws", "DrawsWhatIsPosted"):
        command = [program, "--gtest_also_run_disabled_tests", f"--gtest_filter=AnIdleNode.DISABLED_{test}"]
        lines = (line.split() for line in run(command).output.splitlines())
        seen |= {words[0]: float(words[1]) for words in lines if len(words) == 2 and words[0] in WORDS}
    if len(seen) < len(WORDS):
        return skip("POST to picture, real node", "there can be no cluster here; whole_cluster_test says why")
    report("POST to picture, real node", f"p50 {seen['fetched']:.2f} s", "<= 0.8 s", seen["fetched"] <= 0.8,
           "(kubelet and containerd start a pod)")
    report("POST to Succeeded, real node", f"p50 {seen['told']:.2f} s", "<= 1.5 s", seen["told"] <= 1.5,
           "(the kubelet tells in its own time)")
    report("of it the controller's", f"{seen['own'] * 1000:.0f} ms", "<= 100 ms", seen["own"] <= 0.1)
    report("helm install to first picture", f"{seen['installed']:.1f} s", "<= 30 s", seen["installed"] <= 30)
