"""Days as lookups and notes write them."""

from datetime import date


def is_day(text: str) -> bool:
    """Return whether a text is a day of the calendar, written 2024-12-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
