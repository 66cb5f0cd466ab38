"""The open services as they are today: left out by default (marker `network`); one that is away blocks nothing."""

from collections.abc import Iterator
from datetime import date

import pytest

from etl import held
from etl.http import Client, HttpError
from etl.services import Asked, arbeitsagentur, base, bkg
from etl.sources import boundaries, employees_monthly, short_time_work, unemployment_monthly, vacancies
from etl.sources import unemployment_workbook as booklet
from tests.databases import LOOKUPS, SNAPSHOTS

pytestmark = pytest.mark.network
LAND = "16"


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as made:
        yield made


@pytest.fixture
def districts(client: Client) -> dict[str, str]:
    """Return the publisher's names of the Land's districts; skip where the publisher is away."""
    try:
        ended = held.districts(SNAPSHOTS, LOOKUPS, date.today()).ended
        return arbeitsagentur.districts(Asked(client, frozenset(), land_codes=(LAND,), ended=ended))
    except HttpError as fault:
        pytest.skip(str(fault))


def test_the_list_has_exactly_the_districts_of_the_land(districts: dict[str, str]) -> None:
    assert len(districts) == 22


@pytest.mark.parametrize("module", [unemployment_monthly, employees_monthly, vacancies])
def test_a_table_is_read(module: object, client: Client, districts: dict[str, str], tmp_path: object) -> None:
    source, field, clean = module.SOURCE, module.FIELD, module.clean  # type: ignore[attr-defined]
    try:
        reply = arbeitsagentur.key_figures(client, source.table, field, districts["16067"])
    except HttpError as fault:
        pytest.skip(str(fault))
    with reply:
        file = tmp_path / "any-16067__retrieved-2026-01-01.csv"  # type: ignore[operator]
        file.write_bytes(reply.start(arbeitsagentur.MOST_ANSWER_BYTES))
    frame = clean(file)
    assert set(frame["area_code"]) == {"16067"} and frame["value"].gt(0).any()


@pytest.mark.parametrize("module", [booklet, short_time_work])
def test_the_newest_workbook_is_found(module: object, client: Client) -> None:
    try:
        address, month = arbeitsagentur.newest_workbook(client, module.TOPIC, module.WANTED)  # type: ignore[attr-defined]
    except HttpError as fault:
        pytest.skip(str(fault))
    assert address.startswith("https://") and month >= "2025-12"


def test_the_edition_of_the_boundaries_is_there(client: Client) -> None:
    address = base(*bkg.SERVICE) + bkg.PATH.format(edition=boundaries.EDITION)
    try:
        with client.ask(address, method="HEAD") as reply:
            assert reply.status == 200
    except HttpError as fault:
        pytest.skip(str(fault))
