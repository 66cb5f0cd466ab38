"""A saved choice of the exposure index: a file of JSON with a name, read back or refused by the entry at fault."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.ui.exposure_weights import WHOLE, whole_parts
from atlas.ui.saved_file import SavedFileError, name_of, of_type, one_of, read, short

# A file has some hundred characters.
LONGEST_FILE = 20_000
# No weight needs to be larger; a number of a thousand digits would not fit a float.
MOST = 1_000_000
FORMAT = "exposure-weights"


@dataclass(frozen=True)
class Saved:
    """What a file holds: the weights in percent, by ingredient in their order, and what else was chosen."""

    name: str
    weights: tuple[int, ...]
    method: str
    aggregation: str
    allow_missing: bool


def dump(saved: Saved, ids: Sequence[str], least: int, version: str) -> str:
    """Return the text of a file, to be read by `load`: the first `least` ingredients, and the others with a weight."""
    given = enumerate(zip(ids, saved.weights, strict=True))
    held = {
        "format": FORMAT,
        "name": saved.name,
        "index_version": version,
        "weights": {name: weight for i, (name, weight) in given if i < least or weight},
        "normalisation": saved.method,
        "aggregation": saved.aggregation,
        "allow_missing": saved.allow_missing,
    }
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def load(
    content: bytes, ids: Sequence[str], least: int, version: str, methods: Sequence[str], aggregations: Sequence[str]
) -> Saved:
    """Return what a file holds; weights that do not sum to 100 are brought to it in their proportions.

    The first `least` of `ids` must be there; a further one that is not has the weight 0. Raises SavedFileError, naming
    the first entry that is of no use.
    """
    held = read(content, LONGEST_FILE)
    one_of(held, "format", [FORMAT])
    one_of(held, "index_version", [version])
    weights = _weights(held, ids, least)
    method = one_of(held, "normalisation", methods)
    # The geometric mean of standard scores does not exist.
    aggregation = one_of(held, "aggregation", aggregations[:1] if method == "zscore" else aggregations)
    allow = of_type(held, "allow_missing", bool, "switch")
    name = name_of(held) if "name" in held else ""
    return Saved(name, weights, method, aggregation, allow)


def _weights(held: dict[str, Any], ids: Sequence[str], least: int) -> tuple[int, ...]:
    given = of_type(held, "weights", dict, "object")
    for name, weight in given.items():
        if name not in ids:
            raise SavedFileError(f"weights: {short(name)}", "one_of", name, options=ids)
        # JSON knows whole numbers and others; true is no number here, and NaN is not from 0 up.
        if type(weight) not in (int, float) or not 0 <= weight <= MOST:
            raise SavedFileError(f"weights: {name}", "number", json.dumps(weight))
    for name in ids[:least]:
        if name not in given:
            raise SavedFileError(f"weights: {name}", "number", missing=True)
    if not any(given.values()):
        raise SavedFileError("weights", "positive", 0)
    return tuple(whole_parts([float(given.get(name, 0)) for name in ids], WHOLE))
