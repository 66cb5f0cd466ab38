"""What a table carries, whatever the format."""

import pytest

from atlas.export import About
from atlas.export.sheet import Figure
from atlas.messages import words
from tests.atlas.export.tables import ABOUT, sheet


def test_there_is_no_table_without_an_origin() -> None:
    with pytest.raises(ValueError, match="source"):
        About(title="x", origins=())


def test_the_sign_wins_over_a_value_that_should_not_be_there() -> None:
    assert [row[2] for row in sheet().rows()] == [
        Figure(4815.0, ""),
        Figure(None, "."),
        Figure(0.0, "-"),
        Figure(None, ""),
        Figure(None, "."),
    ]


def test_all_that_is_known_is_told_in_the_language() -> None:
    german = ABOUT.pairs(words("de"))
    assert ("Abgerufen am", "1. März 2026") in german
    assert ("Hinweis", "eigene Berechnung") in german
    assert [text for label, text in german if label == "Quelle"] == ["© Amt", "© Zweites Amt"]
    assert ("Retrieved on", "1 March 2026") in ABOUT.pairs(words("en"))
    assert all(text for _, text in german)


def test_two_origins_under_one_licence_name_it_once() -> None:
    assert ABOUT.joined("attribution") == "© Amt; © Zweites Amt"
    assert ABOUT.joined("licence") == "dl-de/by-2-0"
