"""The two catalogues: reading them, and filling in a text."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from atlas.messages.errors import MessageError

LANGUAGES = ("de", "en")
FORMS = ("zero", "one", "other")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

# A text is its plural forms by name; one that does not depend on a number has the form "other" alone.
Text = Mapping[str, str]


@cache
def catalogue(language: str) -> Mapping[str, Text]:
    """Return every text of a language by its dotted key, read once per process.

    Raises MessageError for a language without a catalogue.
    """
    if language not in LANGUAGES:
        raise MessageError(f"language {language!r}: wanted one of {', '.join(LANGUAGES)}")
    raw = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    return MappingProxyType(flatten(raw))


def flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, Text]:
    """Return the texts of a nested table by dotted key."""
    texts: dict[str, Text] = {}
    for name, entry in table.items():
        key = f"{prefix}{name}"
        if isinstance(entry, str):
            texts[key] = {"other": entry}
        elif isinstance(entry, dict) and "other" in entry and set(entry) <= set(FORMS):
            texts[key] = entry
        elif isinstance(entry, dict):
            texts |= flatten(entry, f"{key}.")
        else:
            raise MessageError(f"{key}: found {type(entry).__name__}, wanted a text or a table of texts")
    return texts


def placeholders(text: Text) -> frozenset[str]:
    """Return the names of all placeholders in all forms of a text."""
    return frozenset(name for form in text.values() for name in _PLACEHOLDER.findall(form))


def fill(form: str, given: Mapping[str, str]) -> str:
    """Return the text with its placeholders replaced; what is put in is not read again for placeholders."""
    return _PLACEHOLDER.sub(lambda found: given[found.group(1)], form)
