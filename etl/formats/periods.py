"""Periods as publishers write them, and the day on which each ends."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

MONTHS = (
    ("januar", "january"),
    ("februar", "february"),
    ("märz", "march"),
    ("april",),
    ("mai", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("dezember", "december"),
)
NAMED_MONTH = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
# Names and codes of the variables that hold a part of the year.
PART_CODE = re.compile(r"MONAT(E|\d*)|QUART(G|AL|\d*)|HALBJ\w*")
TIME_NAME = re.compile(
    r"(Berichts|Schul)?[Jj]ahre?|Stichtage?|Zeit(raum)?|Monate?|Quartale?|Vierteljahre?|Halbjahre?|Semester|Date|Year"
)
YEAR = r"(?:1[89]|20)\d\d"


def _end_of_month(year: int, month: int) -> str:
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _day(found: re.Match[str]) -> tuple[str, str]:
    day = date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
    return day, day


def _year(found: re.Match[str]) -> tuple[str, str]:
    return found["y"], f"{found['y']}-12-31"


def _month(found: re.Match[str]) -> tuple[str, str]:
    year, month = int(found["y"]), int(found["m"])
    return f"{year}-{month:02d}", _end_of_month(year, month)


def _named_month(found: re.Match[str]) -> tuple[str, str]:
    year, month = int(found["y"]), NAMED_MONTH[found["m"].lower()]
    return f"{year}-{month:02d}", _end_of_month(year, month)


def _part(found: re.Match[str]) -> tuple[str, str]:
    year, number = int(found["y"]), int(found["n"])
    letter, months = ("H", 6) if found["kind"].upper().startswith("H") else ("Q", 3)
    return f"{year}-{letter}{number}", _end_of_month(year, number * months)


def _span(found: re.Match[str]) -> tuple[str, str]:
    """2023-10P6M: six months from October 2023."""
    year, month, day = int(found["y"]), int(found["m"] or 1), int(found["d"] or 1)
    start, count = date(year, month, day), int(found["n"])
    if found["kind"] == "D":
        return found[0], (start + timedelta(days=count - 1)).isoformat()
    months = year * 12 + month - 1 + count * (12 if found["kind"] == "Y" else 1)
    return found[0], (date(months // 12, months % 12 + 1, day) - timedelta(days=1)).isoformat()


def _double_year(found: re.Match[str]) -> tuple[str, str]:
    """Winter term (to March), school year (to July), or a mean of several years."""
    first, last = int(found["y"]), int(found["z"])
    last += first // 100 * 100 if last < 100 else 0
    last += 100 if last <= first and len(found["z"]) == 2 else 0
    if not first < last <= first + (1 if found["term"] else 10):
        raise ValueError(found[0])
    if last > first + 1:
        return found[0], f"{last}-12-31"
    return found[0], f"{last}-03-31" if found["term"] else f"{last}-07-31"


def _summer_term(found: re.Match[str]) -> tuple[str, str]:
    return found[0], f"{found['y']}-09-30"


FORMS = [
    (re.compile(form, re.ASCII), read)
    for form, read in (
        (rf"(?P<y>{YEAR})", _year),
        (rf"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>{YEAR})", _day),
        (rf"(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)", _day),
        (rf"(?P<y>{YEAR})-(?P<m>\d\d)", _month),
        (rf"(?P<m>(?i:{'|'.join(NAMED_MONTH)})) (?P<y>{YEAR})", _named_month),
        (rf"(?P<n>[1-4])\. ?(?P<kind>Quartal|Vierteljahr) (?P<y>{YEAR})", _part),
        (rf"(?P<n>[12])\. ?(?P<kind>Halbjahr) (?P<y>{YEAR})", _part),
        (rf"(?P<y>{YEAR})-(?P<kind>Q)(?P<n>[1-4])", _part),
        (rf"(?P<y>{YEAR})-(?P<kind>H)(?P<n>[12])", _part),
        (rf"(?P<y>{YEAR})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?P(?P<n>[1-9]\d?)(?P<kind>[DMY])", _span),
        (rf"(?P<term>W(?:S|iSe|intersemester) )?(?P<y>{YEAR})[/-](?P<z>{YEAR}|(?<=/)\d\d)", _double_year),
        (rf"S(?:S|oSe|ommersemester) (?P<y>{YEAR})", _summer_term),
    )
]


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[str, str] | None:
    """Return (period, last day as ISO text) for a published period, None for any other text.

    Days come as 2024-06-30, months as 2024-06, quarters as 2024-Q2; the rest stays as it is printed.
    """
    for form, read in FORMS:
        if found := form.fullmatch(text):
            try:
                return read(found)
            except (ValueError, OverflowError):
                return None
    return None


@lru_cache(maxsize=1024)
def part_of_year(text: str) -> str | None:
    """Return '-06' for June, '-Q2' for the second quarter, '-H1' for a half year; None for any other text."""
    if text.lower() in NAMED_MONTH:
        return f"-{NAMED_MONTH[text.lower()]:02d}"
    if found := re.fullmatch(r"([1-4])\. ?(?:Quartal|Vierteljahr)|([1-4])(?:st|nd|rd|th) quarter", text):
        return f"-Q{found[1] or found[2]}"
    if found := re.fullmatch(r"([12])\. ?Halbjahr", text):
        return f"-H{found[1]}"
    return None
