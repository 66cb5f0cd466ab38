"""What is worked out from one version of the database is kept with it, and goes with it."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def kept(maxsize: int) -> Callable[[Function], Function]:
    """Keep the answers of a function whose first argument is a Store, the last `maxsize` per store.

    A cache beside the function would hold every version of the database open that was ever asked. The other
    arguments must be hashable and given by position.
    """

    def keep(function: Function) -> Function:
        @wraps(function)
        def ask(store: Any, *given: Any) -> Any:
            answers = store.derived.get(function)
            if answers is None:
                answers = store.derived.setdefault(function, lru_cache(maxsize)(partial(function, store)))
            return answers(*given)

        return ask  # type: ignore[return-value]

    return keep
