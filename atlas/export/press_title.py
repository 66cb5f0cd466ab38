"""The title and subtitle that somebody writes for a picture."""

from atlas.charts.typeface import writable
from atlas.export.press_error import PressError
from atlas.export.safe_text import clean

LONGEST_TITLE, LONGEST_SUBTITLE = 160, 240


def title(text: str) -> str:
    """Return the title as it is printed; raises PressError where nothing is left of it or it is too long.

    Blanks beside each other become one; control characters and turned directions go, and what the typeface cannot
    write (emoji, other scripts) becomes an empty square. Markup is text.
    """
    plain = _plain(text, "press_file.title_long", LONGEST_TITLE)
    if not plain:
        raise PressError("press_file.title_empty")
    return plain


def subtitle(text: str) -> str:
    """Return the subtitle as it is printed, which may be empty; raises PressError where it is too long."""
    return _plain(text, "press_file.subtitle_long", LONGEST_SUBTITLE)


def _plain(text: str, key: str, most: int) -> str:
    # Only the blank itself: a no-break space keeps number and unit together.
    plain = " ".join(part for part in clean(text).split(" ") if part)
    if len(plain) > most:
        raise PressError(key, n=len(plain), most=most)
    return writable(plain)
