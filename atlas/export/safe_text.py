"""Text that is safe in a file, wherever it came from."""

import unicodedata

from atlas.messages import SIGNS

# What spreadsheets read as the start of a formula, with the full-width forms that some fold into them.
_FORMULA = frozenset("=+-@＝＋－＠")
# Marks that turn the direction of reading around, and the byte order mark.
_HIDDEN = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_BREAKS = str.maketrans("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029", " " * 12)


def clean(text: str) -> str:
    """Return the text on one line, without control characters, turned direction or halves of a character."""
    if text.isprintable():
        return text
    return "".join(c for c in text.translate(_BREAKS) if _is_plain(c))


def never_a_formula(text: str) -> str:
    """Return cleaned text that no spreadsheet takes for a formula: an apostrophe stands before a suspect.

    The signs of official statistics stay as they are: "-" alone is no formula.
    Method: OWASP, CSV injection.
    """
    plain = clean(text)
    begins = plain.lstrip()[:1]
    return f"'{plain}" if begins in _FORMULA and begins and plain not in SIGNS else plain


def _is_plain(character: str) -> bool:
    if character in _HIDDEN or unicodedata.category(character) in ("Cc", "Cs"):
        return False
    code = ord(character)
    return code & 0xFFFE != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF
