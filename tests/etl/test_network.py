"""The same against the real service: left out by default (marker `network`); a service that is away blocks nothing."""

from pathlib import Path

import pytest

from etl import fetch
from etl.http import Client, HttpError
from etl.services import Asked, ServiceError, genesis
from etl.services.account import account

pytestmark = pytest.mark.network
TABLE = "52411-02-01-4"


def test_the_newest_year_comes_without_an_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REGIONALSTATISTIK_USER", "REGIONALSTATISTIK_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("etl.services.account.SECRETS", tmp_path / "secrets.toml")
    (attempt,) = fetch.run(["insolvencies"], folder=tmp_path / "fetched")
    if attempt.outcome == "failed" and "tries" in attempt.reason:
        pytest.skip(attempt.reason)
    assert attempt.outcome in ("fetched", "unchanged", "not_delivered"), attempt


def test_the_service_names_the_years_of_a_table() -> None:
    known = account()
    if known is None:
        pytest.skip("no account in the environment or the file of secrets")
    with Client() as client:
        try:
            first, last = genesis.Service(Asked(client, frozenset()), known).span(TABLE)[:2]
        except HttpError as fault:
            pytest.skip(str(fault))
    assert first <= 2000
    assert last >= 2024


def test_a_wrong_password_is_refused_as_recorded() -> None:
    with Client() as client:
        service = genesis.Service(Asked(client, frozenset()), genesis.Account("nobody", "no password"))
        try:
            with pytest.raises(ServiceError) as fault:
                service.span(TABLE)
        except HttpError as away:
            pytest.skip(str(away))
    assert fault.value.whole
