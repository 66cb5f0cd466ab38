"""Numbers, dates, signs and plural forms, as a reader sees them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.messages import MessageError, words
from atlas.messages.catalogue import flatten
from atlas.messages.numbers import round_half_up

DE, EN = words("de"), words("en")


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (4815, 0, "4\u202f815", "4,815"),
        (999, 0, "999", "999"),
        (15593224, 0, "15\u202f593\u202f224", "15,593,224"),
        (6, 1, "6,0", "6.0"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, "\u22123", "\u22123"),
        (0.05, 1, "0,1", "0.1"),
        (-0.04, 1, "0,0", "0.0"),
        (-1234.5, 1, "\u22121\u202f234,5", "\u22121,234.5"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(
    value: float, decimals: int, german: str, english: str
) -> None:
    assert DE.number(value, decimals) == german
    assert EN.number(value, decimals) == english


def test_a_change_carries_its_sign_and_no_change_carries_none() -> None:
    assert [DE.number(x, 1, signed=True) for x in (0.3, -0.3, 0.04)] == ["+0,3", "\u22120,3", "0,0"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_figure_is_not_written_as_a_number(value: float) -> None:
    with pytest.raises(ValueError, match="write its sign"):
        DE.number(value)


def test_a_unit_is_never_parted_from_its_number() -> None:
    assert DE.value(6.6, "%", 1) == "6,6\u202f%"
    assert EN.value(6.6, "%", 1) == "6.6%"
    assert DE.value(4815, "Personen") == "4\u202f815\u00a0Personen"
    assert EN.value(4815, "persons") == "4,815\u00a0persons"
    assert DE.value(3, "") == "3"


@given(st.floats(-1e12, 1e12), st.integers(0, 3))
def test_a_written_number_reads_back_as_the_rounded_one(value: float, decimals: int) -> None:
    plain = DE.number(value, decimals).replace("\u202f", "").replace(",", ".").replace("\u2212", "-")
    assert Decimal(plain) == round_half_up(Decimal(str(value)), decimals)


def test_dates_and_periods_have_a_long_and_a_short_form() -> None:
    assert (DE.date(date(2024, 3, 1)), DE.date("2024-03-01", long=False)) == ("1. März 2024", "01.03.2024")
    assert (EN.date("2024-03-01"), EN.date("2024-03-01", long=False)) == ("1 March 2024", "1 Mar 2024")
    assert [DE.period(p) for p in ("2024", "2024-06", "2024-06-30")] == ["2024", "Juni 2024", "30. Juni 2024"]
    assert [EN.period(p) for p in ("2024", "2024-06", "2024-06-30")] == ["2024", "June 2024", "30 June 2024"]
    assert [DE.period(p, long=False) for p in ("2024-06", "2024-06-30")] == ["06/2024", "30.06.2024"]
    assert [EN.period(p, long=False) for p in ("2024-06", "2024-06-30")] == ["Jun 2024", "30 Jun 2024"]


@pytest.mark.parametrize("period", ["", "24", "2024-13", "2024-02-30", "2024-6", "٢٠٢٤", "2024-06-30T00"])
def test_a_period_that_is_none_is_refused(period: str) -> None:
    with pytest.raises(MessageError, match="wanted"):
        DE.period(period)


def test_enumerations() -> None:
    assert DE.list(["A", "B", "C"]) == "A, B und C"
    assert EN.list(["A", "B", "C"]) == "A, B and C"
    assert DE.list(["A"]) == "A"


def test_names_with_umlauts_sort_as_in_a_dictionary() -> None:
    assert sorted(["Zwickau", "Öhringen", "Apolda", "Ostalb", "Ärzte"], key=DE.collate) == [
        "Apolda",
        "Ärzte",
        "Öhringen",
        "Ostalb",
        "Zwickau",
    ]


def test_every_sign_has_a_short_and_a_long_meaning_and_no_other_sign_has() -> None:
    signs = ["0", "-", ".", "/", "x", "...", ""]
    for w in (DE, EN):
        assert len({w.sign(sign) for sign in signs}) == len(signs)
        assert all(w.sign(sign, long=True) for sign in signs)
    assert DE.sign(".") == "unbekannt oder geheim"
    with pytest.raises(MessageError, match="sign"):
        DE.sign("?")


def test_the_point_of_an_abbreviation_ends_the_sentence() -> None:
    w = words("de")
    told = w("siting_argument.curve_gains", first="1", gain="3,7 Min.", last="8", least="0,5 Min.")
    assert told == "Der Schritt auf 1 bringt 3,7 Min., der Schritt auf 8 noch 0,5 Min."
    # The publisher's sign has three points, and keeps them.
    assert w("siting_argument.why_refused", name="...") == "Mit ... gibt es keinen Plan."


def test_a_plural_form_follows_the_number() -> None:
    told = [DE("sentence.nodes", n=n, date="1. Juni 2024") for n in (0, 1, 5)]
    assert told == [
        "Am 1. Juni 2024 ist kein Knoten offen.",
        "Am 1. Juni 2024 ist ein Knoten offen.",
        "Am 1. Juni 2024 sind 5 Knoten offen.",
    ]
    assert EN("legend.count", n=1) == "1 district"
    assert DE("legend.count", n=4815) == "4\u202f815 Kreise"


def test_a_missing_key_a_missing_and_a_superfluous_placeholder_are_errors() -> None:
    with pytest.raises(MessageError, match="not in the catalogue"):
        DE("map.nothing")
    with pytest.raises(MessageError, match=r"wanted \['date', 'n'\]"):
        DE("sentence.nodes", n=1)
    with pytest.raises(MessageError, match="wanted"):
        DE("menu.map", name="x")
    with pytest.raises(MessageError, match="whole number"):
        DE("legend.count", n="2")
    with pytest.raises(MessageError, match="whole number"):
        DE("sentence.single", name="A", value=1.5)  # type: ignore[arg-type]


@given(st.text())
def test_what_is_put_in_stays_as_it_is(name: str) -> None:
    assert DE("district.heading", name=name) == name
    assert DE("district.heading", name="{name}") == "{name}"


def test_an_unknown_language_is_refused_and_two_can_be_used_at_once() -> None:
    with pytest.raises(MessageError, match="fr"):
        words("fr")
    assert (DE("menu.map"), EN("menu.map"), DE("menu.map")) == ("Karte", "Map", "Karte")
    assert words("de") is DE


def test_a_catalogue_holds_only_texts() -> None:
    with pytest.raises(MessageError, match=r"a\.b: found int"):
        flatten({"a": {"b": 3}})
