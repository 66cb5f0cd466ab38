"""A call that may be refused, made in another process: the refusal is an answer, not the end of all other calls."""

from collections.abc import Callable
from typing import Any


def attempt(function: Callable[..., Any], refused: type[Exception], *given: Any, **named: Any) -> Any:
    """Return what a function returns, or the error itself where it raises `refused`; other errors pass."""
    try:
        return function(*given, **named)
    except refused as fault:
        return fault
