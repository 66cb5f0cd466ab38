"""The matrix of commuters: as delivered, and broken on purpose."""

import json
from pathlib import Path

import pytest

from etl.errors import SourceError
from etl.sources import commuters


def pair(folder: Path, matrix: str, keys: tuple[str, ...] = ("16063", "16067")) -> Path:
    """Return the file of a small matrix with the keys beside it."""
    places = [dict.fromkeys(keys, 10.0), dict.fromkeys(keys, 50.0)]
    (folder / commuters.KEYS).write_text(json.dumps(places), encoding="utf-8")
    file = folder / "commuter_mobility.txt"
    file.write_text(matrix, encoding="ascii")
    return file


def test_as_delivered(raw: Path) -> None:
    frame = commuters.clean(raw / "commuters" / "commuter_mobility.txt")
    assert len(frame) == 157_588
    assert frame.loc[frame["home_area_code"] == "16063", "commuters"].sum() == pytest.approx(20_694.44, abs=0.01)
    assert frame.loc[frame["work_area_code"] == "16063", "commuters"].sum() == pytest.approx(15_197)
    assert frame["home_area_code"].nunique() == 400
    assert (frame["home_area_code"] != frame["work_area_code"]).all()
    assert frame.attrs["rows_read"] == 160_000


def test_rows_are_homes_and_columns_are_places_of_work(tmp_path: Path) -> None:
    frame = commuters.clean(pair(tmp_path, "0.0 3.5\n2.0 0.0\n"))
    assert frame.to_numpy().tolist() == [["16063", "16067", 3.5], ["16067", "16063", 2.0]]


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ("0 1\n", "2 × 2"),
        ("0 1\n2\n", "square of numbers"),
        ("0 1\n2 x\n", "line 2, field 2"),
        ("0 1\n-2 0\n", "line 2, field 1"),
        ("0 nan\n2 0\n", "line 1, field 2"),
        ("", "2 × 2"),
    ],
)
def test_a_changed_matrix_is_refused(tmp_path: Path, matrix: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        commuters.clean(pair(tmp_path, matrix))


def test_keys_that_are_no_keys_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="keys of five digits"):
        commuters.clean(pair(tmp_path, "0 1\n2 0\n", keys=("16063", "Gotha")))
    file = pair(tmp_path, "0 1\n2 0\n")
    (tmp_path / commuters.KEYS).write_text("[]", encoding="utf-8")
    with pytest.raises(SourceError, match=commuters.KEYS):
        commuters.clean(file)
