"""The register of events: sums that a reader can add up, ties that hold, sources and sentences in every line."""

import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

LOOKUPS = Path("data") / "lookups"
FORM = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}
TYPES = {
    *("job_cuts", "closure_announced", "closure_completed", "insolvency_filed", "insolvency_opened"),
    *("production_cut", "short_time_work", "relocation", "rescue", "investment"),
}


def lookup(folder: Path, name: str) -> pd.DataFrame:
    """Return one hand-kept table, every cell as text."""
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def events(root: Path) -> pd.DataFrame:
    return lookup(root / LOOKUPS, "events")


def numbers(text: str) -> set[str]:
    """Return the numbers of a sentence, whichever decimal sign it uses."""
    return {number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?", text)}


def test_jobs_lost_add_up(events: pd.DataFrame) -> None:
    assert len(events) == 86 and events["event_id"].is_unique
    lost = events[(events["count_jobs"] == "true") & (events["jobs_direction"] == "lost")]
    assert lost["jobs"].astype(int).sum() == 5978
    assert lost.loc[lost["area_code"] == "16063", "jobs"].astype(int).sum() == 2639


def test_only_known_values(events: pd.DataFrame) -> None:
    assert set(events["confidence"]) == {"high", "medium"}
    assert set(events["event_type"]) == TYPES
    assert set(events["status"]) == {"announced", "completed", "superseded", "ended"}
    assert set(events["jobs_direction"]) == {"lost", "at_risk", "saved", "created", "short_time", ""}
    assert set(events["count_jobs"]) == {"true", "false"}
    assert events["area_code"].str.fullmatch(r"16\d{3}").all()


def test_every_line_has_its_source_and_both_sentences(events: pd.DataFrame) -> None:
    for column in ("company", "site", "product_de", "product_en", "source_publisher", "text_de", "text_en"):
        assert events[column].str.strip().ne("").all(), column
    assert events["source_url"].str.match(r"https?://\S+$").all()
    assert (events["source_url_2"].eq("") == events["source_publisher_2"].eq("")).all()


def test_sentences_are_short_plain_and_say_the_same_numbers(events: pd.DataFrame) -> None:
    for column in ("text_de", "text_en"):
        assert events[column].str.len().max() <= 200
        assert events[column].str.endswith(".").all() and not events[column].str.contains("[\"']").any()
    differing = events["text_de"].map(numbers) != events["text_en"].map(numbers)
    assert events.loc[differing, "event_id"].tolist() == []


def test_a_single_source_is_named_in_the_sentence(events: pd.DataFrame) -> None:
    medium = events[events["confidence"] == "medium"]
    assert medium["text_de"].str.contains("[Ll]aut ").all() and medium["text_en"].str.contains("ccording to ").all()


def test_dates_are_as_precise_as_they_say(events: pd.DataFrame) -> None:
    for precision, form in FORM.items():
        dates = events.loc[events["announced_precision"] == precision, "announced_on"]
        assert dates.str.fullmatch(form).all(), precision
    assert set(events["announced_precision"]) <= set(FORM)
    assert events["effective_on"].str.fullmatch(r"|\d{4}(-\d\d){0,2}").all()


def test_ties_lead_to_lines_that_exist(events: pd.DataFrame) -> None:
    known = set(events["event_id"])
    for column in ("superseded_by", "related"):
        tied = events.loc[events[column] != "", column].str.split(" | ", regex=False).explode()
        assert set(tied) <= known, column
    assert events.loc[events["status"] == "superseded", "superseded_by"].ne("").all()


def test_municipalities_lie_in_their_district(events: pd.DataFrame, root: Path) -> None:
    file = next((root / "data" / "snapshot" / "municipalities").glob("*.parquet"))
    register = pq.read_table(file).to_pandas()
    district = register[register["level"] == "municipality"].set_index("municipality_code")["area_code"]
    placed = events[events["municipality_code"] != ""]
    assert (placed["municipality_code"].map(district) == placed["area_code"]).all()
    assert events.loc[events["municipality_code"] == "", "event_id"].tolist() == ["TH-REICHHART-2024-07-CA"]


def test_coverage_and_funding_are_whole(root: Path) -> None:
    coverage, funding = lookup(root / LOOKUPS, "event_coverage"), lookup(root / LOOKUPS, "funding")
    assert coverage[["area_code", "first_year", "last_year"]].to_numpy().tolist() == [["16", "2018", "2025"]]
    assert funding["position"].tolist() == ["1", "2", "3", "4", "5"]
    assert funding["state"].tolist() == ["confirmed", "confirmed", "unconfirmed", "confirmed", "open"]
    assert (funding["source_url"].ne("") == funding["state"].eq("confirmed")).all()
    for column in ("text_de", "text_en"):
        assert funding[column].ne("").all() and coverage[column].ne("").all()


def test_another_region_starts_with_an_empty_register(root: Path) -> None:
    for name in ("events", "event_coverage", "funding"):
        own, other = lookup(root / LOOKUPS, name), lookup(root / "tests" / "regions" / "chemnitz", name)
        assert list(own.columns) == list(other.columns) and other.empty
