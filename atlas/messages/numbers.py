"""The writing of numbers.

German: decimal comma and a narrow no-break space between groups of thousands, from 1 000 on, so that the
figures of a column line up and a number looks the same in a table and in a sentence. English: decimal point
and comma. Both: a true minus sign. A year is not a number: it is passed as text.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_decimal

NARROW, BLANK = "\u202f", "\u00a0"
# %, €, km stand close to their number; after a narrow space a word would seem to be one with it.
LONGEST_SYMBOL = 3
MINUS = "\u2212"
_LOCALES = {"de": "de_DE", "en": "en_GB"}
_SIGNS = {"de": {".": NARROW, "-": MINUS}, "en": {"-": MINUS}}
_TABLES = {language: str.maketrans(signs) for language, signs in _SIGNS.items()}


@cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale of one of our languages."""
    return Locale.parse(_LOCALES[language])


# Babel takes 25 microseconds a number: 10 ms for a table of all districts, at every run of a page.
@lru_cache(maxsize=50_000)
def write_number(value: float, decimals: int, language: str, *, signed: bool = False) -> str:
    """Return a number with exactly so many decimals, halves rounded away from zero.

    `signed` puts a plus before what is above zero, for changes. Raises ValueError for NaN and infinity:
    where there is no figure, the sign is written, never a number.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value!r} is not a figure; write its sign instead")
    rounded = round_half_up(exact, decimals)
    text = _written(rounded, decimals, language)
    return f"+{text}" if signed and rounded > 0 else text


# Figures that are worked out anew (a score after each move of a weight) differ in digits that nobody reads.
@lru_cache(maxsize=50_000)
def _written(rounded: Decimal, decimals: int, language: str) -> str:
    return format_decimal(rounded, _pattern(decimals), locale=locale_of(language)).translate(_TABLES[language])


def round_half_up(exact: Decimal, decimals: int) -> Decimal:
    """Return the number rounded as offices round (2.5 to 3, -2.5 to -3), with no negative zero."""
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def with_unit(text: str, unit: str, language: str) -> str:
    """Return a written number with its unit, which cannot be parted from it by a line break.

    A narrow no-break space stands before a symbol, a whole one before a word; English writes 6.0% in one.
    """
    if not unit or (unit == "%" and language == "en"):
        return f"{text}{unit}"
    return f"{text}{NARROW if len(unit) <= LONGEST_SYMBOL else BLANK}{unit}"


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")
