"""Weights of the exposure index: whole percents that sum to 100, in the address and in a file."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

WHOLE = 100
# A file of weights has some hundred characters.
LONGEST_FILE = 20_000
# No weight needs to be larger; a number of a thousand digits would not fit a float.
MOST = 1_000_000
FORMAT = "exposure-weights"


class WeightsFileError(ValueError):
    """A file of weights that cannot be used: which entry, what was wanted, what was found."""

    def __init__(self, entry: str, wanted: str, found: object) -> None:
        self.entry, self.wanted, self.found = entry, wanted, _short(found)
        super().__init__(f"{entry}: wanted {wanted}, found {self.found}")


@dataclass(frozen=True)
class Saved:
    """What a file of weights holds."""

    name: str
    weights: tuple[int, ...]
    method: str
    aggregation: str
    allow_missing: bool


def write(weights: Sequence[int]) -> str:
    """Return the weights as they stand in the address."""
    return ",".join(map(str, weights))


def read(text: str, count: int) -> tuple[int, ...] | None:
    """Return the weights of an address: `count` whole percents from 0 that sum to 100; None for anything else."""
    parts = text.split(",")
    if len(parts) != count or not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
        return None
    weights = tuple(map(int, parts))
    return weights if sum(weights) == WHOLE else None


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


def dump(saved: Saved, ids: Sequence[str], version: str) -> str:
    """Return the text of a file of weights, to be read by `load`."""
    held = {
        "format": FORMAT,
        "name": saved.name,
        "index_version": version,
        "weights": dict(zip(ids, saved.weights, strict=True)),
        "normalisation": saved.method,
        "aggregation": saved.aggregation,
        "allow_missing": saved.allow_missing,
    }
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def load(text: str, ids: Sequence[str], version: str, methods: Sequence[str], aggregations: Sequence[str]) -> Saved:
    """Return what a file of weights holds; weights that do not sum to 100 are brought to it in their proportions.

    Raises WeightsFileError, naming the first entry that is of no use.
    """
    if len(text) > LONGEST_FILE:
        raise WeightsFileError("file", f"<= {LONGEST_FILE}", len(text))
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        raise WeightsFileError("file", "JSON", text) from None
    if not isinstance(held, dict):
        raise WeightsFileError("file", "{…}", text)
    _one_of(held, "format", [FORMAT])
    _one_of(held, "index_version", [version])
    weights = _weights(held.get("weights"), ids)
    method = _one_of(held, "normalisation", methods)
    # The geometric mean of standard scores does not exist.
    aggregation = _one_of(held, "aggregation", aggregations[:1] if method == "zscore" else aggregations)
    allow = held.get("allow_missing")
    if not isinstance(allow, bool):
        raise WeightsFileError("allow_missing", "true | false", allow)
    name = held.get("name", "")
    if not isinstance(name, str):
        raise WeightsFileError("name", "“…”", name)
    return Saved(name, weights, method, aggregation, allow)


def _weights(given: object, ids: Sequence[str]) -> tuple[int, ...]:
    if not isinstance(given, dict):
        raise WeightsFileError("weights", "{…}", given)
    for name, weight in given.items():
        if name not in ids:
            raise WeightsFileError(f"weights.{_short(name)}", " | ".join(ids), name)
        # JSON knows whole numbers and others; true is no number here, and NaN is not from 0 up.
        if type(weight) not in (int, float) or not 0 <= weight <= MOST:
            raise WeightsFileError(f"weights.{name}", ">= 0", weight)
    for name in ids:
        if name not in given:
            raise WeightsFileError(f"weights.{name}", ">= 0", "–")
    if not any(given.values()):
        raise WeightsFileError("weights", "> 0", 0)
    return tuple(whole_parts([float(given[name]) for name in ids], WHOLE))


def _one_of(held: dict[str, object], entry: str, wanted: Sequence[str]) -> str:
    found = held.get(entry)
    if not isinstance(found, str) or found not in wanted:
        raise WeightsFileError(entry, " | ".join(wanted), "–" if found is None else found)
    return found


def _short(found: object) -> str:
    told = str(found).strip()
    return f"{told[:40]}…" if len(told) > 40 else told
