"""Pictures drawn by the library that prints them, one at a time, and their vectors as SVG.

The same picture gives the same bytes: no clock, no random name is written.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from atlas.charts.printed import printed
from atlas.charts.typeface import FAMILY
from atlas.picture import Content, Finish, Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Letters = Literal["text", "outlines"]
# The settings of the drawing library are those of the whole process: one picture at a time is written.
_ONE_AT_A_TIME = Lock()
SETTINGS: Any = {
    "svg.hashsalt": "atlas",
    "path.simplify": False,
    "hatch.linewidth": 0.5,
    "font.family": FAMILY,
    # A dollar sign in a title is a dollar sign.
    "text.parse_math": False,
    # Letters as wide in dots as they were measured: lines are broken by that.
    "text.hinting": "no_hinting",
}


@contextmanager
def drawn(picture: Picture, content: Content, finish: Finish) -> Iterator["Figure"]:
    """Yield the picture drawn at its size; raises ValueError for a size that no page can have.

    One drawing at a time: while it is open, others wait.
    """
    import matplotlib

    with _ONE_AT_A_TIME, matplotlib.rc_context(SETTINGS):
        yield printed(picture, content, finish).figure


def vectors(figure: "Figure", letters: Letters = "text") -> bytes:
    """Return what is drawn as SVG; text as text that names its font, or as outlines."""
    import matplotlib

    memory = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none" if letters == "text" else "path"}):
        figure.savefig(memory, format="svg", metadata={"Date": None, "Creator": None})
    return memory.getvalue()


def embedded(picture: Picture, content: Content, finish: Finish) -> str:
    """Return the picture as SVG to stand in a document, which writes its words and brings its font."""
    with drawn(picture, content, finish) as figure:
        return vectors(figure).decode()
