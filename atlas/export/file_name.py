"""Names of files that say what is inside."""

import re
import unicodedata

LIMIT = 60
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "a", "–": "-"})
_EMPTY = "atlas"
# The first part gives way down to so many letters: it says what, and what is in the others tells files apart.
_LEAST = 5


def file_name(*parts: str, language: str, extension: str, before: str = "", after: str = "", spare: int = 0) -> str:
    """Return a name such as arbeitslosenquote-wartburgkreis-2025-de.svg.

    Lower case, ASCII letters, digits and hyphens, shorter than 60 characters: the first part gives way
    first, then the longest, at a hyphen where it has one, so that the period and the language always stay. `before` is
    kept whole at the beginning: an embargo; `after` at the end. `spare` letters are left free: names with other
    endings are cut alike.
    """
    pieces = [piece for piece in map(_plain, parts) if piece] or [_EMPTY]
    opening = f"{_plain(before)}-" if before else ""
    ending = f"-{_plain(after)}" if after else ""
    ending += f"-{_plain(language)}.{_plain(extension)}"
    room = LIMIT - 1 - len(ending) - len(opening) - spare
    while (over := len("-".join(pieces)) - room) > 0:
        longest = max(range(len(pieces)), key=lambda i: len(pieces[i]))
        cut = 0 if len(pieces[0]) > _LEAST else longest
        pieces[cut] = _shorter(pieces[cut], over)
        pieces = [piece for piece in pieces if piece]
    return opening + "-".join(pieces) + ending


def _plain(text: str) -> str:
    german = unicodedata.normalize("NFC", text).lower().translate(_GERMAN)
    ascii_only = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


def _shorter(piece: str, over: int) -> str:
    cut = piece[: max(len(piece) - over, len(piece) // 2)]
    head, hyphen, _ = cut.rpartition("-")
    return (head if hyphen and len(head) >= len(cut) // 2 else cut).strip("-")
