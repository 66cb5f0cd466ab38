"""What the Bundesagentur's services answer, written for tests: its forms are the publisher's, its figures are made up.

The form of a table's answer is that of ../shared/samples/ba (itself modelled on a live one); the list of districts and
the search page have the form in which public projects read them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from etl.services import arbeitsagentur as service
from tests.standin import workbooks
from tests.standin.server import Answer, Question, StandIn

NAMES = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September"]
NAMES += ["Oktober", "November", "Dezember"]
ALO, BST, STEA = "EckwerteTabelleALOKr", "EckwerteTabelleBST", "EckwerteTabelleSTEA"
ROWS = {
    ALO: ("Arbeitslose insgesamt", "Arbeitslosenquote (bezogen auf alle zivilen Erwerbspersonen)"),
    BST: ("Sozialversicherungspflichtig Beschäftigte insgesamt",),
    STEA: ("Bestand Arbeitsstellen",),
}


def months_of(month: str) -> list[str]:
    """Return the three months of an answer in the publisher's words: itself, the one before, that of a year before."""
    year, number = int(month[:4]), int(month[5:])
    before = (year - (number == 1), (number - 2) % 12 + 1)
    return [f"{NAMES[m - 1]} {y}" for y, m in ((year, number), before, (year - 1, number))]


def german(value: float) -> str:
    """Return a number as the publisher writes it: 1.234 and 5,6."""
    whole = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return whole.replace(",", " ").replace(".", ",").replace(" ", ".")


def answer(table: str, name: str, month: str, figures: list[list[float]], hint: str = "") -> str:
    """Return the answer of a table for a region: one list of three figures for each of its rows."""
    months = months_of(month)
    head = [f"Kreis:; {name}", f"Berichtsmonat:; {months[0]}", f"Datenstand:; {months[0]}"]
    head += [f"Hinweis:; {hint}"] if hint else []
    changes = [f"Veränderung {months[0]} zum Vorjahresmonat absolut", "Veränderung zum Vorjahresmonat in %"]
    lines = [*head, "", ";".join(["Ausgewählte Merkmale", *months, *changes, ""])]
    for label, values in zip(ROWS[table], figures, strict=True):
        lines.append(";".join([label, *map(german, values), german(values[0] - values[2]), "-", ""]))
        part = ["1" for _ in values]
        lines.append(";".join(["im Rechtskreis SGB III", *part, "0", "-", ""]))
    return "\n".join([*lines, "© Statistik der Bundesagentur für Arbeit", "Die Zahlenwerte werden gerundet.", ""])


def district_list(names: dict[str, str]) -> str:
    """Return the publisher's script with its list of districts: key -> name; the publisher's own key is longer."""
    rows = [
        {"formValues": {"Filtername": "Kreis", "BA_SCHL": f"{code}000", "DESC": name}} for code, name in names.items()
    ]
    lands = [{"formValues": {"Filtername": "Bundesland", "BA_SCHL": "16", "DESC": "Ein Land"}}]
    return f"var persistListenfelderJSON = {json.dumps({'Laender': lands, 'Kreise': rows}, ensure_ascii=False)};"


def search_page(links: list[str]) -> str:
    """Return a page of the publisher's search with these links, among others."""
    found = "".join(f'<div class="teaser"><a href="{link}"><h3>Heft</h3></a></div>' for link in links)
    return f'<!DOCTYPE html><html><body><a href="/DE/Home/home.html">Start</a>{found}</body></html>'


def month_sheet(districts: dict[str, str], first: date, values: dict[str, list[float | str]]) -> workbooks.Rows:
    """Return a sheet as 'Übersicht_Kreise': months as days in the header, one row per district, notes around it."""
    count = len(next(iter(values.values())))
    firsts = [date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(count)]
    rows: workbooks.Rows = [["Arbeitslose nach Kreisen"], [], ["Region", *firsts], ["Deutschland", *[1] * count]]
    rows += [[f"{code} {name}", *values[code]] for code, name in districts.items()]
    return [*rows, [], ["Erstellungsdatum: 1. März 2026"]]


def booklet(
    districts: dict[str, str], first: date, count: dict[str, list[float | str]], rate: dict[str, list[float | str]]
) -> bytes:
    """Return the zip of the two monthly workbooks, unemployed and rates."""
    both = {"202602_Heft_pol_SGBI_Arbeitslose.xlsx": count, "202602_Heft_pol_SGBI_ArbeitslosenQuoten.xlsx": rate}
    return workbooks.zipped(
        {
            name: workbooks.xlsx({"Titel": [["Heft"]], "Übersicht_Kreise": month_sheet(districts, first, values)})
            for name, values in both.items()
        }
    )


def notices(districts: dict[str, str], month: str, values: dict[str, list[float | str]]) -> workbooks.Rows:
    """Return a sheet of notices of short-time work: plants and persons of one month, each with its change."""
    rows: workbooks.Rows = [["Angezeigte Kurzarbeit"], [f"Berichtsmonat: {months_of(month)[0]}"], []]
    rows += [["Region", "Betriebe", None, "Personen", None], [None, "Anzahl", "Veränderung", "Anzahl", "Veränderung"]]
    return [*rows, *[[f"{code} {name}", *values[code]] for code, name in districts.items()]]


@dataclass
class Bundesagentur:
    """The services: what each table says of each district by name, the list of districts, the workbooks by address.

    `names`: key -> name; `figures`: table -> name -> (month, its rows); `books`: topic -> address below the host ->
    bytes. The search page's addresses and its workbooks want the cookie that the page gives, as the publisher's do.
    """

    standin: StandIn
    names: Mapping[str, str]
    figures: dict[str, dict[str, tuple[str, list[list[float]]]]] = field(default_factory=dict)
    books: dict[str, dict[str, bytes]] = field(default_factory=dict)
    status: int = 200

    def __post_init__(self) -> None:
        self.standin.route("GET", service.CSV + ".*", self.table)
        self.standin.route("GET", service.LIST, lambda _: Answer(200, district_list(dict(self.names)).encode()))
        self.standin.route("GET", service.SEARCH, self.search)
        self.standin.route("GET", "/Statistikdaten/.*", self.book)

    def environment(self) -> dict[str, str]:
        """Return the variables that send the services' addresses here."""
        return {service.API[0]: self.standin.url, service.PAGES[0]: self.standin.url}

    def table(self, question: Question) -> Answer:
        """Answer for the one region that the question names."""
        table = question.path.rsplit("/", 1)[-1]
        (name,) = question.query.values()
        if self.status != 200 or name not in self.figures.get(table, {}):
            return Answer(self.status if self.status != 200 else 404, b"<html>no</html>")
        month, rows = self.figures[table][name]
        return Answer(200, answer(table, name, month, rows).encode(), {"Content-Type": "text/csv"})

    def search(self, question: Question) -> Answer:
        """Answer with the page of a topic, and with the session that its links want."""
        links = [quote(path).replace(".zip", ".zip;jsessionid=ABC") for path in self.books[question.query["topic_f"]]]
        page = search_page([f"{link}?__blob=publicationFile&amp;v=2" for link in links])
        return Answer(200, page.encode(), {"Set-Cookie": "JSESSIONID=ABC; Path=/", "Content-Type": "text/html"})

    def book(self, question: Question) -> Answer:
        """Answer with a workbook, to whoever has been at the search page."""
        found = {path: data for books in self.books.values() for path, data in books.items()}
        if "JSESSIONID=ABC" not in question.headers.get("cookie", "") or question.path not in found:
            return Answer(404, b"<html>no</html>")
        return Answer(200, found[question.path], {"Content-Type": "application/octet-stream"})
