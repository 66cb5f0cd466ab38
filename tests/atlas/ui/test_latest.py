"""Files are made of what the page holds when they are taken: a text and a click may arrive together."""

import threading
import time

import pytest

from atlas.ui import latest, waiting


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> latest._Session:
    found = latest._Session()
    monkeypatch.setattr(latest, "_session", lambda: found)
    return found


@pytest.mark.usefixtures("session")
def test_a_run_that_has_just_begun_is_waited_for() -> None:
    taken = latest.latest("svg", lambda: "old")

    def run() -> None:
        # The text has arrived a moment after the click.
        time.sleep(latest.QUIET_S / 5)
        with latest.counted():
            time.sleep(2 * latest.QUIET_S)
            latest.latest("svg", lambda: "new")

    page = threading.Thread(target=run)
    page.start()
    assert taken() == "new"
    page.join()


@pytest.mark.usefixtures("session")
def test_runs_inside_each_other_and_stopped_ones_are_counted_to_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latest, "QUIET_S", 0.0)
    taken = latest.latest("svg", lambda: "made")
    with pytest.raises(KeyError), latest.counted(), latest.counted():
        raise KeyError("a stopped run")
    start = time.monotonic()
    assert taken() == "made" and time.monotonic() - start < latest.MOST_S / 2


@pytest.mark.usefixtures("session")
def test_a_page_that_hangs_keeps_nobody_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latest, "MOST_S", 0.1)
    taken = latest.latest("svg", lambda: "made")
    with latest.counted():
        assert taken() == "made"


def test_a_run_that_waits_for_heavy_work_keeps_no_file_waiting(session: latest._Session) -> None:
    with latest.counted():
        with pytest.raises(KeyError), latest.not_counted():
            assert session.under_way == 0
            raise KeyError("a stopped run")
        assert session.under_way == 1
    with latest.not_counted():
        assert session.under_way == 0


def test_waiting_is_not_counted(session: latest._Session) -> None:
    seen = []

    class Done:
        @property
        def finished(self) -> bool:
            seen.append(session.under_way)
            return True

        def results(self) -> list[int]:
            return [session.under_way]

    with latest.counted():
        assert waiting.wait(None, Done(), "") == [1]  # type: ignore[arg-type]
    assert seen == [0]


@pytest.mark.usefixtures("session")
def test_of_a_form_with_a_fault_no_earlier_file_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latest, "QUIET_S", 0.0)
    mine, other = latest.latest("press_a_svg", lambda: "mine"), latest.latest("press_b_svg", lambda: "other")
    latest.forget("press_a_")
    with pytest.raises(latest.NotMadeError):
        mine()
    assert other() == "other"
