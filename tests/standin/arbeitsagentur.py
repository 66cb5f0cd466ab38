"""What the Bundesagentur's services answer, written for tests: its forms are the publisher's, its figures are made up.

The form of a table's answer is that of ../shared/samples/ba (itself modelled on a live one); the list of districts and
the search page have the form in which public projects read them.
"""

import json
from datetime import date

from tests.standin import workbooks

NAMES = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September")
NAMES += ("Oktober", "November", "Dezember")
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
