"""Words: everything that is said in one language."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.lists import format_list

from atlas.messages.catalogue import Text, catalogue, fill, placeholders
from atlas.messages.dates import write_date, write_period
from atlas.messages.errors import MessageError
from atlas.messages.numbers import locale_of, with_unit, write_number

# The signs of official statistics and the names of their texts, in the order of the legend.
SIGNS = {"0": "zero", "-": "nil", ".": "secret", "/": "unreliable", "x": "senseless", "...": "later"}
# The point of an abbreviation (Min.) ends the sentence as well.
TWO_POINTS = re.compile(r"(?<=\w)\.\.(?!\.)")


@dataclass(frozen=True)
class Words:
    """The texts, numbers and dates of one language; ask `words` for it."""

    language: str

    def __call__(self, key: str, /, **given: str | int) -> str:
        """Return the text of a key with its placeholders filled in.

        A whole number is written as a number (4 815) and, as `n`, chooses the plural form; everything else
        is text that the caller has written. Raises MessageError for an unknown key and for a placeholder
        that is missing or that the text does not have.
        """
        text = catalogue(self.language).get(key)
        if text is None:
            raise MessageError(f"text {key!r} is not in the catalogue {self.language!r}")
        wanted = placeholders(text) | ({"n"} if len(text) > 1 else set())
        if wanted != set(given):
            raise MessageError(f"text {key!r}: placeholders given {sorted(given)}, wanted {sorted(wanted)}")
        filled = fill(self._form(key, text, given.get("n")), {name: self._written(v) for name, v in given.items()})
        return TWO_POINTS.sub(".", filled) if ".." in filled else filled

    def has(self, key: str) -> bool:
        """Return whether the catalogue knows a key."""
        return key in catalogue(self.language)

    def number(self, value: float, decimals: int = 0, *, signed: bool = False) -> str:
        """Return a number as this language writes it; see atlas.messages.numbers."""
        return write_number(value, decimals, self.language, signed=signed)

    def value(self, value: float, unit: str, decimals: int = 0, *, signed: bool = False) -> str:
        """Return a number with its unit, not to be parted by a line break."""
        return with_unit(self.number(value, decimals, signed=signed), unit, self.language)

    def unit(self, written: str, unit: str) -> str:
        """Return a number that is written already with its unit."""
        return with_unit(written, unit, self.language)

    def sign(self, sign: str, *, long: bool = False) -> str:
        """Return what a publisher's sign means; the empty sign means that nothing was published.

        Raises MessageError for what is no sign.
        """
        name = "none" if sign == "" else SIGNS.get(sign)
        if name is None:
            raise MessageError(f"sign {sign!r}: wanted one of {' '.join(SIGNS)}")
        return self(f"sign.{name}.{'long' if long else 'short'}")

    def date(self, day: date | str, *, long: bool = True) -> str:
        """Return a day; a text must be an ISO date."""
        return write_date(day, self.language, long=long)

    def span(self, first: str, last: str) -> str:
        """Return a day, or the first and the last of several (ISO dates)."""
        return self.date(first) if first == last else self("source.days", first=self.date(first), last=self.date(last))

    def period(self, period: str, *, long: bool = True) -> str:
        """Return a period (2024, 2024-06 or 2024-06-30) as it is read."""
        return write_period(period, self.language, long=long)

    def list(self, items: Iterable[str]) -> str:
        """Return an enumeration: A, B und C."""
        return format_list(tuple(items), locale=locale_of(self.language))

    def collate(self, name: str) -> tuple[str, str]:
        """Return a key that sorts names as a dictionary does: ä beside a, ß beside ss, case apart last."""
        parts = unicodedata.normalize("NFKD", name.casefold())
        return "".join(c for c in parts if not unicodedata.combining(c)), name

    def _form(self, key: str, text: Text, n: str | int | None) -> str:
        if len(text) == 1:
            return text["other"]
        if not isinstance(n, int):
            raise MessageError(f"text {key!r}: n must be a whole number, found {n!r}")
        if n == 0 and "zero" in text:
            return text["zero"]
        return text.get(locale_of(self.language).plural_form(n), text["other"])

    def _written(self, given: str | int) -> str:
        if isinstance(given, str):
            return given
        if isinstance(given, int) and not isinstance(given, bool):
            return self.number(given)
        raise MessageError(f"placeholder {given!r}: wanted text or a whole number")


@cache
def words(language: str) -> Words:
    """Return the words of a language; raises MessageError where there is no catalogue for it."""
    catalogue(language)
    return Words(language)
