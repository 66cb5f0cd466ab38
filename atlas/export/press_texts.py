"""The words that go with a picture: the caption below it, the text instead of it, where its figures come from."""

import re

from atlas.export.plate import Plate
from atlas.export.press_figures import unit_named_once, when, writer
from atlas.export.press_findings import findings
from atlas.export.safe_text import clean
from atlas.messages import SIGNS

_NUMBER = re.compile(r"\d+(?:[.,\u202f]\d+)*")
_ENDS = (".", "!", "?", "…", ":")


def caption(plate: Plate) -> str:
    """Return the caption: message, what is shown, what is highest and lowest unless the message says it, source."""
    picture = plate.picture
    found = [one for one in findings(plate) if not _said(plate, one)]
    told = [_ended(picture.title), _ended(picture.subtitle), *found, _ended(plate.source_line)]
    return clean(" ".join(text for text in told if text))


def alt_text(plate: Plate) -> str:
    """Return what the picture shows, for those who do not see it: kind, what, where, when, and what is to be seen."""
    w, picture, what = plate.words, plate.picture, plate.sheet.about.title
    for more in (picture.area, picture.period):
        what = what if not more or more in what else f"{what}, {when(w, more)}"
    kind = w(f"press_text.kind_{picture.kind}")
    opening = w("press_text.opening", kind=kind, what=what)
    unit = unit_named_once(plate, what)
    told = [_ended(w("legend.unit", unit=unit))] if unit else []
    return clean(" ".join([_ended(opening), *told, *findings(plate)]))


def source_text(plate: Plate, embargo: str = "", plain: bool = False) -> str:
    """Return source, licence, day, address, data version and the legend of signs, line by line.

    `embargo` is its line while it holds. `plain`: the picture bears no source, and the text says that it must.
    """
    w, about = plate.words, plate.sheet.about
    lines = [embargo] if embargo else []
    if plain:
        lines.append(w("press_text.plain"))
    lines += [f"{label}: {text}" for label, text in about.pairs(w)]
    if plate.own:
        lines.append(w("source.changed", change=w("method.own")))
    lines += [text for text in (plate.picture.credit, *plate.picture.notes) if text and text not in about.notes]
    lines += ["", f"{w('sign.legend')}:", *(f"{sign}\t{w.sign(sign, long=True)}" for sign in SIGNS)]
    return "\n".join("\t".join(clean(part) for part in line.split("\t")) for line in lines)


def _said(plate: Plate, finding: str) -> bool:
    """Return whether the title says a finding already: it tells figures, and these and all names stand in the title."""
    drawn, title = plate.content.drawn(), plate.picture.title
    names = {name for series in drawn for name in (series.name, *series.at) if name}
    written = (writer(plate, series) for series in drawn)
    figures = {
        write(value)
        for write, series in zip(written, drawn, strict=True)
        for value in series.values
        if value is not None
    }
    return (
        any(_stands(figure, finding) for figure in figures)
        and set(_NUMBER.findall(finding)) <= set(_NUMBER.findall(title))
        and all(_stands(name, title) for name in names if _stands(name, finding))
    )


def _stands(text: str, within: str) -> bool:
    """Return whether a text stands as words of its own in another."""
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", within, re.IGNORECASE) is not None


def _ended(text: str) -> str:
    return text if not text or text.endswith(_ENDS) else f"{text}."
