"""The press pack, opened again: its files, their names, both languages, figures, the embargo."""

import io
import pickle
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from atlas.export import sizes
from atlas.export.embargo import Embargo
from atlas.export.press_pack import (
    FORMATS,
    PICTURES,
    Order,
    files_of,
    folder_of,
    in_folder,
    name_of,
    one_file,
    pack_files,
    zipped,
)
from tests.atlas.export import plates

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SIZE = sizes.PRESETS["column_two"]
ORDER = Order(("svg", "png"), SIZE)
HELD = Embargo(datetime(2026, 12, 1, 9, tzinfo=UTC))
BOTH = {"de": plates.ranking("de"), "en": plates.ranking("en")}


def test_a_pack_holds_pictures_figures_and_texts() -> None:
    assert sorted(pack_files(BOTH, "de", ORDER, NOW)) == [
        "alttext.txt",
        "bildunterschrift.txt",
        "quelle.txt",
        "quote-uebersee-2025-data-de.csv",
        "quote-uebersee-2025-de.csv",
        "quote-uebersee-2025-de.png",
        "quote-uebersee-2025-de.svg",
        "quote-uebersee-2025-de.xlsx",
    ]


def test_texts_are_in_both_languages() -> None:
    files = pack_files(BOTH, "en", ORDER, NOW)
    caption, alt, source = (files[f"{name}.txt"].decode() for name in ("bildunterschrift", "alttext", "quelle"))
    assert caption.startswith("Deutsch\nDie Quote steigt") and "\n\nEnglish\nDie Quote steigt" in caption
    assert "Rangfolge: Quote" in alt and "Ranking: Quote" in alt
    for part in ("Lizenz: X", "Licence: X", "Datenversion: abc (2026-11-23)", "Adresse dieser Ansicht: ?area=01"):
        assert part in source
    assert "keine Angabe, weil" in source and "no figure, because" in source
    assert "trägt weder Titel" not in source
    plain = pack_files(BOTH, "en", replace(ORDER, plain=True), NOW)["quelle.txt"].decode()
    assert "trägt weder Titel noch Quelle" in plain and "bears neither title nor source" in plain


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_alone_has_a_telling_name(kind: str) -> None:
    name, data = one_file(BOTH["de"], ORDER, kind, NOW)  # type: ignore[arg-type]
    assert name == f"quote-uebersee-2025-de.{kind}"
    assert data


def test_an_embargo_is_on_the_picture_in_the_names_and_in_the_tables_until_its_time() -> None:
    order = Order(FORMATS, SIZE, embargo=HELD)
    files = pack_files(BOTH, "de", order, NOW)
    pictures = [name for name in files if not name.endswith(".txt")]
    assert len(pictures) == 7
    assert all(name.startswith("sperrfrist-2026-12-01-1000-") and len(name) < 60 for name in pictures)
    line = "Sperrfrist: frei ab 1. Dezember 2026, 10:00 Uhr (MEZ)"
    svg = re.sub(r"<[^>]+>", " ", files["sperrfrist-2026-12-01-1000-quote-uebersee-2025-de.svg"].decode())
    assert line in re.sub(r"\s+", " ", svg)
    texts = [files[name].decode() for name in files if name.endswith(".txt")]
    assert all(line in text and "Embargoed until 1 December 2026, 10:00 (CET)" in text for text in texts)
    table = files["sperrfrist-2026-12-01-1000-quote-uebersee-2025-de.csv"].decode("utf-8-sig")
    assert line in table
    later = pack_files(BOTH, "de", order, datetime(2026, 12, 1, 9, 0, 1, tzinfo=UTC))
    assert not any("sperrfrist" in name for name in later)
    assert not any(b"Sperrfrist" in data for name, data in later.items() if name.endswith((".svg", ".txt", ".csv")))


def test_xlsx_and_csv_hold_the_figures_of_the_picture() -> None:
    files = files_of(BOTH["de"], Order(("xlsx", "csv"), SIZE), NOW)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(files["quote-uebersee-2025-de.xlsx"])).get_sheet_by_index(1)
    ranks = {row[1]: row[2] for row in rows.to_python()[1:]}
    drawn = plates.ranking().content.drawn()[0]
    assert ranks == dict(zip(drawn.at, drawn.values, strict=True))
    lines = files["quote-uebersee-2025-data-de.csv"].decode().splitlines()
    assert lines[1].startswith('"01001","Übersee",2,"",6.1,""')


def test_web_sizes_have_larger_letters_and_exact_dots() -> None:
    web, paper = Order((), sizes.PRESETS["web"]), Order((), sizes.in_mm(317.5, 211.67))
    assert web.finish(BOTH["de"], NOW).letters > paper.finish(BOTH["de"], NOW).letters == 1
    _, data = one_file(BOTH["de"], replace(web, dpi=150), "png", NOW)
    with Image.open(io.BytesIO(data)) as found:
        assert found.size == (1200, 800)


def test_several_packs_lie_in_folders_of_one_zip_the_same_every_time() -> None:
    other = {key: replace(plate, named=("Quote", "Gössitz", "2025")) for key, plate in BOTH.items()}
    found: dict[str, bytes] = {}
    for pair in (BOTH, other):
        found |= in_folder(folder_of(pair["de"], ORDER, NOW), pack_files(pair, "de", ORDER, NOW))
    data = zipped(found)
    assert data == zipped(dict(reversed(found.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        assert pack.testzip() is None
        assert len(pack.namelist()) == 16
        folders = {name.split("/")[0] for name in pack.namelist()}
        assert folders == {"quote-uebersee-2025-de", "quote-goessitz-2025-de"}
        assert pack.read("quote-goessitz-2025-de/quelle.txt") == found["quote-goessitz-2025-de/quelle.txt"]


def test_an_order_and_a_plate_can_go_to_another_process() -> None:
    order = Order(PICTURES, SIZE, embargo=HELD, logo=b"x")
    assert pickle.loads(pickle.dumps(order)) == order
    for make in plates.EVERY:
        made = make()
        again = pickle.loads(pickle.dumps(made))
        assert again.picture == made.picture
        assert again.content.drawn() == made.content.drawn()


def test_names_are_short_lower_case_and_ascii() -> None:
    long = replace(BOTH["de"], named=("Ökologische Ängste je 1 000 Einwohner", "Schmalkalden-Meiningen", "2015–2025"))
    name = name_of(long, "svg", replace(ORDER, embargo=HELD), NOW)
    assert re.fullmatch(r"[a-z0-9-]+\.svg", name) and len(name) < 60
    assert name_of(long, "svg", ORDER, NOW).endswith("-2015-2025-de.svg")
