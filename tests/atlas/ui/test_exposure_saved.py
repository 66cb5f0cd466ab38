"""A saved choice: read back as it was, or refused by the entry at fault."""

import json
from typing import Any

import pytest

from atlas.ui.exposure_saved import LONGEST_FILE, Saved, dump, load
from atlas.ui.saved_file import LONGEST_NAME, SavedFileError

IDS = ("a", "b", "c", "d", "e", "f", "further", "other")
LEAST = 6
DEFAULT = (25, 20, 15, 10, 10, 20, 0, 0)
METHODS, MEANS = ("goalposts", "zscore", "rank"), ("arithmetic", "geometric")
SAVED = Saved("Fachkräfte", DEFAULT, "rank", "geometric", True)
TEXT = dump(SAVED, IDS, LEAST, "v1")
ONES = dict.fromkeys(IDS[:LEAST], 1)


def read(content: bytes | str) -> Saved:
    """Return what a file holds."""
    return load(content.encode() if isinstance(content, str) else content, IDS, LEAST, "v1", METHODS, MEANS)


def refused(content: bytes | str) -> SavedFileError:
    """Return why a file is refused."""
    with pytest.raises(SavedFileError) as caught:
        read(content)
    assert caught.value.wanted
    assert caught.value.missing or caught.value.twice or caught.value.found
    assert len(caught.value.found) <= 41
    (caught.value.entry + caught.value.found).encode()
    return caught.value


def test_a_file_comes_back_as_it_was() -> None:
    assert read(TEXT) == SAVED
    assert set(json.loads(TEXT)["weights"]) == set(IDS[:LEAST])


def test_a_further_ingredient_is_saved_where_it_has_weight() -> None:
    saved = Saved("", (15, 20, 15, 10, 10, 20, 0, 10), "rank", "geometric", True)
    text = dump(saved, IDS, LEAST, "v1")
    assert json.loads(text)["weights"]["other"] == 10
    assert read(text) == saved


def test_a_mark_before_the_first_letter_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + TEXT.encode()) == SAVED
    assert read(TEXT.replace("\n", "\r\n")) == SAVED


def test_weights_of_a_file_need_not_sum_to_100() -> None:
    held = json.loads(TEXT) | {"weights": dict.fromkeys(IDS[:LEAST], 1.5)}
    assert read(json.dumps(held)).weights == (17, 17, 17, 17, 16, 16, 0, 0)


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"weights": {**ONES, "zz": 1}}, "weights: zz"),
        ({"weights": {**ONES, "\ud800": 1}}, "weights: \ufffd"),
        ({"weights": {**ONES, "b": -1}}, "weights: b"),
        ({"weights": {**ONES, "b": "viel"}}, "weights: b"),
        ({"weights": {**ONES, "b": None}}, "weights: b"),
        ({"weights": {**ONES, "b": True}}, "weights: b"),
        ({"weights": {**ONES, "b": [5]}}, "weights: b"),
        ({"weights": {**ONES, "b": float("nan")}}, "weights: b"),
        ({"weights": {**ONES, "b": float("inf")}}, "weights: b"),
        ({"weights": {**ONES, "b": 10**30}}, "weights: b"),
        ({"weights": {"a": 1}}, "weights: b"),
        ({"weights": {}}, "weights: a"),
        ({"weights": dict.fromkeys(IDS, 0)}, "weights"),
        ({"weights": [1, 2]}, "weights"),
        ({"index_version": "v0"}, "index_version"),
        ({"index_version": None}, "index_version"),
        ({"index_version": 1}, "index_version"),
        ({"format": "other"}, "format"),
        ({"normalisation": "minmax"}, "normalisation"),
        ({"normalisation": ["rank"]}, "normalisation"),
        ({"normalisation": "zscore"}, "aggregation"),
        ({"aggregation": 1}, "aggregation"),
        ({"allow_missing": "ja"}, "allow_missing"),
        ({"allow_missing": 1}, "allow_missing"),
        ({"name": 5}, "name"),
        ({"name": "zwei\nZeilen"}, "name"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "name"),
        ({"name": "\ud800"}, "name"),
    ],
)
def test_a_bad_entry_is_named(change: dict[str, Any], entry: str) -> None:
    assert refused(json.dumps(json.loads(TEXT) | change)).entry == entry


@pytest.mark.parametrize(
    "entry", ["format", "index_version", "weights", "normalisation", "aggregation", "allow_missing"]
)
def test_a_missing_entry_is_named(entry: str) -> None:
    fault = refused(json.dumps({key: told for key, told in json.loads(TEXT).items() if key != entry}))
    assert (fault.entry, fault.missing) == (entry, True)


def test_a_name_may_be_missing() -> None:
    held = json.loads(TEXT)
    del held["name"]
    assert read(json.dumps(held)).name == ""


@pytest.mark.parametrize(
    ("given", "entry"), [('"a": 25,', "a"), ('"normalisation": "rank",', "normalisation"), ('"name":', "name")]
)
def test_an_entry_that_stands_twice_is_named(given: str, entry: str) -> None:
    twice = f"{given} " if given.endswith(",") else f'{given} "x", '
    fault = refused(TEXT.replace(given, twice + given, 1))
    assert (fault.entry, fault.twice) == (entry, True)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "json"),
        (b"kein JSON", "json"),
        (TEXT.encode()[:-4], "json"),
        (b"[" * 9000, "json"),
        (b'{"a":' * 3900, "json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json"),
        (b"[1, 2]", "object"),
        (b"3", "object"),
        (b"null", "object"),
        (b"x" * (LONGEST_FILE + 1), "small"),
        (b"{" * 10_000_000, "small"),
        (TEXT.encode("utf-16"), "encoding"),
        (TEXT.encode("latin-1"), "encoding"),
        (b"\x89PNG\r\n", "encoding"),
    ],
)
def test_what_is_no_saved_choice_is_refused_as_a_whole(content: bytes, wanted: str) -> None:
    fault = refused(content)
    assert (fault.entry, fault.wanted) == ("", wanted)


def test_two_byte_letters_without_their_mark_are_no_json() -> None:
    assert refused(TEXT.encode("utf-16-le").replace(b"\xe4\x00", b"a\x00")).wanted == "json"
