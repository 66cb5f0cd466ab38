"""A picture ready to leave the atlas: its words, what is drawn in it, and the table behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from atlas.export.sheet import Origin, Sheet
from atlas.messages import Words
from atlas.picture import Content, Picture


@dataclass(frozen=True)
class Plate:
    """A picture with its content and its table twin.

    `named` are the parts of its files' names; `figure` is the column of the table that is drawn, which says how the
    figures are written. The line below the picture is made of the table's own origins: there is no plate without them.
    """

    picture: Picture
    content: Content
    sheet: Sheet
    named: tuple[str, ...]
    own: bool = False
    figure: str = ""

    @property
    def words(self) -> Words:
        """Return the words of the plate's language."""
        return self.sheet.words

    @property
    def source_line(self) -> str:
        """Return source, licence, own calculation, boundaries, Stand, day of retrieval and data version on one line."""
        w, about = self.words, self.sheet.about
        told = [w("source.line", attribution=_credits([origin.attribution for origin in about.origins]))]
        told.append(about.joined("licence"))
        if self.own:
            told.append(w("source.changed", change=w("method.own")))
        if self.picture.credit:
            told.append(self.picture.credit)
        if stand := about.joined("as_of"):
            # Of some tables the publisher does not say it: theirs is not that of the others.
            said = all(origin.as_of for origin in about.origins)
            told.append(w("source.as_of" if said else "source.as_of_where_said", date=stand))
        days = [day for origin in about.origins for day in (origin.retrieved_on, origin.retrieved_first) if day]
        if days:
            told.append(Origin("", "", retrieved_on=max(days), retrieved_first=min(days)).retrieved(w))
        told.append(w("press.data_version", version=about.data_version))
        return " · ".join(text for text in told if text)

    def with_words(self, title: str, subtitle: str) -> "Plate":
        """Return the plate with another title and subtitle."""
        return replace(self, picture=replace(self.picture, title=title, subtitle=subtitle))


def _credits(attributions: Iterable[str]) -> str:
    """Return attributions on one line, what several have in common once: their last words, then their first ones."""
    endings: dict[str, list[str]] = {}
    for text in dict.fromkeys(attributions):
        main, _, ending = text.rpartition("; ")
        endings.setdefault(ending if main else "", []).append(main or text)
    told = []
    for ending, mains in endings.items():
        heads: dict[str, list[str]] = {}
        for main in mains:
            head, _, last = main.rpartition(", ")
            heads.setdefault(head, []).append(last)
        told += [f"{head}, {', '.join(lasts)}" if head else "; ".join(lasts) for head, lasts in heads.items()]
        told += [ending] if ending else []
    return "; ".join(told)
