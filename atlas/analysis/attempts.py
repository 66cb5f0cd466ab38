"""A call that may be refused, made in another process: the reason comes back as plain text and numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refused:
    """Why there is no answer: which condition cannot be met, by how much, and the sentence that says so."""

    condition: str
    shortfall: float
    message: str


def attempt(function: Callable[..., Any], refused: type[ValueError], *given: Any, **named: Any) -> Any:
    """Return what a function returns, or Refused where it raises `refused`; other errors pass.

    An error with more than a text cannot come back from another process.
    """
    try:
        return function(*given, **named)
    except refused as fault:
        condition, shortfall = getattr(fault, "condition", ""), getattr(fault, "shortfall", 0.0)
        return Refused(str(condition), float(shortfall), str(fault))
