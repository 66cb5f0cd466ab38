"""The page of the register: what it says for a filter, case by case, in sums, in files, and where nothing fits."""

import csv
import io
import re
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from atlas.analysis.register import Filter
from atlas.export import csv_for_excel, csv_for_programs, xlsx
from atlas.messages import LANGUAGES, words
from atlas.store import Store
from atlas.ui import register, register_files
from atlas.ui.visit import Visit
from tests.pages.visits import EVENTS, address, html, plain, sentences, tables, text, visit

DE, EN = words("de"), words("en")
CASE = re.compile(r'<section class="atlas-case">(.*?)</section>', re.S)


def cases(markup: str) -> list[str]:
    """Return the blocks of cases in a page, as HTML."""
    return CASE.findall(markup)


def case(markup: str, company: str) -> list[str]:
    """Return the reports of the first case that names a company, as HTML."""
    found = next(block for block in cases(markup) if f"<h3>{company}" in block)
    return re.findall(r"<li.*?</li>", found, re.S)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_counts_the_whole_register(lang: str) -> None:
    app = visit(EVENTS, lang=lang)
    w = words(lang)
    told = sentences(app)[0]
    assert w("event_jobs.lost", n=5978) in told
    assert w("event_jobs.created", n=1298) in told
    assert w("events.reports", n=86) in told
    assert w("events.cases", n=41) in told
    assert {"de": "brutto angekündigt", "en": "announced (gross)"}[lang] in told
    assert w("events.incomplete", years="2026") in told


def test_the_answer_follows_the_filters() -> None:
    told = sentences(visit(EVENTS, district="16063"))[0]
    assert told.startswith("Wartburgkreis: ")
    assert DE("event_jobs.lost", n=2639) in told
    told = sentences(visit(EVENTS, district="16063", year="2024", direction="lost"))[0]
    assert DE("event_jobs.lost", n=340) in told
    assert "entstehen" not in told
    told = sentences(visit(EVENTS, direction="saved"))[0]
    assert DE("events.sum_none") in told


def test_filters_stand_in_the_address_and_unknown_ones_fall_back() -> None:
    asked = {"district": "16061", "year": "2025", "direction": "lost", "type": "job_cuts", "company": "Musashi Europe"}
    app = visit(EVENTS, lang="de", **asked)
    assert asked.items() <= address(app).items()
    assert DE("events.reports", n=1) in sentences(app)[0]
    assert not app.warning
    for key in asked:
        app = visit(EVENTS, lang="de", **{key: "../etc"})
        assert [note.value for note in app.warning] == [DE("address.note")], key
        assert address(app)[key] == register.ALL


def test_choosing_a_filter_changes_page_and_address() -> None:
    app = visit(EVENTS, lang="en")
    app.selectbox(key="widget_year").set_value("2025").run()
    app.selectbox(key="widget_type").set_value("rescue").run()
    assert address(app)["year"] == "2025"
    assert address(app)["type"] == "rescue"
    assert EN("events.reports", n=3) in sentences(app)[0]


def test_a_choice_without_reports_says_what_to_do() -> None:
    app = visit(EVENTS, lang="de", district="16053")
    assert not app.exception
    assert [note.value for note in app.info] == [DE("events.empty")]
    assert not cases(html(app))
    assert DE("events.sums") not in text(app)
    assert DE("events.coverage") in text(app)


def test_what_was_reversed_says_so_beside_the_first_news() -> None:
    first, cut, rescue = case(html(visit(EVENTS, lang="de", district="16061")), "Musashi Europe")
    assert 'class="weaker"' in first
    later = re.search(r'<p class="later">(.*?)</p>', first)
    assert later is not None
    assert plain(later[1]) == (
        "Überholt: siehe 7. Dezember 2025: Stellenabbau, 200 Stellen fallen weg; "
        "7. Dezember 2025: Rettung oder Aufschub, 60 Stellen gesichert"
    )
    for follower in (cut, rescue):
        assert "Folgt auf: 1. Juli 2025: Schließung angekündigt, 250 Stellen fallen weg" in plain(follower)
        assert 'class="later"' not in follower


def test_what_was_carried_on_is_not_called_superseded() -> None:
    markup = html(visit(EVENTS, lang="de", district="16066"))
    announced = next(item for item in case(markup, "Marelli") if plain(item).startswith("9. Mai 2023"))
    assert "Fortgang: siehe 31. März 2024: Schließung vollzogen" in plain(announced)
    assert 'class="weaker"' not in announced


def test_every_superseded_row_is_marked_and_names_what_came_later(store: Store) -> None:
    app = visit(EVENTS, lang="de")
    app.session_state["more_cases"] = True
    app.run()
    items = re.findall(r"<li.*?</li>", "".join(cases(html(app))), re.S)
    events = store.events()
    assert len(items) == len(events)
    assert sum('class="later"' in item for item in items) == events["superseded_by"].notna().sum()
    weaker = [item for item in items if 'class="weaker"' in item]
    assert all(DE("events.superseded") in item for item in weaker)
    assert len(weaker) >= (events["status"] == "superseded").sum()


def test_a_month_is_never_written_as_a_day() -> None:
    markup = html(visit(EVENTS, lang="de", district="16067", year="2024"))
    assert "15. März 2024: Stellenabbau" in markup
    markup = html(visit(EVENTS, lang="de", district="16063", year="2024", direction="lost"))
    assert "November 2024: Stellenabbau" in markup
    assert "1. November 2024: Stellenabbau" not in markup


def test_the_newest_case_comes_first_and_the_rest_is_sent_when_unfolded(store: Store) -> None:
    app = visit(EVENTS, lang="de")
    blocks = cases(html(app))
    assert len(blocks) == 20
    assert "29. Januar 2026" in blocks[0]
    app.session_state["more_cases"] = True
    app.run()
    assert len(cases(html(app))) == store.events()["case_id"].nunique()


def test_hidden_reports_of_a_case_are_told() -> None:
    found = cases(html(visit(EVENTS, lang="de", district="16061", year="2025", direction="lost", type="job_cuts")))
    assert len(found) == 1
    assert DE("events.hidden", n=2) in plain(found[0])


def test_each_source_is_linked_and_text_is_escaped(store: Store) -> None:
    markup = "".join(cases(html(visit(EVENTS, lang="de", year="2025"))))
    rows = store.events()
    rows = rows[rows["year"] == 2025]
    for url in [*rows["source_url"], *rows["source_url_2"].dropna()]:
        assert f'href="{url.replace("&", "&amp;")}"' in markup
    assert "<script" not in markup


def test_sums_tell_nil_from_not_covered() -> None:
    found = tables(visit(EVENTS, lang="de"))
    by_year = {row[0]: row[1:] for row in found[DE("events.sums_year")][1:]}
    assert by_year["2026"] == ["116", DE("events.not_covered"), "1"]
    assert by_year["2025"][1] == "0"
    assert by_year[DE("events.total")] == [DE.number(5978), DE.number(1298), "86"]
    by_district = {row[0]: row[1:] for row in found[DE("events.sums_district")][1:]}
    assert by_district["Wartburgkreis"] == [DE.number(2639), "50", "37"]
    matrix = {row[0]: row[1:] for row in found[DE("events.coverage_matrix")][1:]}
    assert matrix["Suhl"] == ["0"] * 8 + ["–", "0"]
    assert matrix["Wartburgkreis"][-1] == "37"
    assert len(matrix) == 22 + 1


def test_a_direction_leaves_out_the_sums_of_the_other() -> None:
    found = tables(visit(EVENTS, lang="de", direction="lost"))
    assert found[DE("events.sums_year")][0] == [DE("events.year"), DE("events.lost"), DE("events.reports_column")]
    found = tables(visit(EVENTS, lang="de", direction="at_risk"))
    assert found[DE("events.sums_year")][0] == [DE("events.year"), DE("events.reports_column")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_files_hold_all_rows_with_source_and_caveat(store: Store, lang: str) -> None:
    w = words(lang)
    one = Visit(w, store, store.region())
    shown = register.of(store, Filter(year=2024))
    people = register_files.sheet(one, shown, "https://example.org/?year=2024", coded=False)
    rows = list(csv.DictReader(io.StringIO(csv_for_excel(people).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(shown.rows) == 22
    assert {row[w("event_field.counted")] for row in rows} == {w("events.counted"), w("events.not_counted")}
    (origin,) = people.about.origins
    assert all(
        (row[w("table.source")], row[w("about.licence")]) == (origin.attribution, origin.licence) for row in rows
    )
    coded = register_files.sheet(one, shown, "", coded=True)
    plain_rows = list(csv.DictReader(io.StringIO(csv_for_programs(coded).decode())))
    lost = [row for row in plain_rows if row["counted"] == "true" and row["jobs_direction"] == "lost"]
    own = shown.rows["count_jobs"] & (shown.rows["jobs_direction"] == "lost")
    assert sum(int(row["jobs"]) for row in lost) == shown.rows.loc[own, "jobs"].sum()
    march = next(row for row in plain_rows if row["event_id"] == "TH-HIRSCHVOGEL-2024-11-JC")
    assert (march["announced_on"], march["announced_precision"]) == ("2024-11", "month")
    assert {row["area_code"] for row in plain_rows} >= {"16063"}
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx(people)))
    about = " ".join(str(cell) for row in book.get_sheet_by_name(w("about.sheet")).to_python() for cell in row)
    assert w("events.caveat_gross") in about
    assert "CC BY 4.0" in about
    assert "year=2024" in about
    assert len(book.get_sheet_by_name(w("about.data_sheet")).to_python()) == 1 + 22


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_region_without_a_register_says_so_in_one_sentence(
    lang: str, second_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(EVENTS, lang=lang)
    assert not app.exception
    assert sentences(app) == [words(lang)("events.no_register")]
    assert not app.selectbox
    assert "atlas-table" not in html(app)
