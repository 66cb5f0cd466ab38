"""A file of JSON that a visitor brings back: read as a whole, or refused by the entry that is of no use."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from atlas.messages import Words

LONGEST_NAME = 80
# How much of what was found is told again.
SHOWN = 40


class SavedFileError(ValueError):
    """A file that cannot be used. `entry` is what is wrong in it ("" for the file itself).

    `wanted` is a word of the catalogue below …wanted_…, `options` what it may be one of, `most` its limit. `found` is
    what stands there, or, where `missing` or `twice` is True, nothing or two of it.
    """

    def __init__(
        self,
        entry: str,
        wanted: str,
        found: object = "",
        *,
        options: Sequence[str] = (),
        most: int | None = None,
        missing: bool = False,
        twice: bool = False,
    ) -> None:
        self.entry, self.wanted, self.found = short(entry), wanted, short(found)
        self.options, self.most, self.missing, self.twice = tuple(options), most, missing, twice
        super().__init__(f"{self.entry or 'file'}: wanted {wanted} {' | '.join(options)}, found {self.found}")


def read(content: bytes, most: int) -> dict[str, Any]:
    """Return the entries of a file of at most so many bytes.

    Raises SavedFileError for a larger one, another encoding than UTF-8, what is no JSON or no object, and an entry that
    stands twice.
    """
    if len(content) > most:
        raise SavedFileError("", "small", f"{len(content)} B", most=most)
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


def of_type(
    held: dict[str, Any], entry: str, kind: type, wanted: str, within: str = "", most: int | None = None
) -> Any:
    """Return an entry of exactly this type; `within` says where it stands. Raises SavedFileError for another one."""
    if entry not in held:
        raise SavedFileError(within + entry, wanted, missing=True, most=most)
    if type(held[entry]) is not kind:
        raise SavedFileError(within + entry, wanted, json.dumps(held[entry]), most=most)
    return held[entry]


def one_of(held: dict[str, Any], entry: str, options: Sequence[str], within: str = "") -> str:
    """Return an entry that is one of these texts. Raises SavedFileError for any other."""
    if entry not in held:
        raise SavedFileError(within + entry, "one_of", options=options, missing=True)
    found = held[entry]
    if not isinstance(found, str) or found not in options:
        told = found if isinstance(found, str) else json.dumps(found)
        raise SavedFileError(within + entry, "one_of", told, options=options)
    return found


def name_of(held: dict[str, Any], entry: str = "name", within: str = "", most: int = LONGEST_NAME) -> str:
    """Return a name: text on one line, of at most so many letters. Raises SavedFileError for any other."""
    name: str = of_type(held, entry, str, "name", within, most)
    if len(name) > most or not name.isprintable():
        raise SavedFileError(within + entry, "name", name, most=most)
    return name


def only(held: dict[str, Any], known: Collection[str], within: str = "") -> None:
    """Raise SavedFileError for an entry that is not known, and for one that is missing."""
    for entry in held:
        if entry not in known:
            raise SavedFileError(within + entry, "entries", entry, options=tuple(known))
    for entry in known:
        if entry not in held:
            raise SavedFileError(within + entry, "entries", missing=True, options=tuple(known))


def number(held: dict[str, Any], entry: str, low: float, high: float, within: str = "") -> float:
    """Return an entry that is a number from low to high; true is none, nor is NaN."""
    found = held[entry]
    if type(found) not in (int, float) or not low <= found <= high:
        raise SavedFileError(within + entry, "range", json.dumps(found), options=[f"{low:g} … {high:g}"])
    return float(found)


def refusal(w: Words, fault: SavedFileError, sentence: str = "exposure.file_refused", wanted: str = "") -> str:
    """Return why a file was not loaded: the entry, what was found, what was wanted, what to do.

    `sentence` is the key of the whole, `wanted` that of what was wanted where the shared words do not say it.
    """
    found = w("exposure.found_nothing") if fault.missing else w("exposure.found_twice") if fault.twice else fault.found
    return w(
        sentence,
        entry=fault.entry or w("exposure.file_itself"),
        found=found or w("exposure.found_nothing"),
        wanted=w(wanted or f"exposure.wanted_{fault.wanted}", **_limits(fault)),
    )


def short(found: object) -> str:
    """Return what can be shown of something: its beginning, without what cannot be written."""
    told = "".join(letter if letter.isprintable() else "\ufffd" for letter in str(found)[: 3 * SHOWN]).strip()
    return f"{told[:SHOWN]}…" if len(told) > SHOWN else told


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name, given in pairs:
        if name in held:
            raise SavedFileError(name, "once", twice=True)
        held[name] = given
    return held


def _limits(fault: SavedFileError) -> dict[str, str | int]:
    if fault.options or fault.wanted == "one_of":
        return {"options": ", ".join(fault.options)}
    return {} if fault.most is None else {"most": fault.most}
