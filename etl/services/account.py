"""The account at the Regionaldatenbank: from the environment or from .streamlit/secrets.toml, and from nowhere else."""

import os
import tomllib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import IO
from urllib.parse import quote, quote_plus

from etl.places import ROOT
from etl.services import ServiceError

USER, PASSWORD = "REGIONALSTATISTIK_USER", "REGIONALSTATISTIK_PASSWORD"
SECRETS = ROOT / ".streamlit" / "secrets.toml"
# The service's passwords are longer; a shorter one could stand in a table as a figure.
SHORTEST = 8
CHUNK = 1024**2
BOTH = f"Set {USER} and {PASSWORD} in the environment or in .streamlit/secrets.toml, or neither of them."


@dataclass(frozen=True)
class Account:
    """User and password; neither shows when the account is printed."""

    user: str = field(repr=False)
    password: str = field(repr=False)

    def headers(self) -> dict[str, str]:
        """Return the headers by which the service knows who asks: the only place to which the password goes."""
        return {"username": _header(self.user), "password": _header(self.password)}

    def without(self, text: str) -> str:
        """Return a text of the service without what it may repeat of the account."""
        for form in (*_forms(self.password), *_forms(self.user)):
            text = text.replace(form, "***")
        return text

    def is_repeated(self, body: IO[bytes]) -> bool:
        """Return whether the password stands in an answer, which is then not to be kept; reads it from its start."""
        wanted = [form.encode() for form in _forms(self.password) if len(form) >= SHORTEST]
        wanted += [self.password.encode("latin-1", "ignore")] if wanted else []
        longest = max(map(len, wanted), default=1)
        before = b""
        body.seek(0)
        while chunk := body.read(CHUNK):
            if any(form in before + chunk for form in wanted):
                return True
            before = chunk[-longest:]
        return False


def account(secrets: Path | None = None) -> Account | None:
    """Return the account, None where neither user nor password is set; the environment comes before the file.

    Raises ServiceError, which tells no value, where one of the two is missing or cannot stand in a header.
    """
    found = {name: os.environ.get(name, "") for name in (USER, PASSWORD)}
    if not any(found.values()):
        found = _in_file(secrets or SECRETS)
    if not any(found.values()):
        return None
    if missing := [name for name, value in found.items() if not value]:
        raise ServiceError(f"{missing[0]} is not set.", BOTH, whole=True)
    for name, value in found.items():
        if value != value.strip() or not value.isprintable():
            raise ServiceError(f"{name} begins or ends with a blank, or holds a line break.", BOTH, whole=True)
    return Account(found[USER], found[PASSWORD])


def _in_file(secrets: Path) -> dict[str, str]:
    try:
        held = tomllib.loads(secrets.read_text(encoding="utf-8"))
    except FileNotFoundError:
        held = {}
    except (OSError, ValueError):
        # What the parser says may show the line: it is not repeated.
        raise ServiceError(f"{secrets.name} cannot be read as TOML.", "Mend the file.", whole=True) from None
    return {name: str(held.get(name, "")) for name in (USER, PASSWORD)}


def _forms(secret: str) -> tuple[str, ...]:
    """Return a secret as a service may repeat it: as it is, as its header was read, in an address, in a page."""
    read = (secret, _header(secret))
    written = (form(text) for form in (_quoted, quote_plus, escape, _escaped) for text in read)
    return tuple(dict.fromkeys((*read, *written)))


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _escaped(text: str) -> str:
    """Return a text as a page of ASCII writes it: every other letter by its number."""
    return escape(text).encode("ascii", "xmlcharrefreplace").decode()


def _header(text: str) -> str:
    """Return a text whose bytes in a header are its UTF-8: headers themselves are Latin-1."""
    return text.encode("utf-8").decode("latin-1")
