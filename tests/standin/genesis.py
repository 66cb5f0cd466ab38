"""The Regionaldatenbank's service as it answers: by POST, with an account in headers, faults inside a status of 200."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.standin.server import Answer, Question, StandIn

ANSWERS = Path(__file__).parent / "answers"
REST = "/genesisws/rest/2020"
USER, PASSWORD = "TH0815", "geheim-äöü-4711"
JSON = {"Content-Type": "application/json;charset=UTF-8"}
# Tables of a key date are told with that day, all others with the last of the year.
KEY_DATES = {"13111": "30.06.", "42111": "30.09."}
TEXTS = {
    22: "Die Parameter wurden angepasst.",
    50: "Es gibt keine neueren Daten.",
    90: "Die angeforderte Tabelle ist nicht vorhanden.",
    98: "Die Tabelle ist zu gross, um im Dialog abgerufen zu werden. Bitte nutzen sie den Webservice mit dem Parameter "
    "job=true (REST) um eine Verarbeitung im Hintergrund zu starten.",
    104: "Es gibt keine Objekte zum angegebenen Selektionskriterium",
}


@cache
def recorded(table: str) -> bytes:
    """Return the recorded flat file of a table."""
    with zipfile.ZipFile(ANSWERS / f"{table}.tablefile.zip") as archive:
        return archive.read(archive.namelist()[0])


def of_year(table: str, year: int) -> bytes:
    """Return the recorded rows of a table put under another year."""
    held = recorded(table)
    first = held.split(b"\n", 2)[1].split(b";")[4]
    return held.replace(b";" + first + b";", b";" + str(year).encode() + first[4:] + b";")


def zipped(text: bytes, name: str = "table_1773177231272_de_flat.csv") -> bytes:
    """Return a zip with one member, as the service packs a table."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return stream.getvalue()


def code(number: int, text: str = "", **more: Any) -> Answer:
    """Return an answer of status 200 with a code inside."""
    status = {"Code": number, "Content": text or TEXTS.get(number, "erfolgreich"), "Type": "Information"}
    hidden = {"username": "********************", "password": "********************"}
    return Answer(200, json.dumps({"Status": status, "Parameter": hidden, **more}).encode(), JSON)


@dataclass
class Genesis:
    """What the service has: the file of each table and year, the last year it names for a table, and its moods.

    `large`: tables that go by jobs only; `jobs`: how often a job is not done yet; `login_free`: files by path.
    """

    standin: StandIn
    files: dict[str, dict[int, bytes]] = field(default_factory=dict)
    says_last: dict[str, int] = field(default_factory=dict)
    large: set[str] = field(default_factory=set)
    waits: int = 2
    login_free: dict[str, bytes] = field(default_factory=dict)
    packed: Callable[[bytes], bytes] = zipped
    _jobs: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for method, answer in (
            ("metadata/table", self.metadata),
            ("data/tablefile", self.tablefile),
            ("catalogue/results", self.results),
            ("data/resultfile", self.resultfile),
        ):
            self.standin.route("POST", f"{REST}/{method}", self.for_known(answer))
        self.standin.route("GET", "/genesis/online/download/.*|/genesisws/downloader/.*", self.download)

    def for_known(self, answer: Callable[[Question], Answer]) -> Callable[[Question], Answer]:
        """Return a route that lets in who names user and password, as UTF-8, in the headers."""
        missing, wrong = (case for case in json.loads((ANSWERS / "genesis_auth_errors.json").read_text())[:2])

        def let_in(question: Question) -> Answer:
            given = [question.headers.get(name, "").encode("latin-1").decode() for name in ("username", "password")]
            if not all(given):
                return Answer(missing["http"], json.dumps(missing["body"]).encode(), JSON)
            if given != [USER, PASSWORD]:
                return Answer(wrong["http"], json.dumps(wrong["body"]).encode(), JSON)
            return answer(question)

        return let_in

    def metadata(self, question: Question) -> Answer:
        """Answer with the first and the last day of a table."""
        table = question.form["name"]
        if table not in self.files:
            return code(104)
        years = self.files[table]
        last = self.says_last.get(table, max(years))
        day = next((day for statistic, day in KEY_DATES.items() if table.startswith(statistic)), "31.12.")
        return code(0, Object={"Code": table, "Time": {"From": f"{day}{min(years)}", "To": f"{day}{last}"}})

    def tablefile(self, question: Question) -> Answer:
        """Answer with a table, or with what keeps it from being answered."""
        table, first, last = (question.form[key] for key in ("name", "startyear", "endyear"))
        if table not in self.files:
            return code(90)
        assert first == last, "one year at a time"
        text = self.files[table].get(int(first))
        if text is None:
            return code(104)
        if table not in self.large:
            return Answer(200, self.packed(text), {"Content-Type": "application/zip"})
        if question.form["job"] != "true":
            return code(98)
        name = f"{table}_{175879554 + len(self._jobs)}"
        self._jobs[name] = text
        made = "Der Bearbeitungsauftrag wurde erstellt. Die Tabelle kann in Kürze als Ergebnis mit folgendem Namen "
        return code(99, f"{made}abgerufen werden: {name}", Object=None)

    def results(self, question: Question) -> Answer:
        """Answer whether a job is done."""
        self.waits -= 1
        if self.waits >= 0:
            return code(104, List=None)
        return code(0, List=[{"Code": question.form["selection"], "Values": "1980160"}])

    def resultfile(self, question: Question) -> Answer:
        """Answer with the result of a job."""
        return Answer(200, self.packed(self._jobs[question.form["name"]]), {"Content-Type": "application/zip"})

    def download(self, question: Question) -> Answer:
        """Answer without an account."""
        held = self.login_free.get(question.path)
        return Answer(404, b"<!DOCTYPE html><title>404</title>") if held is None else Answer(200, held)
