"""The profile of a district: its figures are looked up and worked out here a second time."""

import re
from pathlib import Path
from statistics import median

import pytest

from atlas.messages import LANGUAGES, words
from atlas.store import Store, records
from atlas.ui import profile_files
from atlas.ui.profile import KEY_FIGURES, LEAST_SIMILAR, key_figures
from atlas.ui.profile_branches import APART, WHOLES
from atlas.ui.profile_events import draw
from atlas.ui.profile_exposure import span
from atlas.ui.profile_parts import parts
from atlas.ui.profile_series import series
from atlas.ui.profile_similar import similar
from atlas.ui.visit import Visit
from tests.pages.visits import PROFILE, address, html, sentences, tables, text, title, visit

DE = words("de")
DISTRICTS = ["16063", "16064", "16054", "02000", "14511", "09161"]
HIDDEN = "09161"
HIDDEN_BRANCHES = ("employees_industry", "employees_manufacturing", "employees_construction")


def table(found: dict[str, list[list[str]]], caption: str) -> list[list[str]]:
    """Return the rows below the heading of the table whose caption holds a text."""
    return next(rows[1:] for name, rows in found.items() if caption in name)


def number(written: str) -> float:
    """Return a number as the German page writes it."""
    return float(written.replace("\u202f", "").replace(",", ".").replace("−", "-").replace("+", ""))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", DISTRICTS)
def test_a_district_has_its_page_in_each_language(store: Store, code: str, lang: str) -> None:
    app = visit(PROFILE, district=code, lang=lang)
    assert not app.exception
    assert not app.warning
    name = store.names[lang][code]
    assert [one.value for one in app.title] == [words(lang)("profile.title", name=name)]
    assert sentences(app)[0].startswith(name)
    assert address(app)["district"] == code


def test_without_a_choice_the_first_district_of_the_region_is_shown() -> None:
    for given in ({}, {"district": "-"}):
        app = visit(PROFILE, **given)
        assert [one.value for one in app.title] == [title(PROFILE, "de")]
        assert not app.warning


@pytest.mark.parametrize("wrong", ["16", "DG", "16056", "99999", "<b>"])
def test_what_is_no_district_of_today_falls_back_and_a_note_says_so(wrong: str) -> None:
    app = visit(PROFILE, district=wrong)
    assert [one.value for one in app.title] == [title(PROFILE, "de")]
    assert [one.value for one in app.warning] == [DE("address.note")]


@pytest.mark.parametrize("code", DISTRICTS)
def test_key_figures_are_those_of_the_database(store: Store, code: str) -> None:
    rows = table(tables(visit(PROFILE, district=code)), "Kennzahlen: ")
    newest = {row["indicator_id"]: row for row in records(store.key_figures(code))}
    shown = [key for key in KEY_FIGURES if key in newest]
    assert len(rows) == len(shown) >= 9
    peers = set(similar(store, code).index)
    for cells, key in zip(rows, shown, strict=True):
        every = {row["area_code"]: row for row in records(store.values(key, newest[key]["period"]))}
        decimals = store.indicator_rows[key]["decimals"]
        assert cells[5].startswith(DE.period(newest[key]["period"]))
        for cell, area in zip(cells[1:4], (code, code[:2], "DG"), strict=True):
            value = every[area]["value"]
            if value == value:
                assert number(cell) == pytest.approx(value, abs=0.5001 * 10**-decimals), (key, area)
            else:
                assert cell in (every[area]["sign"], DE("table.no_figure"))
        known = [every[peer]["value"] for peer in peers if every[peer]["value"] == every[peer]["value"]]
        if len(known) >= LEAST_SIMILAR:
            assert number(cells[4]) == pytest.approx(median(known), abs=0.5001 * 10**-decimals)
        else:
            assert cells[4] == DE("table.no_figure")


@pytest.mark.parametrize("code", DISTRICTS)
def test_every_figure_of_the_answer_stands_in_a_table_with_its_period(code: str) -> None:
    app = visit(PROFILE, district=code)
    cells = {cell for rows in tables(app).values() for row in rows for cell in row}
    told = sentences(app)[0]
    figures = re.findall(r"[+−]?\d+(?:\u202f\d{3})*,\d+", told)
    assert len(figures) >= 3
    # A fall is told in words, without its sign.
    assert all({one, f"−{one}", f"+{one}"} & cells for one in figures), figures


def test_manufacturing_weighs_in_the_wartburgkreis_as_published() -> None:
    rows = {row[0]: row for row in table(tables(visit(PROFILE, district="16063")), "nach Branchen")}
    assert rows["Verarbeitendes Gewerbe"][4] == "1,63"
    assert rows["Verarbeitendes Gewerbe"][1] == "20\u202f941"
    assert rows["Verarbeitendes Gewerbe"][2] == "33,5"
    told = text(visit(PROFILE, district="16063"))
    assert "2020" in told
    assert told.count("Tabelle 13111-07-05-4") == 2, "the source of the branches, and in the list of all sources"


def test_hidden_branches_stay_signs_and_nothing_shown_gives_them_away(store: Store) -> None:
    app = visit(PROFILE, district=HIDDEN)
    rows = {row[0]: row for row in table(tables(app), "nach Branchen")}
    for key in HIDDEN_BRANCHES:
        name = store.indicator_rows[key]["title_de"].partition(": ")[2]
        assert rows[name][1] == "."
        assert (rows[name][2], rows[name][4]) == (".", "."), "neither a share nor a quotient of a hidden number"
    steps = parts(store, HIDDEN)
    assert steps["growth"].notna().all()
    assert steps[["mix", "regional"]].isna().all().all()
    assert DE("profile.parts_hidden") in text(app)
    assert len([key for key in APART if key in HIDDEN_BRANCHES]) == 2, "one hidden branch alone could be worked out"


def test_a_district_with_hidden_branches_is_compared_on_the_others_and_says_so() -> None:
    app = visit(PROFILE, district=HIDDEN)
    assert len(table(tables(app), "ähnlichsten Struktur")) == 10
    assert DE("profile.similar_partial", known=7, total=9) in text(app)
    other = visit(PROFILE, district="16063")
    assert DE("profile.similar_partial", known=9, total=9)[:18] not in text(other)


@pytest.mark.parametrize("code", DISTRICTS)
def test_the_parts_add_up_to_the_growth(store: Store, code: str) -> None:
    steps = parts(store, code)
    whole = steps.dropna()
    assert (whole[["national", "mix", "regional"]].sum(axis=1) - whole["growth"]).abs().max() < 1e-6 or whole.empty
    assert steps["growth"].iloc[:-1].sum() == pytest.approx(steps["growth"].iloc[-1])
    jobs = {row["period"]: row["value"] for row in records(store.series((code,), ("employees",)))}
    # Employees without a branch are in the total alone.
    assert steps["growth"].iloc[-1] == pytest.approx(jobs["2020-06-30"] - jobs["2015-06-30"], abs=100)


def test_branches_add_up_without_overlap(store: Store) -> None:
    rows = store.series(("DG",), (*APART, *WHOLES, "employees"))
    value = {row["indicator_id"]: row["value"] for row in records(rows[rows["period"] == "2020-06-30"])}
    assert sum(value[key] for key in APART) == pytest.approx(value["employees"], rel=2e-4)


def test_the_score_is_the_stored_one_and_the_rank_has_its_interval(store: Store) -> None:
    told = text(visit(PROFILE, district="16063"))
    rows = [row for row in records(store.newest_values(("exposure_index",))) if len(row["area_code"]) == 5]
    score = {row["area_code"]: row["value"] for row in rows if row["area_code"].startswith("16")}
    rank = 1 + sum(value > score["16063"] for value in score.values())
    said = DE("profile.exposure_score", score=DE.number(score["16063"], 1), rank=rank, total=22, land="Thüringen")
    assert said in told
    found = re.search(r"liegt er zwischen (\d+) und (\d+), in allen zwischen (\d+) und (\d+)", told)
    assert found
    low, high, best, worst = map(int, found.groups())
    assert best <= low <= rank <= high <= worst


def test_a_land_of_one_district_has_no_rank_and_one_without_register_says_so() -> None:
    told = text(visit(PROFILE, district="02000"))
    assert DE("profile.exposure_none", land="Hamburg") in told
    assert DE("profile.events_not_covered") in told
    assert DE("profile.exposure_without") in text(visit(PROFILE, district="14511"))


def test_a_hidden_ingredient_leaves_no_rank_that_could_tell_of_it(store: Store) -> None:
    told = text(visit(PROFILE, district=HIDDEN))
    assert DE("profile.exposure_lacking", list=store.indicator_rows["manufacturing_share"]["title_de"]) in told
    assert not re.search(r"Rang \d", told)


def test_the_reports_are_those_of_the_register(store: Store) -> None:
    app = visit(PROFILE, district="16063")
    rows = [row for row in records(store.events()) if row["area_code"] == "16063"]
    sums = {
        way: sum(row["jobs"] for row in rows if row["count_jobs"] and row["jobs_direction"] == way and row["jobs"] > 0)
        for way in ("lost", "created")
    }
    assert DE("profile.events_sums", lost=int(sums["lost"]), created=int(sums["created"])) in text(app)
    newest = max(row["announced_on"] for row in rows)
    assert DE.period(newest) in html(app).split('<ul class="atlas-events">')[1].split("</li>")[0]


def test_commuters_say_what_they_cannot_bear(store: Store) -> None:
    app = visit(PROFILE, district="16063")
    rows = table(tables(app), "Partner der Pendler")
    flows = store.commuters("16063")
    assert number(rows[-1][1]) == pytest.approx(flows["commuters_in"].sum(), abs=0.5)
    assert number(rows[0][2]) == pytest.approx(flows["commuters_out"].iloc[0], abs=0.5)
    for caveat in store.source_rows["commuters"]["caveats_de"]:
        assert caveat in text(app)


def test_a_similar_district_is_one_click_away(store: Store) -> None:
    app = visit(PROFILE, district="16063")
    assert len(similar(store, "16063")) == 10
    for code in similar(store, "16063").index:
        assert f'href="?lang=de&amp;district={code}"' in html(app)


def test_series_have_their_tables(store: Store) -> None:
    found = tables(visit(PROFILE, district="16063"))
    rows = found[DE("table.column_unit", title="Arbeitslosenquote", unit="%")]
    assert [cell.strip() for cell in rows[-1]] == ["2025", "6,0", "6,4"]


@pytest.mark.parametrize("code", ["16063", HIDDEN])
def test_files_hold_what_the_table_shows(store: Store, code: str) -> None:
    assert len(visit(PROFILE, district=code).get("download_button")) == 4
    sheet = profile_files.sheet(Visit(DE, store, store.region()), code, "?", True)
    kept = {row.indicator["indicator_id"]: row for row in key_figures(store, code)}
    assert sheet.frame["indicator"].tolist() == list(kept)
    assert len(sheet.about.origins) >= 5
    hidden = sheet.frame[sheet.frame["district_sign"].isin([".", "/", "x", "..."])]
    assert hidden["district"].isna().all()


def test_another_region_has_its_own_first_district_and_no_nodes(
    second_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(PROFILE)
    assert not app.exception
    assert [one.value for one in app.title] == [DE("profile.title", name="Chemnitz")]
    assert "Luftlinie" not in text(app)
    assert not visit(PROFILE, district="16063").exception


def test_a_reform_of_areas_breaks_no_series_that_the_atlas_counts_itself(store: Store) -> None:
    def kinds(key: str) -> set[str]:
        return {row["kind"] for row in records(store.breaks(key)) if row["area_code"] in ("*", "16063")}

    assert kinds("jobs_lost_announced") == kinds("distance_to_node_km") == set()
    assert kinds("employees") == kinds("jobs_lost_announced_per_1000") == {"territory"}
    assert kinds("population") == {"territory", "census"}
    found = {one.indicator["indicator_id"]: one for one in series(store, "16063", "de")[0]}
    assert found["jobs_lost_announced"].line.breaks == found["jobs_created_announced"].line.breaks == ()
    assert [(one.year, one.cuts) for one in found["population"].line.breaks] == [(2023, True)]
    assert [one.cuts for one in found["employees"].line.breaks] == [False]


def test_reports_stand_over_time_in_a_lane_for_each_direction(store: Store) -> None:
    rows = [row for row in records(store.events()) if row["area_code"] == "16063"]
    figure = draw(store, "16063", "de", "light").figure
    assert len(figure["data"][0]["x"]) == len(rows)
    lanes = figure["layout"]["yaxis"]["ticktext"]
    assert [lane.replace("<br>", " ") for lane in lanes][:2] == ["Stellen fallen weg", "Stellen entstehen"]
    assert DE("profile.timeline_title", name="Wartburgkreis") in text(visit(PROFILE, district="16063"))
    assert "Luftlinie" in text(visit(PROFILE, district="16063"))
    assert DE("profile.timeline_title", name="Hamburg") not in text(visit(PROFILE, district="02000"))


@pytest.mark.parametrize("code", ["16063", "02000"])
def test_links_lead_to_every_section_in_its_order(code: str) -> None:
    page = html(visit(PROFILE, district=code))
    wanted = re.findall(r'<a href="#(\w+)">', page)
    assert wanted == re.findall(r'<h2 id="(\w+)"', page)
    assert len(wanted) >= 8


@pytest.mark.parametrize("code", DISTRICTS)
def test_the_answer_is_short_and_each_section_opens_with_its_own_sentence(store: Store, code: str) -> None:
    app = visit(PROFILE, district=code)
    (answer,) = sentences(app)[:1]
    assert len(re.findall(r"[.)] ", answer)) <= 5
    told = text(app)
    flows = store.commuters(code)
    assert DE.number(round(flows["commuters_in"].sum(), -2)) in told
    if len(similar(store, code)):
        first = table(tables(app), "mit der ähnlichsten Struktur")[0]
        said = next(line for line in told.splitlines() if f"Am ähnlichsten aufgebaut ist {first[0]}" in line)
        assert first[1] in said


def test_manufacturing_is_told_with_its_weight_and_not_where_it_is_hidden() -> None:
    said = DE("profile.weight", here="33,5\u202f%", there="20,6\u202f%", country="Deutschland", quotient="1,63")
    assert said in text(visit(PROFILE, district="16063"))
    assert "des Gewichts im Bund" not in text(visit(PROFILE, district=HIDDEN))


def test_one_rank_is_no_interval() -> None:
    assert span(DE, 1.0, 4.0) == DE("profile.ranks", low=1, high=4)
    assert span(DE, 2.0, 2.0) == DE("profile.ranks_one", rank=2)
