"""Both catalogues say the same things, in clean typography, and nothing that no page says."""

import re
from pathlib import Path

import pytest

from atlas.messages import LANGUAGES
from atlas.messages.catalogue import Text, catalogue, placeholders

ROOT = Path(__file__).parents[3]
CODE = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "atlas").rglob("*.py"))]
# Keys put together at run time: f"sign.{name}.short".
BUILT_KEY = re.compile(r'f"([a-z_.]*(?:\{[^"{}]*\}[a-z_.]*)+)"')
BUILT_PART = re.compile(r"\{[^{}]*\}")
PLAIN_KEY = re.compile(r"""["']([a-z_]+(?:\.[a-z_]+)+)["']""")
CALLED_KEY = re.compile(r'\b(?:w|words\([^()]*\))\(\s*"([^"{}]+)"')


def sources() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in CODE if path.exists()}


def texts(language: str) -> list[tuple[str, str]]:
    return [(key, form) for key, text in catalogue(language).items() for form in text.values()]


def unused(keys: set[str], code: str) -> set[str]:
    """Return the keys that no literal and no built key in the code can mean."""
    built = [
        re.compile("[a-z_.]+".join(re.escape(piece) for piece in BUILT_PART.split(found)))
        for found in BUILT_KEY.findall(code)
        if "." in BUILT_PART.split(found)[0]
    ]
    plain = set(PLAIN_KEY.findall(code))
    return {key for key in keys - plain if not any(form.fullmatch(key) for form in built)}


def test_both_catalogues_have_the_same_keys_forms_and_placeholders() -> None:
    def shape(text: Text) -> tuple[set[str], frozenset[str]]:
        return set(text), placeholders(text)

    german, english = (catalogue(language) for language in LANGUAGES)
    assert set(german) == set(english)
    assert {key: shape(text) for key, text in german.items()} == {key: shape(text) for key, text in english.items()}


def test_no_key_is_unused() -> None:
    assert unused(set(catalogue("de")), "\n".join(sources().values())) == set()


def test_an_unused_key_is_found() -> None:
    code = 'w("menu.map")\nw(f"sign.{name}.short")\nw(f"node.{status}")\nother = f"{a}.{b}"'
    keys = {"menu.map", "menu.data", "sign.nil.short", "sign.nil.long", "node.open"}
    assert unused(keys, code) == {"menu.data", "sign.nil.long"}


def test_every_key_that_the_code_asks_for_exists() -> None:
    asked = {(path.name, key) for path, code in sources().items() for key in CALLED_KEY.findall(code)}
    assert asked
    assert {pair for pair in asked if pair[1] not in catalogue("de")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_depends_on_a_number_has_both_forms(language: str) -> None:
    for key, text in catalogue(language).items():
        if len(text) > 1:
            assert {"one", "other"} <= set(text), key
            assert text["one"] != text["other"], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography(language: str) -> None:
    faults = [
        key for key, form in texts(language) if re.search(r"[\"']|\.\.\.|--|  |\d%| %|^\s|\s$|\s[.,;:!?]|!", form)
    ]
    assert faults == []


def test_quotation_marks_are_those_of_the_language_and_come_in_pairs() -> None:
    for language, inside in (("de", "„[^„“”]*“"), ("en", "“[^„“”]*”")):
        for key, form in texts(language):
            assert not re.search("[„“”]", re.sub(inside, "", form)), (language, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_area_programme_or_network_is_named(language: str) -> None:
    names = "thüring|thuring|sachsen|saxon|wartburg|gotha|eisenach|chemnitz|deutschland|germany|anett|qti"
    assert [key for key, form in texts(language) if re.search(names, form, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_titles_are_questions(language: str) -> None:
    for key, text in catalogue(language).items():
        if re.fullmatch(r"(map|data)\.title", key):
            assert text["other"].endswith("?"), key
