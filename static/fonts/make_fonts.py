"""Makes the shipped fonts from the variable Source Sans 3; run by `make fonts`, never by the atlas.

The licence reserves the name "Source" for unmodified fonts. What is made here is a part of the
characters at two fixed weights, so it gets a name of its own: Atlas Sans.
"""

from importlib.resources import as_file, files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Atlas Sans"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
# Latin for the languages of the European Union, punctuation with the spaces and dashes that numbers
# need (U+2007, U+2009, U+202F, U+2212), currency, arrows and the plain shapes used in legends.
CHARACTERS = [
    *range(0x0020, 0x007F), *range(0x00A0, 0x0180), *range(0x0218, 0x021C), 0x02C6, 0x02DA, 0x02DC, 0x1E9E,
    *range(0x2000, 0x2070), 0x2070, *range(0x2074, 0x208F), 0x20AC, 0x2116, 0x2122, 0x2126,
    *range(0x2190, 0x219A), 0x2202, 0x2206, 0x220F, 0x2211, 0x2212, 0x2215, 0x221A, 0x221E, 0x2248, 0x2260,
    0x2264, 0x2265, *range(0x25A0, 0x2600), 0x2713,
]  # fmt: skip
# Figures are tabular without any feature in this family; the rest is what a text page asks for.
FEATURES = ["kern", "liga", "locl", "ccmp", "frac", "numr", "dnom", "sups", "subs", "pnum", "case"]


def face(source: Path, style: str, weight: int) -> TTFont:
    """Return one named, fixed weight of the variable font, cut to CHARACTERS and FEATURES."""
    font = TTFont(source, recalcTimestamp=False)
    kept = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # names: copyright, family to PostScript name, licence
    subsetter = Subsetter(Options(layout_features=FEATURES, notdef_outline=True, name_IDs=kept))
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)  # first: fixing the weight of all other glyphs would take half a minute
    font = instantiateVariableFont(font, {"wght": weight})
    rename(font, style, weight)
    return font


def rename(font: TTFont, style: str, weight: int) -> None:
    """Give the face our family name; the heavier one is the family's bold, as office programs expect."""
    bold = weight >= 600
    version = font["name"].getDebugName(5).split(";")[0]
    names = {
        1: FAMILY,
        2: "Bold" if bold else "Regular",
        3: f"{FAMILY} {style}; from Source Sans 3, {version}",
        4: FAMILY if not bold else f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | (0b100000 if bold else 0b1000000)
    font["head"].macStyle = 1 if bold else 0
    if "STAT" in font:  # it lists weights that are no longer there
        del font["STAT"]


def main(source: Path, folder: Path) -> None:
    """Write <folder>/AtlasSans-<style>.ttf for print and the same as .woff2 for the page."""
    for style, weight in WEIGHTS.items():
        font = face(source, style, weight)
        stem = folder / f"AtlasSans-{style}"
        font.save(stem.with_suffix(".ttf"))
        font.flavor = "woff2"
        font.save(stem.with_suffix(".woff2"))


if __name__ == "__main__":
    with as_file(files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf") as variable_font:
        main(variable_font, Path(__file__).parent)
