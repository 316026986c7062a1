"""Answers that are kept for as long as one page is read, so that its parts do not ask the same thing again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_kept: ContextVar[dict[tuple[object, ...], object] | None] = ContextVar("answers kept for one page", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Only around what reads: after a write, an answer that was kept might no longer hold."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def asked_once(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Of one page; elsewhere it is asked each time. What is asked about has to be hashable."""

    @wraps(question)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        kept = _kept.get()
        if kept is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(kwargs.items()))
        if key not in kept:
            kept[key] = question(*args, **kwargs)
        return kept[key]  # type: ignore[return-value]

    return answer
