"""How long the demo takes to answer when it ran before: from the command to the first 200 of its scoreboard.

    python3 benchmarks/start.py [--rounds 5] [CHECKOUT ...]

Each checkout (default: this one) has to have its environment and its demo already; run `python3 manage.py demo` once.
Several checkouts start in turn, so that two versions are compared under the same load. Limit: 3 s.
"""

import argparse
import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 3.0
PAGE = "/ladder25/"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", nargs="*", type=Path, default=[Path(__file__).resolve().parent.parent])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    taken: dict[Path, list[float]] = {checkout: [] for checkout in options.checkouts}
    for number in range(1, options.rounds + 1):
        for checkout, clock in taken.items():
            seconds, used = one_start(checkout)
            clock.append(seconds)
            load = os.getloadavg()[0]
            print(f"round {number}: {seconds:.2f} s, {used:.2f} s of processor time, load {load:.1f}  {checkout}")
    for checkout, clock in taken.items():
        print(f"least {min(clock):.2f} s, median {statistics.median(clock):.2f} s (limit {LIMIT:.0f} s)  {checkout}")
    return 0 if all(min(clock) <= LIMIT for clock in taken.values()) else 1


def one_start(checkout: Path) -> tuple[float, float]:
    """Seconds to the first page, and the processor time that all processes had used by then."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    # Where Python may not keep what it compiled, every start compiles everything again; that is not what is measured.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=checkout, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        while not answers(port):
            if demo.poll() is not None or time.perf_counter() - began > 300:
                raise SystemExit(f"The demo of {checkout} did not start. Run `python3 manage.py demo` there once.")
            time.sleep(0.01)
        return time.perf_counter() - began, processor_time_below(demo.pid)
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait()


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", PAGE)
        return connection.getresponse().status == 200
    return False


def processor_time_below(pid: int) -> float:
    """Of a process and all its children, ended ones included; 0 where the system does not tell."""
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = sum(int(number) for number in numbers[11:15]) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_time_below(int(child)) for child in children)


if __name__ == "__main__":
    sys.exit(main())
