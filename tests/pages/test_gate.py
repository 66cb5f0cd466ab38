"""No figure leaves for a page without passing the secrecy gate; what a publisher hides stays hidden."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from atlas.analysis import secrecy
from atlas.messages import words
from atlas.store import Store
from tests.pages.visits import DATA, MAP, html, text, visit

HIDDEN = 123_457.0
CELL = {"indicator": "plant_employees_vehicles", "period": "2015-09-30"}
# A district whose figure its publisher keeps secret.
SECRET = "16068"
COLUMNS = {"indicator_id": "indicator", "area_code": "of", "period": "period"}
Changed = Callable[[str], None]


@pytest.fixture
def changed(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Changed:
    """Return a function that changes a copy of the database by a statement and points the app at it."""

    def change(statement: str) -> None:
        copy = shutil.copy(database, tmp_path / "changed.duckdb")
        with closing(duckdb.connect(str(copy))) as connection:
            changed = connection.execute(statement).fetchone()
            assert changed is not None
            assert changed[0] >= 1
        monkeypatch.setenv("ATLAS_DB", str(copy))

    return change


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> list[pd.DataFrame]:
    """Return the frames that pass the gate from now on."""
    passed: list[pd.DataFrame] = []
    release = secrecy.release

    def watch(values: pd.DataFrame, *args: object, **kwargs: object) -> pd.DataFrame:
        passed.append(values)
        return release(values, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(secrecy, "release", watch)
    return passed


def passed(frames: list[pd.DataFrame], question: pd.DataFrame) -> bool:
    """Return whether the answer to a question of the store passed the gate, with what was found out about it or not."""
    return any(set(question) <= set(frame) and frame[[*question]].equals(question) for frame in frames)


def test_the_map_passes_the_gate(released: list[pd.DataFrame], store: Store) -> None:
    # Key figures are kept per district, so the test takes one that no other test chooses.
    assert not visit(**CELL, district="09780").exception
    assert passed(released, store.values(CELL["indicator"], CELL["period"]))
    assert passed(released, store.key_figures("09780"))


def test_the_class_limits_pass_the_gate(released: list[pd.DataFrame], store: Store) -> None:
    # Classes are kept per choice, so the test takes one that no other test makes.
    assert not visit(**CELL, area="DG", classes="fisher_jenks").exception
    assert passed(released, store.history(CELL["indicator"]))


def test_the_way_of_a_figure_passes_the_gate(released: list[pd.DataFrame], store: Store) -> None:
    assert not visit(DATA, **CELL, of="16063").exception
    assert passed(released, store.figure(CELL["indicator"], "16063", CELL["period"]))
    members = list(store.figure(CELL["indicator"], "16063", CELL["period"])["members"].iloc[0])
    assert passed(released, store.vintages(CELL["indicator"], members, CELL["period"]))


def poison(table: str) -> str:
    """Return the statement that puts a value beside a sign that says there is none."""
    return (
        f"UPDATE {table} SET value = {HIDDEN} WHERE indicator_id = '{CELL['indicator']}' "
        f"AND period = '{CELL['period']}' AND area_code = '{SECRET}' AND sign = '.'"
    )


@pytest.mark.usefixtures("page_fails")
@pytest.mark.parametrize(
    ("page", "address"), [(MAP, {"area": "16"}), (MAP, {"district": SECRET}), (DATA, {"of": SECRET})]
)
def test_a_value_beside_the_sign_that_hides_it_is_refused(
    page: str, address: dict[str, str], changed: Changed, caplog: pytest.LogCaptureFixture
) -> None:
    changed(poison("value_current"))
    app = visit(page, **CELL, **address)
    _refused(app, caplog)


@pytest.mark.usefixtures("page_fails")
def test_a_hidden_vintage_is_refused(changed: Changed, caplog: pytest.LogCaptureFixture) -> None:
    changed(poison("observation_vintage"))
    app = visit(DATA, **CELL, of=SECRET)
    _refused(app, caplog)


@pytest.mark.usefixtures("page_fails")
def test_a_key_figure_of_another_indicator_is_refused(changed: Changed, caplog: pytest.LogCaptureFixture) -> None:
    changed(poison("value_current"))
    app = visit(indicator="unemployed", district=SECRET)
    _refused(app, caplog)


@pytest.mark.usefixtures("page_fails")
def test_a_dash_allows_no_figure_but_zero(changed: Changed, caplog: pytest.LogCaptureFixture) -> None:
    cell = {"indicator": "insolvencies_rejected", "period": "2015", "of": "01004"}
    where = " AND ".join(f"{column} = '{cell[key]}'" for column, key in COLUMNS.items())
    changed(f"UPDATE value_current SET value = 3 WHERE sign = '-' AND {where}")
    _refused(visit(DATA, **cell), caplog)


def _refused(app: AppTest, caplog: pytest.LogCaptureFixture) -> None:
    """Assert that the gate stopped the page, that it says it failed, and that it tells no hidden figure."""
    assert [error.value for error in app.error] == [words("de")("error.unexpected")]
    assert "SecrecyError" in caplog.text
    told = html(app) + text(app)
    assert not any(figure in told for figure in ("123457", "123\u202f457", "123,457"))
