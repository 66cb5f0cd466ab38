"""How the Regionaldatenbank is asked: GENESIS REST 2020, by POST with the account in headers, one year at a time.

Addresses, parameters and codes: the service's description (GOJsonApi.json, "Einführung Webservices" 5.1) and recorded
answers. Faults come with status 200 and a code inside. Without an account only the newest year can be had.
"""

import re
import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.formats.content import shown
from etl.http import Reply, spool
from etl.services import Asked, NotDeliveredError, Piece, Plan, ServiceError, UnchangedError, base
from etl.services.account import BOTH, Account, account
from etl.services.unzip import only_table

HOST = ("ATLAS_REGIONALSTATISTIK_URL", "https://www.regionalstatistik.de")
REST = "genesisws/rest/2020"
FOLDER = "regionalstatistik"
OK, ADJUSTED, NOTHING_NEWER, NO_TABLE, TOO_LARGE, JOB_MADE, NO_OBJECT = 0, 22, 50, 90, 98, 99, 104
WRONG_PASSWORD, NOT_ALLOWED = 2, 15
JOB = re.compile(r":\s*(\S+)\s*$")
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})", re.ASCII)
FIRST_YEAR = 1990
# A recorded job took six minutes.
JOB_PAUSE_S, JOB_LONGEST_PAUSE_S, JOB_MOST_S = 5.0, 30.0, 1800.0
NEW_FORM = "Compare with the service's description; adapt etl/services/genesis.py if it has changed."
GONE = "The table is gone or has another code: look for it on the publisher's page."
LATER = "Nothing was lost; try again later."
REPEATED = "Nothing of it was kept. Tell the publisher, and take another password."
ONLY_NEWEST = f"Without an account only the newest year can be had. {BOTH}"


def serves(url: str) -> bool:
    """Return whether a source's address for programs is this service's."""
    return url.endswith(f"/{REST}/data/tablefile")


def plan(table: str, asked: Asked) -> Plan:
    """Return a piece for each year wanted of those that the service says it has; without an account the newest year.

    Raises HttpError, and ServiceError where the service refuses the account or does not know the table.
    """
    known = account()
    if known is None:
        held = max(asked.years, default=None)
        newest = Piece(_file(table), (), lambda: _login_free(asked, table), {"name": table}, True, held)
        return Plan((newest,), said=ONLY_NEWEST)
    service = Service(asked, known)
    first, last, known_period = service.span(table)
    # The newest first: an old year that the service cannot give must not keep the new ones away.
    wanted = [year for year in range(last, first - 1, -1) if asked.wants(year)]
    return Plan([_piece(service, table, year) for year in wanted], known=known_period)


def parameters(table: str, year: int) -> dict[str, str]:
    """Return what is asked for of a table: one year, all areas, flat file with marks of quality."""
    return {
        "name": table,
        "area": "all",
        "format": "ffcsv",
        "language": "de",
        "compress": "false",
        "transpose": "false",
        "quality": "on",
        "startyear": str(year),
        "endyear": str(year),
    }


def _file(table: str) -> str:
    return f"{FOLDER}/{table}__retrieved-{{day}}__{{periods}}.csv"


def _period(said: str, year: int) -> str:
    """Return the key date that a table ends with ('30.06.2024') as ISO day, else its year.

    The last of December is told of tables of whole years too: it says no more than the year.
    """
    day = DAY.fullmatch(said.strip())
    if day is None or day[1] + day[2] == "3112":
        return str(year)
    try:
        return date(int(day[3]), int(day[2]), int(day[1])).isoformat()
    except ValueError:
        return str(year)


def _piece(service: "Service", table: str, year: int) -> Piece:
    form = parameters(table, year)
    return Piece(_file(table), (str(year),), lambda: service.table(form), form, nationwide=True)


@dataclass
class Service:
    """The service as one account asks it, one question at a time.

    Once a table was too large for a dialogue its other years are ordered as jobs at once: `jobs`.
    """

    asked: Asked
    account: Account
    jobs: bool = False

    def span(self, table: str) -> tuple[int, int, str]:
        """Return the first and the last year that the service says it has of a table, and the last as a period."""
        with self._post("metadata/table", {"name": table, "area": "all", "language": "de"}) as reply:
            said = self._json(reply)
        try:
            self._judge(_code(said), said, reply, table)
        except NotDeliveredError:
            why = f"{reply.address}: the service knows no table {table} (code {NO_OBJECT})."
            raise ServiceError(why, GONE) from None
        span = _inner(_inner(said, "Object"), "Time")
        found = [YEAR.findall(str(span.get(key, ""))) for key in ("From", "To")]
        if not all(found):
            raise ServiceError(f"{reply.address}: found no years of {table}, wanted Object.Time.", NEW_FORM)
        first, last = int(found[0][-1]), int(found[1][-1])
        if not FIRST_YEAR - 100 <= first <= last <= date.today().year + 1:
            raise ServiceError(f"{reply.address}: found years {first} to {last} of {table}.", NEW_FORM)
        return max(first, FIRST_YEAR), last, _period(str(span["To"]), last)

    def table(self, form: dict[str, str]) -> Reply:
        """Return a table as flat file, ordered as a job where it is too large for a dialogue.

        Raises NotDeliveredError where the service has nothing for the year, else ServiceError or SourceError.
        """
        reply = self._post("data/tablefile", form | {"job": "true" if self.jobs else "false"})
        code, said = self._read(reply)
        if code == TOO_LARGE and not self.jobs:
            reply.close()
            self.jobs = True
            return self.table(form)
        if code == JOB_MADE:
            reply.close()
            return self._result(self._finished(_content(said)), form)
        return self._file(code, said, reply, form)

    def _finished(self, text: str) -> str:
        """Return the name of a job once its result is there."""
        found = JOB.search(text)
        if not found:
            raise ServiceError(f"Found no name of the job in {shown(self.account.without(text))}.", NEW_FORM)
        form = {"selection": found[1], "area": "user", "pagelength": "1", "language": "de"}
        pause, until = JOB_PAUSE_S, time.monotonic() + JOB_MOST_S
        waited = 0.0
        while waited < JOB_MOST_S and time.monotonic() < until:
            self.asked.client.sleep(pause)
            waited, pause = waited + pause, min(2 * pause, JOB_LONGEST_PAUSE_S)
            with self._post("catalogue/results", form) as reply:
                said = self._json(reply)
            rows = said.get("List")
            listed = rows if isinstance(rows, list) else []
            if _code(said) == OK and any(_inner(row, "").get("Code") == found[1] for row in listed):
                return found[1]
            if _code(said) not in (OK, NO_OBJECT):
                self._judge(_code(said), said, reply, found[1])
        job = self.account.without(found[1])
        raise ServiceError(f"The job {job} was not done after {JOB_MOST_S / 60:.0f} minutes.", LATER)

    def _result(self, job: str, form: dict[str, str]) -> Reply:
        reply = self._post("data/resultfile", form | {"name": job, "job": "false"})
        code, said = self._read(reply)
        return self._file(code, said, reply, form)

    def _post(self, method: str, form: dict[str, str]) -> Reply:
        address = f"{base(*HOST)}/{REST}/{method}"
        return self.asked.client.ask(address, data=form, secret=self.account.headers())

    def _read(self, reply: Reply) -> tuple[int | None, dict[str, Any]]:
        """Return (code, the whole answer) of an answer in JSON, (None, {}) of any other."""
        if not reply.start(1024).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            return None, {}
        said = self._json(reply)
        return _code(said), said

    def _json(self, reply: Reply) -> dict[str, Any]:
        try:
            said = reply.json()
        except ValueError:
            said = None
        if not isinstance(said, dict):
            found = f"status {reply.status}, {_what(reply)}"
            reply.close()
            raise ServiceError(f"{reply.address}: found {found}, wanted JSON.", NEW_FORM)
        return said

    def _file(self, code: int | None, said: dict[str, Any], reply: Reply, form: dict[str, str]) -> Reply:
        """Return the table that an answer is, or holds; raises what its code means."""
        if code is None and reply.status == 200:
            return self._clean(_unpacked(reply))
        text = _inner(said, "Object").get("Content")
        if reply.status == 200 and code in (OK, ADJUSTED) and isinstance(text, str) and ";" in text:
            body = spool()
            body.write(text.encode())
            return self._clean(reply.with_body(body))
        reply.close()
        self._judge(code, said, reply, form["name"])
        why = f"{reply.address}: code {code} without a table, {self._told(said)} for {form['name']}."
        raise ServiceError(why, "What was asked for was not answered; nothing was taken.")

    def _clean(self, reply: Reply) -> Reply:
        """Return an answer that may be kept; raises ServiceError for one that repeats the password."""
        if not self.account.is_repeated(reply.body):
            return reply
        reply.close()
        raise ServiceError(f"{reply.address}: found the password in the answer, wanted a table.", REPEATED)

    def _told(self, said: dict[str, Any]) -> str:
        return shown(self.account.without(_content(said)))

    def _judge(self, code: int | None, said: dict[str, Any], reply: Reply, name: str) -> None:
        """Raise what a code or a status means; return where the code is that of a success, perhaps with a warning."""
        found = f"{reply.address}: status {reply.status}, code {code}, {self._told(said)} for {name}."
        # Seen with status 404 at one call and with 200 at another: code 2 alone only means "a fault".
        if code == WRONG_PASSWORD and (reply.status != 200 or "Passwort" in _content(said)):
            raise ServiceError(found, f"The service refuses user or password. {BOTH}", whole=True)
        if code == NOT_ALLOWED or reply.status in (401, 403):
            raise ServiceError(found, f"The service does not let this account in. {BOTH}", whole=True)
        if reply.status == 200 and code == NO_OBJECT:
            raise NotDeliveredError("the publisher has nothing for it yet (code 104)")
        if reply.status == 200 and code == NOTHING_NEWER:
            raise UnchangedError("the publisher has nothing newer (code 50)")
        if reply.status == 200 and code == NO_TABLE:
            raise ServiceError(found, GONE)
        if reply.status != 200 or code not in (OK, ADJUSTED):
            raise ServiceError(found, NEW_FORM)


def _login_free(asked: Asked, table: str) -> Reply:
    """Return the newest year of a table as it can be had without an account.

    The first address gives a flat file, the second, for fewer tables, a classic one that may be a year older.
    """
    host = base(*HOST)
    ways = (f"genesis/online/download/{table}/ffcsv", f"genesisws/downloader/00/tables/{table}_00.csv")
    for way in ways:
        reply = asked.client.ask(f"{host}/{way}")
        start = reply.start(1024).lstrip(b"\xef\xbb\xbf \r\n\t")
        if reply.status == 200 and start and start[:1] not in (b"<", b"{"):
            return _unpacked(reply)
        found = f"{reply.address}: status {reply.status}, {_what(reply)}"
        reply.close()
    raise ServiceError(f"{found}, wanted a table.", f"It cannot be had without an account. {BOTH}")


def _unpacked(reply: Reply) -> Reply:
    return only_table(reply) if reply.start(2) == b"PK" else reply


def _code(said: dict[str, Any]) -> int | None:
    """Return the code of an answer: that of its Status, or one that stands at its top."""
    status = said.get("Status")
    code = status.get("Code") if isinstance(status, dict) else said.get("Code")
    return code if isinstance(code, int) else None


def _content(said: dict[str, Any]) -> str:
    status = said.get("Status")
    return str((status if isinstance(status, dict) else said).get("Content", ""))


def _inner(said: Any, key: str) -> dict[str, Any]:
    """Return the object under a key ('': the thing itself), {} where there is none."""
    found = said.get(key) if key and isinstance(said, dict) else said
    return found if isinstance(found, dict) else {}


def _what(reply: Reply) -> str:
    """Return in words what a body begins like."""
    start = reply.start(512).lstrip().lower()
    if not start:
        return "nothing"
    if start.startswith((b"<!doctype", b"<html", b"<")):
        return "a web page"
    return "JSON" if start.startswith((b"{", b"[")) else "a text"
