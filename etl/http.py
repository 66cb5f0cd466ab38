"""The only module that asks the network. Its messages tell host and path of an address: no secret."""

import time
from typing import Any
from urllib.parse import urlsplit

import requests

from etl.errors import AtlasError

TIMEOUT_S = 60.0
TRIES = 3
# Answers that another try may turn into a good one.
PASSING = frozenset({429, 500, 502, 503, 504})


class HttpError(AtlasError):
    """A service that did not answer as wanted: says which, what was found, what to do."""


def get_json(address: str, *, timeout_s: float = TIMEOUT_S, pause_s: float = 1.0) -> Any:
    """Return the JSON that an address answers with, whatever its status below 500 says.

    Tries three times where the service is away or busy (429, 5xx), with a pause that doubles. Raises HttpError for an
    address that is none, a service that does not answer, a status that stays, and an answer that is no JSON.
    """
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise HttpError(f"{told(address)}: wanted an address that begins with http:// or https://")
    for again in range(TRIES):
        if again:
            time.sleep(pause_s * 2 ** (again - 1))
        try:
            answer = requests.get(address, timeout=timeout_s)
        except requests.RequestException as fault:
            found = type(fault).__name__
            continue
        found = f"status {answer.status_code}"
        if answer.status_code not in PASSING:
            return _json(address, answer)
    raise HttpError(f"{told(address)}: found {found} after {TRIES} tries, wanted an answer. Is the service running?")


def told(address: str) -> str:
    """Return what may be told of an address: scheme, host, port and path; no name, password or query."""
    parts = urlsplit(address)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path[:60]}"


def _json(address: str, answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        found = f"status {answer.status_code}, no JSON ({len(answer.content)} bytes)"
        raise HttpError(f"{told(address)}: found {found}, wanted JSON. Is it the right service?") from None
