"""Names of files that say what is inside."""

import re
import unicodedata

LIMIT = 60
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "a", "–": "-"})
_EMPTY = "atlas"


def file_name(*parts: str, language: str, extension: str, before: str = "") -> str:
    """Return a name such as arbeitslosenquote-wartburgkreis-2025-de.svg.

    Lower case, ASCII letters, digits and hyphens, shorter than 60 characters: the longest part gives way
    first, at a hyphen where it has one, so that the period and the language always stay. `before` is kept whole at
    the beginning: an embargo.
    """
    pieces = [piece for piece in map(_plain, parts) if piece] or [_EMPTY]
    opening = f"{_plain(before)}-" if before else ""
    ending = f"-{_plain(language)}.{_plain(extension)}"
    room = LIMIT - 1 - len(ending) - len(opening)
    while (over := len("-".join(pieces)) - room) > 0:
        longest = max(range(len(pieces)), key=lambda i: len(pieces[i]))
        pieces[longest] = _shorter(pieces[longest], over)
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
