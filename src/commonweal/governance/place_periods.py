"""In which periods a place lies in another: the first and the last of them, or always."""

from commonweal.lib.periods import period_end, period_value


def holds_in(since: str, until: str, period: str) -> bool:
    """A period belongs to what held when it began."""
    at = period_value(period)
    return (not since or period_value(since) <= at) and (not until or at < period_end(until))


def overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Do two stretches of periods share a moment?"""
    (since, until), (since_2, until_2) = one, other
    begins_before_the_end = not until_2 or not since or period_value(since) < period_end(until_2)
    ends_after_the_start = not until or not since_2 or period_value(since_2) < period_end(until)
    return begins_before_the_end and ends_after_the_start
