"""How far the way has been gone, and Healthy People's status of a goal.

Sources: NCHS, Healthy People 2020 Final Progress Table (footnote 1) and Healthy People 2030 methods.
"""

from typing import Literal

Status = Literal["met", "improved", "little-change", "got-worse"]
Direction = Literal["lower", "higher"]
ENOUGH = 0.10  # of the targeted change towards the goal, or of the start's value away from it


def share_of_targeted_change(baseline: float, latest: float, target: float) -> float | None:
    """(latest − baseline) / (target − baseline): below 0 it moved away, from 1 on it is met. None where both ends
    are equal."""
    # No way at all is 0 and not -0.
    return (latest - baseline) / (target - baseline) + 0.0 if target != baseline else None


def healthy_people_status(
    baseline: float, latest: float, target: float, *, changed: bool | None = None, direction: Direction | None = None
) -> Status:
    """The status in HP's order: met, then whether it changed.

    `changed` is whether the change is beyond chance where standard errors are known, and None where they are not:
    then a tenth decides. `direction` is needed only for a goal that is to hold its start.
    """
    if target == baseline and direction is None:
        raise ValueError("A goal that equals its start needs a direction.")
    upward = target > baseline if target != baseline else direction == "higher"
    sign = 1 if upward else -1
    if sign * (latest - target) >= 0:
        return "met"
    moved = sign * (latest - baseline)
    if changed is None:
        way = abs(target - baseline) if moved > 0 else abs(baseline)
        changed = abs(moved) >= ENOUGH * way * (1 - 1e-12) if way else moved != 0
    if not changed or moved == 0:
        return "little-change"
    return "improved" if moved > 0 else "got-worse"
