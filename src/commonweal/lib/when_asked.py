"""Functions that are named at the start and read when they are first called, so that a start reads little."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def when_asked(module: str, name: str) -> Callable[..., Any]:
    """The function of this name in this module, which is imported by the first call."""

    def call(*given: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*given, **named)

    return call
