"""How the statistics of the Bundesagentur für Arbeit are asked: its data interface, and its workbooks by their search.

The interface answers for one region a request, named in the publisher's own words; which district a name is stands in
a list of the publisher's page. Addresses of workbooks hold a month and a version: they are looked up, never guessed.
"""

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from etl.errors import SourceError
from etl.http import Client, Reply
from etl.services import Asked, Piece, Plan, ServiceError, base

API = ("ATLAS_ARBEITSAGENTUR_URL", "https://statistik-dr.arbeitsagentur.de")
PAGES = ("ATLAS_ARBEITSAGENTUR_PAGES_URL", "https://statistik.arbeitsagentur.de")
CSV = "/bifrontend/bids-api/ct/v1/tableFetch/csv/"
LIST = "/Auswahl/Layout/Statistiktabellen/JS/DR-LZR-persistListenfelderJSON.js"
SEARCH = "/SiteGlobals/Forms/Suche/Einzelheftsuche_Formular.html"
MOST_LIST_BYTES, MOST_PAGE_BYTES, MOST_ANSWER_BYTES = 32 * 1024**2, 8 * 1024**2, 1024**2
# The publisher names no limit: one request a second.
PACE_S = 1.0
SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)
WORKBOOK = re.compile(r"\.(xlsx|xlsb|zip)$", re.IGNORECASE)
MONTH = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)")
CHANGED = "Look at the publisher's page; if its form has changed, adapt etl/services/arbeitsagentur.py."


def districts(asked: Asked) -> dict[str, str]:
    """Return key -> name in the publisher's words of the region's Länder's districts, from the publisher's own list.

    Left out: districts that a reform has ended. Raises HttpError, ServiceError where the page is not there, SourceError
    where the list is none, lacks a Land, or has one key or name for two districts.
    """
    address = base(*PAGES) + LIST
    with _good(asked.client.ask(address), "the publisher's list of districts") as reply:
        return read_districts(reply.start(MOST_LIST_BYTES), address, asked.land_codes, asked.ended)


def read_districts(data: bytes, address: str, land_codes: tuple[str, ...], gone: frozenset[str]) -> dict[str, str]:
    """Return key -> name of a list `var persistListenfelderJSON = {…};` without the keys that are `gone`.

    Raises SourceError as `districts` does.
    """
    found: dict[str, str] = {}
    for entry in _entries(data, address):
        values = entry.get("formValues")
        if not isinstance(values, dict) or values.get("Filtername") != "Kreis":
            continue
        # The first five digits of the publisher's own key are the official one.
        code, name = str(values.get("BA_SCHL", ""))[:5], str(values.get("DESC", "")).strip()
        if not re.fullmatch(r"\d{5}", code, re.ASCII) or code[:2] not in land_codes or code in gone:
            continue
        if not name or found.get(code, name) != name or name in {known for key, known in found.items() if key != code}:
            raise SourceError(address, f"district {code}", repr(name)[:60], "one name for each district", CHANGED)
        found[code] = name
    if missing := sorted(set(land_codes) - {code[:2] for code in found}):
        raise SourceError(address, "list of districts", f"no district of {', '.join(missing)}", "all Länder", CHANGED)
    return dict(sorted(found.items()))


def key_figures(client: Client, table: str, field: str, name: str) -> Reply:
    """Return the answer of a table for one region: `field` as the table calls it ('Kreis', 'Kreis AO'), its name.

    Raises HttpError, and ServiceError for an answer that refuses, is no such table, or is of another region.
    """
    address = f"{base(*API)}{CSV}{table}?{quote(field)}={quote(name)}"
    reply = _good(client.ask(address), f"table {table}")
    data = reply.start(MOST_ANSWER_BYTES)
    first = data.decode("utf-8-sig", "replace").lstrip().split("\n", 1)[0]
    told = first.partition(";")[2].strip().strip(";").strip()
    if told != name:
        reply.close()
        found = f"table {table}: found {first[:60]!r}, wanted an answer for {name!r}."
        raise ServiceError(found, CHANGED)
    return reply


def district_plan(asked: Asked, table: str, field: str, stem: str) -> Plan:
    """Return what is asked for a table: one answer and file for each district of the region's Länder.

    `field` is what the table calls a district, `stem` begins the files' names. Raises what `districts` raises.
    """

    def answer(name: str) -> Reply:
        asked.client.sleep(PACE_S)
        return key_figures(asked.client, table, field, name)

    def piece(code: str, name: str) -> Piece:
        return Piece(
            file=f"arbeitsagentur/{stem}-{code}__retrieved-{{day}}.csv",
            periods=(),
            ask=lambda: answer(name),
            parameters={"table": table, field: name},
        )

    return Plan([piece(code, name) for code, name in districts(asked).items()])


def newest_workbook(client: Client, topic: str, wanted: str) -> tuple[str, str]:
    """Return (address, month as '2026-02') of the newest workbook of a topic whose file's name matches `wanted`.

    Raises HttpError, and ServiceError where the search page lists none.
    """
    page = f"{base(*PAGES)}{SEARCH}?{urlencode({'topic_f': topic})}"
    with _good(client.ask(page), f"the search page of topic {topic}") as reply:
        found = links(reply.start(MOST_PAGE_BYTES).decode("utf-8", "replace"), reply.address, wanted)
    if not found:
        why = f"The search page of topic {topic} lists no workbook whose name matches {wanted!r}."
        raise ServiceError(why, CHANGED)
    return max(found.items(), key=lambda item: (item[1], item[0]))


def links(page: str, address: str, wanted: str) -> dict[str, str]:
    """Return address -> month of the workbooks that a page links to: on its own host, without the session's key."""
    reader = _Links()
    reader.feed(page)
    found = {}
    for link in reader.found:
        whole = SESSION.sub("", urljoin(address, link))
        parts = urlsplit(whole)
        name = parts.path.rsplit("/", 1)[-1]
        month = MONTH.search(name) or MONTH.search(parts.path)
        if parts.netloc == urlsplit(address).netloc and WORKBOOK.search(name) and re.search(wanted, name) and month:
            found[whole] = f"{month[1]}-{month[2]}"
    return found


def workbook(client: Client, address: str) -> Reply:
    """Return a workbook, or a zip of some; raises HttpError, and ServiceError for anything that is not one."""
    reply = _good(client.ask(address), "the workbook")
    if reply.start(4) != b"PK\x03\x04":
        reply.close()
        raise ServiceError("The workbook's address answers with something else (no .xlsx, .xlsb or .zip).", CHANGED)
    return reply


def workbook_plan(asked: Asked, topic: str, wanted: str, stem: str) -> Plan:
    """Return what is asked for the newest workbook of a topic: itself, or nothing where its month is held already."""
    address, month = newest_workbook(asked.client, topic, wanted)
    if month > f"{date.today():%Y-%m}":
        raise ServiceError(f"The newest workbook of topic {topic} is said to be of {month}.", CHANGED)
    if month in asked.held and not asked.since:
        return Plan([], known=month)
    suffix = urlsplit(address).path.rsplit(".", 1)[-1].lower()
    piece = Piece(
        file=f"arbeitsagentur/{stem}__retrieved-{{day}}__{month}.{suffix}",
        periods=(),
        ask=lambda: workbook(asked.client, address),
        parameters={"topic": topic, "month": month},
        nationwide=True,
    )
    return Plan([piece], known=month)


class _Links(HTMLParser):
    """Gathers the targets of a page's links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def _entries(data: bytes, address: str) -> list[dict[str, Any]]:
    """Return the entries of all lists of the publisher's script, which is JSON behind `var … =`."""
    text = re.sub(r"^\s*var\s+\w+\s*=\s*", "", data.decode("utf-8-sig", "replace")).strip().rstrip(";")
    try:
        lists = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise SourceError(address, "whole file", str(fault)[:80], "lists as JSON", CHANGED) from fault
    if not isinstance(lists, dict):
        raise SourceError(address, "whole file", type(lists).__name__, "lists by name", CHANGED)
    rows = [entry for rows in lists.values() if isinstance(rows, list) for entry in rows]
    return [entry for entry in rows if isinstance(entry, dict)]


def _good(reply: Reply, what: str) -> Reply:
    """Return an answer of status 200; raises ServiceError for any other."""
    if reply.status == 200:
        return reply
    reply.close()
    refused = reply.status in (401, 403)
    do = "The publisher asks for a certificate or refuses programs: see its page." if refused else CHANGED
    raise ServiceError(f"{what[0].upper()}{what[1:]} answered with status {reply.status}.", do, whole=refused)
