"""What a page says, apart from how it is shown: sections of notes, tables, lists and charts.

The page on the screen and its PDF are written from the same sections, so that both say the same.
"""

from dataclasses import dataclass

from atlas.export.sheet import Origin
from atlas.picture import Content, Picture


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as it is written; `meaning` is what a sign in it means, `link` where its text leads."""

    text: str
    meaning: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first cell of a row heads it. `numbers` are the columns with numbers, counted from 1.

    `levels`: how many steps the heading of each row stands to the right; `signs`: those in it that need a legend.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    levels: tuple[int, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """Sentences, each on a line of its own."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: its head, what is told, whose word it is (with its address), and what came later."""

    head: str
    told: str = ""
    source: str = ""
    source_url: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; with `rest`, so many stand at once, and `rest` says what follows: folded, or left out of print."""

    items: tuple[Item, ...]
    at_once: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in print: what it shows, with its title, what is measured, and the words for those who do not see it.

    It is drawn when the document is written, `height_mm` high and as wide as the document has room.
    """

    picture: Picture
    content: Content
    height_mm: float


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts of one size, so many side by side, and the same figures as tables."""

    charts: tuple[Chart, ...]
    across: int = 1
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the figures come from."""

    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """What stands below a word until it is unfolded; in print it stands open, in its place."""

    word: str
    parts: tuple[Notes | Table, ...]


Open = Notes | Table | Items | Charts | Sources
Part = Open | Folded


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page below a heading; `key` names it in links."""

    key: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A page to be taken along: in one language, with its answer, its sections and where it came from.

    `made_on` is the day of its data (ISO), the only day that the file itself bears.
    """

    title: str
    language: str
    answer: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    made_on: str
