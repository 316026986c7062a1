"""Verdicts on 50,000 series at once against a loop over the packages that a person would take for one.

    python benchmarks/verdicts.py [--periods 20] [--series 50000] [--sample 1000] [--rounds 5]

Ours gives Mann-Kendall's test, the Theil-Sen slope with Sen's interval, the pace that the goal needs, progress and the
verdict. The loop that does the same work calls both packages for each series: pymannkendall for test and slope, and
statsmodels' least squares for an interval of the slope, without which there is no verdict; the verdict itself it leaves
out. Each is timed on a sample of the series, since all would take minutes, and scaled by their number. First the
outputs that both give (S, its variance, z, p, slope) are compared on the sample; then all run in turn, and the median
of the rounds' ratios is printed (limit 100 for the loop over both; each package alone stands beside it). Ours uses all
cores, the loop one: so the ratio of processor time is printed too. pymannkendall and statsmodels are in no lock:
install them beside.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pymannkendall
import statsmodels.api as sm

from commonweal.engines.series.many import Goals, direction_of, judge_many, trends

LIMIT = 100


@dataclass(frozen=True)
class Taken:
    """Seconds on the clock and of processor time; as a ratio, how many times another one's."""

    clock: float
    processor: float

    def and_then(self, other: "Taken") -> "Taken":
        return Taken(self.clock + other.clock, self.processor + other.processor)

    def against(self, other: "Taken") -> "Taken":
        return Taken(self.clock / other.clock, self.processor / other.processor)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("periods", 20), ("series", 50_000), ("sample", 1_000), ("rounds", 5)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    chance = np.random.default_rng(7)
    values = chance.normal(size=(options.series, options.periods)).cumsum(axis=1).round(2)
    values[::5] = values[::5].round(0)  # a fifth of the series has ties
    periods = [str(2000 + i) for i in range(options.periods)]
    goals = Goals(direction_of("higher", len(values)), periods[0], values[:, 0], "2060", values[:, 0] + 20)
    sample = values[: options.sample]
    print(f"{options.series:,} series of {options.periods} periods, load {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    compare(sample, periods)
    scale = len(values) / len(sample)
    runs: dict[str, Callable[[], object]] = {
        "ours": lambda: judge_many(periods, values, goals),
        "pymannkendall": lambda: [pymannkendall.original_test(row) for row in sample],
        "statsmodels": lambda: [least_squares(row) for row in sample],
    }
    ratios: dict[str, list[Taken]] = {"loop over both": [], "pymannkendall": [], "statsmodels": []}
    for round_ in range(options.rounds):
        took = {name: timed(run, 1 if name == "ours" else scale) for name, run in runs.items()}
        took["loop over both"] = took["pymannkendall"].and_then(took["statsmodels"])
        for name, found in ratios.items():
            found.append(took[name].against(took["ours"]))
        print(f"round {round_ + 1}: " + ", ".join(f"{name} {each.clock:.2f} s" for name, each in took.items()))
    for name, found in ratios.items():
        clock, processor = [each.clock for each in found], [each.processor for each in found]
        told = f"{statistics.median(clock):.0f} × (from {min(clock):.0f} to {max(clock):.0f})"
        print(f"{name}: {told}; processor time {statistics.median(processor):.0f} ×")
    print(f"load {os.getloadavg()[0]:.1f}; limit {LIMIT} × for the loop over both")
    return 0 if statistics.median(each.clock for each in ratios["loop over both"]) >= LIMIT else 1


def compare(sample: np.ndarray, periods: list[str]) -> None:
    """The loop's numbers are ours, or nothing is timed. With ten values or fewer our p is exact and theirs is not."""
    ours = trends([float(period) for period in periods], sample)
    theirs = [pymannkendall.original_test(row) for row in sample]
    pairs = {"S": (ours.S, "s"), "var_s": (ours.var_s, "var_s"), "slope": (ours.slope, "slope")}
    if len(periods) > 10:
        pairs |= {"z": (ours.z, "z"), "p": (ours.p, "p")}
    for name, (got, field) in pairs.items():
        wanted = np.array([getattr(each, field) for each in theirs], dtype=float)
        if not np.allclose(got, wanted, rtol=1e-9, atol=1e-12):
            sys.exit(f"{name} differs: {got[:5]} and {wanted[:5]}")
    print(f"equal on {len(sample):,} series: {', '.join(pairs)}")


def least_squares(row: np.ndarray) -> np.ndarray:
    found: np.ndarray = sm.OLS(row, sm.add_constant(np.arange(len(row)))).fit().conf_int()
    return found


def timed(run: Callable[[], object], scale: float) -> Taken:
    start, used = time.perf_counter(), time.process_time()
    run()
    return Taken((time.perf_counter() - start) * scale, (time.process_time() - used) * scale)


if __name__ == "__main__":
    sys.exit(main())
