"""The Bundesagentur's services end to end: asked on loopback, kept, read; what they refuse is told, nothing is lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl import fetch, fetched, held
from etl.attempts import Attempt
from etl.errors import SourceError
from etl.http import Client
from etl.services import Asked, ServiceError
from etl.services import arbeitsagentur as service
from etl.sources import employees_monthly, short_time_work, unemployment_monthly, unemployment_workbook, vacancies
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.standin import arbeitsagentur as ba
from tests.standin import workbooks
from tests.standin.server import Answer, StandIn

LAND = "16"
BOOK = "/Statistikdaten/Detail/202602/iiia4/gemeinde-arbeitslose-quoten/arbeitslose-quoten-dlk-0-{}-zip.zip"


@pytest.fixture(scope="module")
def districts() -> dict[str, str]:
    """Return key -> name of today's districts of the country, and of one that a reform ended."""
    (file,) = (SNAPSHOTS / "municipalities").glob("*.parquet")
    frame = pd.read_parquet(file)
    rows = frame[frame["level"] == "district"]
    names = dict(zip(rows["area_code"], rows["name"], strict=True))
    return names | {"16056": "Eisenach, Stadt"}


@pytest.fixture
def agency(standin: StandIn, districts: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> ba.Bundesagentur:
    """Return the stand-in, to which the addresses lead."""
    made = ba.Bundesagentur(standin, districts)
    for name, value in made.environment().items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(sleep=lambda _: None) as made:
        yield made


def run(folder: Path, client: Client, *names: str) -> dict[str, Attempt]:
    """Fetch and return what came of each source."""
    return {attempt.source_id: attempt for attempt in fetch.run(names, None, False, folder, client=client)}


def tables(agency: ba.Bundesagentur, month: str, first: int) -> None:
    """Let each district of the Land have figures of a month: `first` and on, by the order of the keys."""
    mine = {code: name for code, name in agency.names.items() if code[:2] == LAND}
    rates = [[5.1, 5.2, 5.3]]
    for table in (ba.ALO, ba.BST, ba.STEA):
        agency.figures[table] = {
            name: (month, [[first + i, first + i + 1, first + i + 2], *(rates if table == ba.ALO else [])])
            for i, name in enumerate(mine.values())
        }


def asked(client: Client, on: date) -> Asked:
    ended = held.districts(SNAPSHOTS, LOOKUPS, on).ended
    return Asked(client, frozenset(), land_codes=(LAND,), ended=ended)


def test_the_list_gives_exactly_the_districts_of_the_land(agency: ba.Bundesagentur, client: Client) -> None:
    found = service.districts(asked(client, date(2026, 3, 1)))
    assert len(found) == 22 and "16056" not in found
    assert found == {code: agency.names[code] for code in sorted(agency.names) if code[:2] == LAND and code != "16056"}
    assert "16056" in service.districts(asked(client, date(2021, 6, 30)))


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"16063": "A", "16064": "A"}, "one name for each district"),
        ({"16063": ""}, "one name for each district"),
        ({"09063": "A"}, "no district of 16"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_refused(entries: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        service.read_districts(ba.district_list(entries).encode(), "list", (LAND,), frozenset())


@pytest.mark.parametrize("text", ["", "<html>", "var x = [1, 2];", "var x = {", "[" * 100_000])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(SourceError):
        service.read_districts(text.encode(), "list", (LAND,), frozenset())


def test_one_answer_for_each_district(agency: ba.Bundesagentur, client: Client, tmp_path: Path) -> None:
    tables(agency, "2026-02", 4000)
    done = run(tmp_path, client, "unemployment_monthly", "employees_monthly", "vacancies")
    assert {name: attempt.outcome for name, attempt in done.items()} == dict.fromkeys(done, "fetched")
    assert done["vacancies"].periods == ("2025-02", "2026-01", "2026-02")
    kept = sorted((tmp_path / "raw" / "arbeitsagentur").glob("alo-kreis-*.csv"))
    assert len(kept) == 22
    frame = pd.concat([unemployment_monthly.clean(file) for file in kept])
    newest = frame[(frame["period"] == "2026-02") & (frame["indicator_id"] == "unemployed")]
    codes = sorted(code for code in agency.names if code[:2] == LAND)
    order = [code for code in agency.names if code[:2] == LAND]
    assert newest["area_code"].tolist() == [code for code in codes if code != "16056"]
    assert newest["value"].tolist() == [4000 + order.index(code) for code in newest["area_code"]]
    for module, stem in ((employees_monthly, "bst"), (vacancies, "stea")):
        file = next((tmp_path / "raw" / "arbeitsagentur").glob(f"{stem}-kreis-16063__*.csv"))
        found = module.clean(file)
        assert found["indicator_id"].unique().tolist() == [module.PICKS[0].indicator_id]
        assert found["value"].tolist() == [4000 + order.index("16063") + i for i in range(3)]
    asked = [question.query for question in agency.standin.asked if question.path.endswith(ba.BST)]
    assert {"Kreis AO": agency.names["16063"]} in asked


def test_the_same_again_is_unchanged_and_a_new_month_stands_beside_the_old(
    agency: ba.Bundesagentur, client: Client, tmp_path: Path
) -> None:
    tables(agency, "2026-01", 4000)
    assert run(tmp_path, client, "vacancies")["vacancies"].outcome == "fetched"
    assert run(tmp_path, client, "vacancies")["vacancies"].outcome == "unchanged"
    tables(agency, "2026-02", 5000)
    assert run(tmp_path, client, "vacancies")["vacancies"].periods[-1] == "2026-02"
    taken = fetched.take_new(tmp_path / "raw", tmp_path / "snapshot")
    assert not taken.refused and {note.source_id for note in taken.notes} == {"vacancies"}


def test_an_answer_for_another_region_is_refused(agency: ba.Bundesagentur, client: Client) -> None:
    tables(agency, "2026-02", 4000)
    name = agency.names["16063"]
    with service.key_figures(client, ba.STEA, "Kreis", name) as reply:
        assert reply.start(8) == b"Kreis:; "
    other = ba.answer(ba.STEA, "Ganz woanders", "2026-02", [[1, 2, 3]])
    agency.standin.first.append(Answer(200, other.encode()))
    with pytest.raises(ServiceError, match="wanted an answer for"):
        service.key_figures(client, ba.STEA, "Kreis", name)


def test_a_district_without_an_answer_leaves_the_others(
    agency: ba.Bundesagentur, client: Client, tmp_path: Path
) -> None:
    tables(agency, "2026-02", 4000)
    del agency.figures[ba.STEA][agency.names["16063"]]
    attempt = run(tmp_path, client, "vacancies")["vacancies"]
    assert attempt.outcome == "failed" and "status 404" in attempt.reason
    assert len(list((tmp_path / "raw" / "arbeitsagentur").glob("stea-kreis-*.csv"))) == 21


def test_a_certificate_that_is_asked_for_ends_the_questions(
    agency: ba.Bundesagentur, client: Client, tmp_path: Path
) -> None:
    agency.status = 403
    attempt = run(tmp_path, client, "vacancies")["vacancies"]
    assert attempt.outcome == "failed" and "certificate" in attempt.do
    assert len([path for path in agency.standin.paths() if path.startswith(service.CSV)]) == 1


def booklet(agency: ba.Bundesagentur, months: int) -> bytes:
    """Return the workbooks of all districts of today, `months` up to February 2026."""
    today = {code: name for code, name in agency.names.items() if code != "16056"}
    first = date(2026 - (months + 9) // 12, (2 - months) % 12 + 1, 1)
    count: dict[str, list[float | str]] = {code: [1000 + m for m in range(months)] for code in today}
    rate: dict[str, list[float | str]] = {code: [5.5] * months for code in today}
    return ba.booklet(today, first, count, rate)


def test_the_newest_workbook_is_looked_up_and_read(agency: ba.Bundesagentur, client: Client, tmp_path: Path) -> None:
    old, new = BOOK.format("202601"), BOOK.format("202602")
    other = "/Statistikdaten/Detail/202602/x/arbeitslose-quoten-16-0-202602-zip.zip"
    agency.books[unemployment_workbook.TOPIC] = {old: b"x", new: booklet(agency, 3), other: b"x"}
    attempt = run(tmp_path, client, "unemployment_workbook")["unemployment_workbook"]
    assert (attempt.outcome, attempt.known) == ("fetched", "2026-02"), attempt
    (file,) = (tmp_path / "raw" / "arbeitsagentur").glob("*.zip")
    frame = unemployment_workbook.clean(file)
    here = frame[frame["area_code"] == "16063"].set_index(["indicator_id", "period"])["value"]
    assert here.to_dict() == {
        **{("unemployed", f"{month}"): 1000 + i for i, month in enumerate(("2025-12", "2026-01", "2026-02"))},
        **{("unemployment_rate", month): 5.5 for month in ("2025-12", "2026-01", "2026-02")},
    }
    before = len(agency.standin.asked)
    assert run(tmp_path, client, "unemployment_workbook")["unemployment_workbook"].outcome == "unchanged"
    assert agency.standin.paths()[before:] == [service.SEARCH]


def test_a_workbook_with_a_tenth_of_the_districts_missing_is_refused(
    agency: ba.Bundesagentur, client: Client, tmp_path: Path
) -> None:
    some = {code: "x" for code in sorted(agency.names)[:300]}
    values: dict[str, list[float | str]] = {code: [1.0] for code in some}
    agency.books[unemployment_workbook.TOPIC] = {
        BOOK.format("202602"): ba.booklet(some, date(2026, 2, 1), values, values)
    }
    attempt = run(tmp_path, client, "unemployment_workbook")["unemployment_workbook"]
    assert attempt.outcome == "failed" and "300 districts" in attempt.reason
    assert not list((tmp_path / "raw").rglob("*.zip"))


def test_short_time_work_from_a_binary_workbook(agency: ba.Bundesagentur, client: Client, tmp_path: Path) -> None:
    today = {code: name for code, name in agency.names.items() if code != "16056"}
    values: dict[str, list[float | str]] = {code: [3, 1, 40, -2] for code in today}
    values["16063"] = ["*", "*", "*", "*"]
    book = workbooks.xlsb({"Tab-08-KR-Anz-Betr-Pers": ba.notices(today, "2026-01", values)})
    agency.books[short_time_work.TOPIC] = {"/Statistikdaten/Detail/202601/x/kurzarbeit-d-0-202601-xlsb.xlsb": book}
    attempt = run(tmp_path, client, "short_time_work")["short_time_work"]
    assert (attempt.outcome, attempt.periods) == ("fetched", ("2026-01",)), attempt
    (file,) = (tmp_path / "raw" / "arbeitsagentur").glob("kurzarbeit__*.xlsb")
    frame = short_time_work.clean(file).set_index("area_code")
    assert frame.loc["16067", "value"] == 40 and frame.loc["16063", "sign"] == "."


def test_links_to_other_hosts_and_without_a_month_are_left_out() -> None:
    page = ba.search_page(
        [
            "https://elsewhere.example/a-dlk-0-202602-zip.zip",
            "/x/a-dlk-0-202602-zip.zip;jsessionid=1?v=1",
            "/x/a-dlk-aktuell-zip.zip",
            "/x/b.pdf",
        ]
    )
    assert service.links(page, "https://host.example/search", "^a-") == {
        "https://host.example/x/a-dlk-0-202602-zip.zip?v=1": "2026-02"
    }
