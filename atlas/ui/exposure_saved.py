"""A saved choice of the exposure index: a file of JSON with a name, read back or refused by the entry at fault."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.ui.exposure_weights import WHOLE, whole_parts

# A file has some hundred characters.
LONGEST_FILE = 20_000
LONGEST_NAME = 80
# No weight needs to be larger; a number of a thousand digits would not fit a float.
MOST = 1_000_000
FORMAT = "exposure-weights"
# How much of what was found is told again.
SHOWN = 40


class SavedFileError(ValueError):
    """A file that cannot be used. `entry` is what is wrong in it ("" for the file itself).

    `wanted` is a word of the catalogue below exposure.wanted_…, `options` what it may be one of. `found` is what stands
    there, or, where `missing` or `twice` is True, nothing or two of it.
    """

    def __init__(
        self,
        entry: str,
        wanted: str,
        found: object = "",
        *,
        options: Sequence[str] = (),
        missing: bool = False,
        twice: bool = False,
    ) -> None:
        self.entry, self.wanted, self.found = _short(entry), wanted, _short(found)
        self.options, self.missing, self.twice = tuple(options), missing, twice
        super().__init__(f"{self.entry or 'file'}: wanted {wanted} {' | '.join(options)}, found {self.found}")


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
    held = _read(content)
    _one_of(held, "format", [FORMAT])
    _one_of(held, "index_version", [version])
    weights = _weights(held, ids, least)
    method = _one_of(held, "normalisation", methods)
    # The geometric mean of standard scores does not exist.
    aggregation = _one_of(held, "aggregation", aggregations[:1] if method == "zscore" else aggregations)
    allow = _of_type(held, "allow_missing", bool, "switch")
    name = _of_type(held, "name", str, "name") if "name" in held else ""
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise SavedFileError("name", "name", name)
    return Saved(name, weights, method, aggregation, allow)


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > LONGEST_FILE:
        raise SavedFileError("", "small", f"{len(content)} B")
    try:
        # Some editors of text put a mark before the first letter.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SavedFileError("", "encoding", content[fault.start : fault.start + 4].hex(" ")) from None
    try:
        held = json.loads(text, object_pairs_hook=_each_once)
    except SavedFileError:
        raise
    except (ValueError, RecursionError):
        raise SavedFileError("", "json", text, missing=not text.strip()) from None
    if not isinstance(held, dict):
        raise SavedFileError("", "object", text)
    return held


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name, given in pairs:
        if name in held:
            raise SavedFileError(name, "once", twice=True)
        held[name] = given
    return held


def _weights(held: dict[str, Any], ids: Sequence[str], least: int) -> tuple[int, ...]:
    given = _of_type(held, "weights", dict, "object")
    for name, weight in given.items():
        if name not in ids:
            raise SavedFileError(f"weights: {_short(name)}", "one_of", name, options=ids)
        # JSON knows whole numbers and others; true is no number here, and NaN is not from 0 up.
        if type(weight) not in (int, float) or not 0 <= weight <= MOST:
            raise SavedFileError(f"weights: {name}", "number", json.dumps(weight))
    for name in ids[:least]:
        if name not in given:
            raise SavedFileError(f"weights: {name}", "number", missing=True)
    if not any(given.values()):
        raise SavedFileError("weights", "positive", 0)
    return tuple(whole_parts([float(given.get(name, 0)) for name in ids], WHOLE))


def _of_type(held: dict[str, Any], entry: str, kind: type, wanted: str) -> Any:
    if entry not in held:
        raise SavedFileError(entry, wanted, missing=True)
    if type(held[entry]) is not kind:
        raise SavedFileError(entry, wanted, json.dumps(held[entry]))
    return held[entry]


def _one_of(held: dict[str, Any], entry: str, options: Sequence[str]) -> str:
    if entry not in held:
        raise SavedFileError(entry, "one_of", options=options, missing=True)
    found = held[entry]
    if not isinstance(found, str) or found not in options:
        raise SavedFileError(entry, "one_of", found if isinstance(found, str) else json.dumps(found), options=options)
    return found


def _short(found: object) -> str:
    """Return what can be shown of something: its beginning, without what cannot be written."""
    told = "".join(letter if letter.isprintable() else "\ufffd" for letter in str(found)[: 3 * SHOWN]).strip()
    return f"{told[:SHOWN]}…" if len(told) > SHOWN else told
