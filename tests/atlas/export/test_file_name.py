"""File names: telling, plain, short."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.export import file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Arbeitslosenquote", "Thüringen", "2025"), "arbeitslosenquote-thueringen-2025-de.csv"),
        (("Beschäftigte", "Sömmerda", "2024-06-30"), "beschaeftigte-soemmerda-2024-06-30-de.csv"),
        (("Straße", "U\u0308bersee"), "strasse-uebersee-de.csv"),
        (("../../etc/passwd",), "etc-passwd-de.csv"),
        (("", "…", "日本"), "atlas-de.csv"),
    ],
)
def test_names(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, language="de", extension="csv") == name


def test_what_is_too_long_gives_way_but_not_the_period() -> None:
    name = file_name(
        "Beschäftigte in Betrieben des Verarbeitenden Gewerbes",
        "Schmalkalden-Meiningen",
        "2015-09-30",
        language="de",
        extension="xlsx",
    )
    assert name == "beschaeftigte-in-schmalkalden-meiningen-2015-09-30-de.xlsx"


def test_the_place_stays_longer_than_what_is_told_of_it() -> None:
    before = "sperrfrist-2027-01-04-1015"
    holzland, orla = (
        file_name("Arbeitslosenquote", name, "2025", language="de", extension="svg", before=before)
        for name in ("Saale-Holzland-Kreis", "Saale-Orla-Kreis")
    )
    assert holzland != orla
    assert all(len(name) < 60 and name.startswith(f"{before}-") for name in (holzland, orla))


def test_names_with_other_endings_are_cut_alike() -> None:
    parts = ("Beschäftigte in Betrieben des Verarbeitenden Gewerbes", "Schmalkalden-Meiningen", "2015-09-30")
    short = file_name(*parts, language="de", extension="csv", spare=6)
    long = file_name(*parts, language="de", extension="xlsx", after="data")
    assert short.removesuffix("-de.csv") == long.removesuffix("-data-de.xlsx")
    assert len(long) < 60


@given(st.lists(st.text(), max_size=12), st.sampled_from(["de", "en"]), st.sampled_from(["csv", "xlsx", "svg"]))
def test_any_parts_give_a_plain_short_name(parts: list[str], language: str, extension: str) -> None:
    name = file_name(*parts, language=language, extension=extension)
    assert len(name) < 60
    assert re.fullmatch(rf"[a-z0-9]+(-[a-z0-9]+)*-{language}\.{extension}", name)
