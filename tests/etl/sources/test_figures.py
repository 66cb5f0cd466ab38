"""The statistical sources: complete records, figures looked up by hand in the originals, unknown forms refused."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from etl.errors import SourceError
from etl.formats.pick import COLUMNS
from etl.sources import SourceModule, all_sources, election_structure, inkar, insolvencies, regionalatlas, unemployment
from etl.sources import employees_by_branch as branches
from etl.sources import manufacturing_by_branch as vehicles

RECORDED = Path(__file__).parents[1] / "formats" / "recorded"
NOT_FIGURES = {"boundaries", "commuters", "municipalities"}
# What comes with a fetch only has its own tests.
STATISTICAL = [m for m in all_sources() if m.SOURCE.ships and m.SOURCE.id not in NOT_FIGURES]

# source, rows kept of all its files
KEPT = {
    "election_structure": 400 + 16 + 1,
    "employees": 4 * 490 + 490 + 491 + 491,
    "employees_by_branch": 6 * 490 * 14,
    "establishments": 9 * 490,
    "inkar": 400 * (24 + 27 + 22),
    "insolvencies": 9 * 490 * 5 + 490 * 2 + 490 * 2 + 474 * 5,
    "manufacturing": 7 * 490 * 2,
    "manufacturing_by_branch": 490,
    "population": 490 + 490 + 491 + 474,
    "regionalatlas": 400 + 2,
    "trade_notifications": 18 * 490 * 3,
    "unemployment": 16 * 490 + 8 * 490 + 6 * 490 * 2 + 490 * 2 + 491 * 2,
}


@cache
def cleaned(source_id: str, raw: Path) -> pd.DataFrame:
    """Return the figures of all of a source's files, with the file's name."""
    module = next(module for module in all_sources() if module.SOURCE.id == source_id)
    files = sorted(file for pattern in module.SOURCE.files for file in raw.glob(pattern))
    assert files, module.SOURCE.files
    return pd.concat([module.clean(file).assign(file=file.name) for file in files], ignore_index=True)


@pytest.mark.parametrize("module", all_sources(), ids=lambda module: module.SOURCE.id)
def test_every_record_is_complete(module: SourceModule) -> None:
    source = module.SOURCE
    for name in ("title_de", "title_en", "producer", "table", "licence", "attribution"):
        assert getattr(source, name).strip(), name
    assert all(text.startswith("https://") for text in (source.page, source.url, source.licence_url))
    assert source.caveats_de and len(source.caveats_de) == len(source.caveats_en) and source.files


def test_modules_are_found_in_the_order_of_their_names() -> None:
    ids = [module.SOURCE.id for module in all_sources()]
    assert ids == sorted(set(ids)) and {"unemployment", *NOT_FIGURES} < set(ids)


@pytest.mark.parametrize("module", STATISTICAL, ids=lambda module: module.SOURCE.id)
def test_rows_and_their_form(raw: Path, module: SourceModule) -> None:
    frame = cleaned(module.SOURCE.id, raw)
    assert frame.columns.tolist() == [*COLUMNS, "file"]
    assert len(frame) == KEPT[module.SOURCE.id]
    assert (frame["value"].isna() == (frame["sign"] != "")).all()
    assert frame["area_code"].str.fullmatch(r"DG|\d{2}|\d{5}").all()
    assert frame["period_end"].str.fullmatch(r"\d{4}-\d{2}-\d{2}").all()
    key = ["file", "indicator_id", "area_code", "period"]
    assert not frame.duplicated(key).any()


@pytest.mark.parametrize(
    ("source", "indicator", "period", "file", "values"),
    [
        ("unemployment", "unemployed", "2020", "2021", {"16063": 3138, "16056": 1677}),
        ("unemployment", "unemployment_rate", "2025", "2026", {"16063": 6.0, "16067": 6.6}),
        ("unemployment", "unemployed", "2015", "2017", {"03152": 7896, "03156": 2342}),
        ("employees", "employees", "2024-06-30", "2025", {"16063": 60331}),
        ("insolvencies", "insolvencies", "2024", "2026", {"16063": 27, "16052": 21, "02000": 849}),
        ("population", "population", "2023-12-31", "2024-12", {"16063": 159201}),
        ("population", "population", "2023-12-31", "2025-06", {"16063": 156334}),
        ("manufacturing_by_branch", "plant_employees_vehicles", "2015-09-30", "2017", {"16056": 5404, "16063": 923}),
        ("election_structure", "employees_production_share", "2023-06-30", "", {"16063": 41.0, "16": 31.8, "DG": 27.1}),
        ("election_structure", "employees_production_share", "2023-06-30", "", {"02": 15.6, "02000": 15.6, "11": 12.5}),
        ("regionalatlas", "unemployment_rate", "2022", "", {"16063": 5.0, "02": 6.8, "02000": 6.8, "11000": 8.8}),
        ("inkar", "unemployment_rate", "2020", "", {"16063": 5.67}),
        ("inkar", "gdp_per_head", "2020", "", {"16063": 30650}),
        ("inkar", "gva_secondary_share", "2021", "", {"16063": 43.99}),
    ],
)  # fmt: skip
def test_figures(raw: Path, source: str, indicator: str, period: str, file: str, values: dict[str, float]) -> None:
    frame = cleaned(source, raw)
    rows = frame[(frame["indicator_id"] == indicator) & (frame["period"] == period)]
    rows = rows[rows["file"].str.contains(f"retrieved-{file}" if file else "", regex=False)]
    found = rows.set_index("area_code")["value"]
    assert {code: found[code] for code in values} == values


@pytest.mark.parametrize(
    ("source", "indicator", "period", "total"),
    [
        ("employees_by_branch", "employees", "2020-06-30", 62508),
        ("insolvencies", "insolvencies", "2015", 40),
        ("trade_notifications", "business_closures", "2015", 290),
        ("manufacturing_by_branch", "plant_employees_vehicles", "2015-09-30", 6327),
    ],
)
def test_two_districts_that_later_became_one(raw: Path, source: str, indicator: str, period: str, total: float) -> None:
    frame = cleaned(source, raw)
    here = frame["area_code"].isin(["16056", "16063"]) & (frame["period"] == period)
    assert frame.loc[here & (frame["indicator_id"] == indicator), "value"].sum() == total


def test_counts_that_were_not_delivered_give_no_row() -> None:
    frame = insolvencies.clean(RECORDED / "flat_old_52411-02-01-4.csv")
    assert set(frame["indicator_id"]) == {"insolvency_employees", "insolvency_claims"}


def test_a_city_state_is_land_and_district() -> None:
    frame = unemployment.clean(RECORDED / "classic_cp1252_13211-02-05-4.csv")
    here = frame[(frame["period"] == "2020") & (frame["indicator_id"] == "unemployed")].set_index("area_code")
    assert here.loc[["02", "02000"], "value"].tolist() == [80677, 80677]
    assert "03241001" not in here.index and "03241" in here.index


def damaged(tmp_path: Path, original: Path, old: str, new: str, encoding: str = "utf-8") -> Path:
    """Return a copy of a file with one text replaced everywhere."""
    text = original.read_bytes().decode(encoding)
    assert old in text
    file = tmp_path / original.name
    file.write_bytes(text.replace(old, new).encode(encoding))
    return file


@pytest.mark.parametrize(
    ("module", "name", "old", "new"),
    [
        (unemployment, "classic_cp1252_13211-02-05-4.csv", ";Arbeitslose;", ";Ohne Arbeit;"),
        (branches, "classic_stichtag_13111-07-05-4.csv", "Baugewerbe (F)", "Bau (F)"),
        (vehicles, "classic_codes_42111-02-03-4.csv", "WZ08-29", "WZ25-29"),
        (insolvencies, "flat_52411-02-01-4.csv", ";ISV006;", ";ISV007;"),
        (insolvencies, "flat_52411-02-01-4.csv", ";ISVART01;", ";ISVART09;"),
        (insolvencies, "flat_old_52411-02-01-4.csv", "ISV006__", "ISV007__"),
    ],
)
def test_an_unknown_spelling_is_refused(tmp_path: Path, module: SourceModule, name: str, old: str, new: str) -> None:
    encoding = "cp1252" if "cp1252" in name or "stichtag" in name else "utf-8"
    with pytest.raises(SourceError, match=r"measure of \w+"):
        module.clean(damaged(tmp_path, RECORDED / name, old, new, encoding))


@pytest.mark.parametrize(
    ("module", "content", "message"),
    [
        (regionalatlas, "ags,name,jahr\n01001,A,2022\n", "columns"),
        (regionalatlas, "ags,name,jahr,{rate}\n01001,A,2022,7;7\n", "line 2, column arbeits"),
        (regionalatlas, "ags,name,jahr,{rate}\n01001,A,2023,7.7\n", "line 2, column jahr"),
        (regionalatlas, "ags,name,jahr,{rate}\n01001,A,2022\n", "line 2: found 3 fields"),
        (regionalatlas, "ags,name,jahr,{rate}\n", "no rows below the header"),
        (regionalatlas, "ags,ags,jahr,{rate}\n01001,A,2022,7.7\n", "each column once"),
        (regionalatlas, '{{"error":{{"code":400}}}}', "a line that begins with 'ags'"),
        (inkar, "county_code,year,{inkar}\n01001,95,1,2,3\n", "line 2, column year"),
        (inkar, "county_code,year,{inkar}\n01001,1995.0,1,nan,3\n", "line 2, column gdp_per_capita"),
        (inkar, "county_code,year,{inkar}\n01001,1995.0,1,1e3,3\n", "'1e3'"),
        (election_structure, "Land;Kreis;Name;{share}\nA;01001;B;31.8\n", "'31.8'"),
        (election_structure, "Land;Kreis;Name;{share}\nA;01001;B;\n", "wanted a share or a sign"),
        (election_structure, "Land;Kreis;Name;{share}\nA;01;A Land;31,8\n", "no key of five digits"),
        (election_structure, "Land;Kreis;Name;Anteil am 30.06.2024\nA;01001;B;31,8\n", "Produzierendes Gewerbe"),
    ],
)
def test_changed_small_tables_are_refused(tmp_path: Path, module: SourceModule, content: str, message: str) -> None:
    measures = "unemployment_rate,gdp_per_capita,share_secondary_sector"
    text = content.format(rate=regionalatlas.RATE, inkar=measures, share=election_structure.SHARE)
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        module.clean(file)
    assert message in str(caught.value) and str(file) in str(caught.value)


def test_signs_of_the_election_table(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    share = election_structure.SHARE
    file.write_text(
        f"# A;;;\nLand;Kreis;Name;{share}\nA;01001;B;.\nA;01002;C;–\nA;01003;D;31,8\n", encoding="utf-8-sig"
    )
    frame = election_structure.clean(file)
    assert frame["sign"].tolist() == [".", "-", ""] and frame["value"].tolist()[2] == 31.8
    assert frame["line"].tolist() == [3, 4, 5]
