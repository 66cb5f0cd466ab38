"""A time before which a picture must not be published: by the server's clock, in the zone Europe/Berlin."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from atlas.export.press_error import PressError
from atlas.messages import Words

ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Embargo:
    """The moment from which a picture may be published."""

    until: datetime

    def holds(self, now: datetime) -> bool:
        """Return whether its time has not come yet."""
        return now < self.until

    def line(self, w: Words) -> str:
        """Return what is printed on the picture."""
        there = self.until.astimezone(ZONE)
        zone = w("press_file.summer_time" if there.dst() else "press_file.winter_time")
        return w("press_file.embargo", date=w.date(there.date()), time=f"{there:%H:%M}", zone=zone)

    def named(self, w: Words) -> str:
        """Return what stands before the names of its files: sperrfrist-2026-12-01-1000."""
        return f"{w('press_file.embargo_name')}-{self.until.astimezone(ZONE):%Y-%m-%d-%H%M}"


def now() -> datetime:
    """Return the moment by the server's clock."""
    return datetime.now(UTC)


def embargo(day: date, hour: time, moment: datetime) -> Embargo:
    """Return the embargo until an hour of a day in Europe/Berlin, as seen at a moment.

    Of an hour that comes twice (clocks are put back) the second is meant. Raises PressError for a time that has passed
    and for one that does not exist (clocks are put forward).
    """
    until = datetime.combine(day, hour.replace(tzinfo=None, fold=1), tzinfo=ZONE)
    try:
        back = until.astimezone(UTC).astimezone(ZONE)
    except OverflowError as error:
        # The first hours of the first day that a calendar has.
        raise PressError("press_file.embargo_past") from error
    if (back.hour, back.minute) != (until.hour, until.minute):
        raise PressError("press_file.embargo_no_time")
    # Kept in one time for all: two moments with one zone are compared by their faces, not by their instants.
    found = Embargo(until.astimezone(UTC))
    if not found.holds(moment):
        raise PressError("press_file.embargo_past")
    return found
