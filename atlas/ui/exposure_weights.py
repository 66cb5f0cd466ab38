"""Weights of the exposure index: whole percents that sum to 100, and how they stand in the address."""

from collections.abc import Collection, Sequence

WHOLE = 100


def write(weights: Sequence[int], least: int) -> str:
    """Return the weights as they stand in the address: the first `least`, and the others up to the last above 0."""
    last = max((i + 1 for i, weight in enumerate(weights) if weight), default=0)
    return ",".join(map(str, weights[: max(last, least)]))


def read(text: str, least: int, count: int) -> tuple[int, ...] | None:
    """Return the `count` weights of an address; None for anything but whole percents from 0 that sum to 100.

    The first `least` must be told; what is not told behind them is 0.
    """
    parts = text.split(",")
    if not least <= len(parts) <= count:
        return None
    if not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
        return None
    weights = tuple(map(int, parts)) + (0,) * (count - len(parts))
    return weights if sum(weights) == WHOLE else None


def read_more(text: str, allowed: Sequence[str]) -> tuple[str, ...] | None:
    """Return the further ingredients of an address ('-' for none), ordered as `allowed`; None for anything else."""
    parts = [] if text == "-" else text.split(",")
    if len(set(parts)) != len(parts) or not set(parts) <= set(allowed):
        return None
    return tuple(name for name in allowed if name in parts)


def write_more(names: Sequence[str]) -> str:
    """Return the further ingredients as they stand in the address."""
    return ",".join(names) or "-"


def read_locks(text: str, count: int) -> frozenset[int] | None:
    """Return the locked positions (from 1 in the address, '-' for none); None for anything else."""
    if text == "-":
        return frozenset()
    parts = text.split(",")
    allowed = {str(i + 1): i for i in range(count)}
    if len(set(parts)) != len(parts) or not set(parts) <= set(allowed):
        return None
    return frozenset(allowed[part] for part in parts)


def write_locks(locks: Collection[int]) -> str:
    """Return the locked positions as they stand in the address."""
    return ",".join(str(i + 1) for i in sorted(locks)) or "-"


def moved(
    weights: Sequence[int], position: int, wanted: int, locks: Collection[int], default: Sequence[int]
) -> tuple[int, ...]:
    """Return the weights after one was moved: the unlocked others take up the rest in their proportions.

    Where all of them are 0 they share the rest as the `default` weights do. A weight never takes what is locked; a
    locked weight, and the only unlocked one, stay as they are.
    """
    free = [i for i in range(len(weights)) if i != position and i not in locks]
    if position in locks or not free:
        return tuple(weights)
    held = sum(weights[i] for i in locks)
    chosen = max(0, min(wanted, WHOLE - held))
    parts = [weights[i] for i in free]
    if not any(parts):
        parts = [default[i] for i in free] if any(default[i] for i in free) else [1] * len(free)
    found = list(weights)
    found[position] = chosen
    for i, part in zip(free, whole_parts(parts, WHOLE - held - chosen), strict=True):
        found[i] = part
    return tuple(found)


def whole_parts(parts: Sequence[float], total: int) -> list[int]:
    """Return whole numbers in the proportions of `parts` that sum to `total` (largest remainder)."""
    every = sum(parts)
    exact = [part * total / every for part in parts]
    found = [int(share) for share in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: (found[i] - exact[i], i))
    for i in by_rest[: total - sum(found)]:
        found[i] += 1
    return found
