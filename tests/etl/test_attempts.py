"""The journal of attempts, one line out of many outcomes, and what a person is shown of it."""

import json
from dataclasses import asdict
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from etl import attempts, fetch_report
from etl.attempts import Attempt
from etl.errors import BuildError, SourceError
from etl.services import ServiceError
from etl.tally import Tally, spans

FIRST = Attempt("insolvencies", "2026-11-23T04:00:00+00:00", "fetched", ("2024", "2025"), known="2025")
SECOND = Attempt("population", "2026-11-23T04:00:01+00:00", "failed", (), "status 500", "Try again later.")


def test_what_is_written_down_is_read_again(tmp_path: Path) -> None:
    assert attempts.read(tmp_path / "fetched") == []
    for attempt in (FIRST, SECOND):
        attempts.append(tmp_path / "fetched", attempt)
    assert attempts.read(tmp_path / "fetched") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        '{"source_id": "inso',
        "",
        "[]",
        "null",
        "{}",
        json.dumps(asdict(FIRST) | {"outcome": "vanished"}),
        json.dumps(asdict(FIRST) | {"reason": 5}),
        json.dumps(asdict(FIRST) | {"periods": 5}),
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_attempt_spoils_no_other(tmp_path: Path, line: str) -> None:
    attempts.append(tmp_path, FIRST)
    with (tmp_path / attempts.FILE).open("a") as journal:
        journal.write(line)
    attempts.append(tmp_path, SECOND)
    assert attempts.read(tmp_path) == [FIRST, SECOND]


def test_a_journal_of_a_later_version_is_read(tmp_path: Path) -> None:
    (tmp_path / attempts.FILE).write_text(json.dumps(asdict(FIRST) | {"mood": "good"}) + "\n")
    assert attempts.read(tmp_path) == [FIRST]


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError, match="cannot be written"):
        attempts.append(tmp_path / "file", FIRST)


def tally() -> Tally:
    return Tally("insolvencies", attempts.now(), known="2025")


def test_nothing_to_ask_for_is_unchanged() -> None:
    assert (tally().attempt().outcome, tally().attempt().periods) == ("unchanged", ())


def test_the_worst_and_else_the_best_counts() -> None:
    held = tally()
    held.unchanged(["2023"])
    held.not_delivered(["2025-06-30"])
    assert (held.attempt().outcome, held.attempt().periods) == ("not_delivered", ("2025-06-30",))
    held.fetched(["2024-06-30"])
    assert (held.attempt().outcome, held.attempt().periods) == ("fetched", ("2024-06-30",))
    assert held.attempt().reason == "2025: not delivered yet: every district carries '-'"
    held.fail(["2021"], SourceError("a.csv", "line 1", "x", "y", "Do this."))
    held.fail(["2022"], SourceError("a.csv", "line 1", "x", "y", "Do this."))
    held.fail([], ServiceError("Away.", "Wait."))
    whole = held.attempt()
    assert (whole.outcome, whole.periods, whole.do) == ("failed", ("2021", "2022"), "Do this. Wait.")
    assert "2021–2022: a.csv, line 1: found x; wanted y.; Away.; fetched: 2024" in whole.reason


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        ((), ""),
        (("2024",), "2024"),
        (("2015", "2016", "2017", "2020"), "2015–2017, 2020"),
        (("2023-12-31", "2024-12-31"), "2023–2024"),
        (("2026-01", "2026-02"), "2026-01, 2026-02"),
        (("2024-06-30", "2024-12-31"), "2024-06-30, 2024-12-31"),
        (("2023-10P6M", "2024"), "2023-10P6M, 2024"),
    ],
)
def test_periods_for_a_person(periods: tuple[str, ...], told: str) -> None:
    assert spans(periods) == told


def shown(*found: Attempt) -> str:
    console = Console(file=StringIO(), width=140)
    console.print(fetch_report.table(found))
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_the_end_is_a_table_of_all_that_was_asked() -> None:
    text = shown(FIRST, SECOND, Attempt("inkar", FIRST.at, "by_hand", (), "found [red]x[/red] and [/]", "Take it."))
    assert "1 fetched, 1 failed" in text
    assert "2024–2025" in text
    assert "status 500. Try again later." in text
    # What a publisher wrote is no mark-up of ours.
    assert "found [red]x[/red] and [/]. Take it." in text
    assert "nothing asked for" in shown()


def test_bars_follow_a_run_and_end_full() -> None:
    console = Console(file=StringIO(), width=100, force_terminal=False)
    with fetch_report.bars(2, console) as bars:
        bars.begins("insolvencies", 3)
        bars.piece("insolvencies")
        bars.ends(FIRST)
        # A source that failed before it could be asked has a bar too.
        bars.ends(SECOND)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "2/2" in text
    assert "insolvencies: fetched" in text
    assert "population: failed" in text
