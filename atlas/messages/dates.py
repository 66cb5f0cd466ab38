"""The writing of days and periods.

A period is written by its publisher as a year (2024), a month (2024-06) or a key date (2024-06-30).
"""

import re
from datetime import date

from babel.dates import format_date

from atlas.messages.errors import MessageError
from atlas.messages.numbers import locale_of

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_DAY = {"de": {True: "d. MMMM y", False: "dd.MM.y"}, "en": {True: "d MMMM y", False: "d MMM y"}}
_MONTH = {"de": {True: "MMMM y", False: "MM/y"}, "en": {True: "MMMM y", False: "MMM y"}}


def write_date(day: date | str, language: str, *, long: bool = True) -> str:
    """Return a day: 1. März 2024 or 01.03.2024, 1 March 2024 or 1 Mar 2024.

    A text must be an ISO date; anything else raises MessageError.
    """
    known = _day(day) if isinstance(day, str) else day
    return format_date(known, _DAY[language][long], locale=locale_of(language))


def write_period(period: str, language: str, *, long: bool = True) -> str:
    """Return a period: 2024, Juni 2024 (short 06/2024), 30. Juni 2024 (short 30.06.2024).

    Raises MessageError for anything that is not a year, a month or a day.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise MessageError(f"period {period!r}: wanted a year, a month (2024-06) or a day (2024-06-30)")
    if found["day"]:
        return write_date(period, language, long=long)
    if found["month"]:
        first = _day(f"{period}-01")
        return format_date(first, _MONTH[language][long], locale=locale_of(language))
    return period


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MessageError(f"date {text!r}: wanted a day of the calendar as 2024-06-30") from error
