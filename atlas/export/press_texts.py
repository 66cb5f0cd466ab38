"""The words that go with a picture: the caption below it, the text instead of it, where its figures come from."""

from atlas.export.plate import Plate
from atlas.export.press_figures import unit_named_once, when
from atlas.export.press_findings import findings
from atlas.export.safe_text import clean
from atlas.messages import SIGNS

_ENDS = (".", "!", "?", "…", ":")


def caption(plate: Plate) -> str:
    """Return the caption: message, what is shown, what is highest and lowest, source."""
    picture = plate.picture
    told = [_ended(picture.title), _ended(picture.subtitle), *findings(plate), _ended(plate.source_line)]
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


def _ended(text: str) -> str:
    return text if not text or text.endswith(_ENDS) else f"{text}."
