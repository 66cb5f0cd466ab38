"""The measures of refreshing are taken of what they say: one refresh publishes, the next ones build nothing."""

from pathlib import Path

from tests.bench import refreshing


def test_both_measures_are_taken(tmp_path: Path) -> None:
    unchanged, compared = refreshing.measures(tmp_path, rounds=1)
    assert unchanged.values[0] > 0 and len(list((tmp_path / "refresh" / "db").glob("atlas-*"))) == 1
    assert compared.values[0] > 0 and "figures differ" in compared.what
