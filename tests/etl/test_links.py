"""Links of the lookups against sites that answer in every way; robots.txt is obeyed, a question a second."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import links
from etl.http import Client
from tests.databases import LOOKUPS
from tests.standin.server import Answer, Question, StandIn

NO_RULES = Answer(404, b"")


@pytest.fixture
def client(naps: list[float]) -> Iterator[Client]:
    with Client(sleep=naps.append, any_http=True, pause_s=0) as made:
        yield made


def site(standin: StandIn, answers: dict[str, Answer], robots: Answer = NO_RULES) -> None:
    """Let the stand-in answer HEAD and GET of these paths."""
    for path, answer in {"/robots.txt": robots, **answers}.items():
        for method in ("HEAD", "GET"):
            standin.route(method, path, lambda _, answer=answer: answer)  # type: ignore[misc]


def outcome(standin: StandIn, client: Client, *paths: str) -> list[tuple[str, str]]:
    """Return outcome and finding of these paths of the stand-in, in their order."""
    found = [links.Link(standin.url + path, ("events.csv A",)) for path in paths]
    return [(done.outcome, done.found) for done in links.check(found, client)]


def test_every_address_of_the_lookups_is_found_once() -> None:
    found = links.links(LOOKUPS)
    addresses = [link.address for link in found]
    assert len(set(addresses)) == len(addresses)
    with (LOOKUPS / "events.csv").open(encoding="utf-8", newline="") as stream:
        events = list(csv.DictReader(stream))
    assert {row["source_url"] for row in events} | {row["source_url_2"] for row in events} - {""} <= set(addresses)
    named = {row for link in found for row in link.rows}
    assert {f"events.csv {row['event_id']}" for row in events} <= named
    assert any(row.startswith("nodes.csv ") for row in named)


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (Answer(200, b"x"), ("fine", "status 200")),
        (Answer(404, b"x"), ("dead", "status 404")),
        (Answer(410, b"x"), ("dead", "status 410")),
        (Answer(403, b"x"), ("not asked", "status 403")),
    ],
)
def test_what_a_status_means(standin: StandIn, client: Client, answer: Answer, wanted: tuple[str, str]) -> None:
    site(standin, {"/a": answer})
    assert outcome(standin, client, "/a") == [wanted]


def test_get_is_asked_where_head_is_not_answered_well(standin: StandIn, client: Client) -> None:
    standin.route("GET", "/robots.txt", lambda _: NO_RULES)
    standin.route("GET", "/a", lambda _: Answer(200, b"x"))
    standin.route("HEAD", "/b", lambda _: Answer(500, b""))
    standin.route("GET", "/b", lambda _: Answer(200, b"x"))
    assert outcome(standin, client, "/a", "/b") == [("fine", "status 200")] * 2
    assert [q.method for q in standin.asked if q.path == "/a"] == ["HEAD", "GET"]


def test_head_alone_where_it_is_answered_well(standin: StandIn, client: Client) -> None:
    site(standin, {"/a": Answer(200, b"x")})
    assert outcome(standin, client, "/a") == [("fine", "status 200")]
    assert [(q.method, q.path) for q in standin.asked] == [("GET", "/robots.txt"), ("HEAD", "/a")]


def test_a_site_that_is_away_is_told_apart_from_a_dead_link(standin: StandIn, client: Client) -> None:
    site(standin, {"/a": Answer(503, b"x")})
    ((kind, found),) = outcome(standin, client, "/a")
    assert kind == "away" and "status 503" in found


def test_robots_are_obeyed_and_read_once(standin: StandIn, client: Client) -> None:
    rules = Answer(200, b"User-agent: *\nDisallow: /closed/\n")
    site(standin, {"/open": Answer(200, b"x"), "/closed/a": Answer(200, b"x")}, rules)
    assert outcome(standin, client, "/open", "/closed/a") == [
        ("fine", "status 200"),
        ("not asked", "robots.txt keeps programs out"),
    ]
    assert standin.paths() == ["/robots.txt", "/open"]


@pytest.mark.parametrize(
    ("robots", "wanted"),
    [
        (Answer(403, b""), "not asked"),
        (Answer(200, b"<!DOCTYPE html><html>Disallow: /"), "fine"),
        (Answer(200, b"User-agent: *\nCrawl-delay: 600\n"), "not asked"),
        (Answer(200, b"User-agent: Transformationsatlas\nDisallow: /\n"), "not asked"),
        (Answer(200, b"User-agent: Other\nDisallow: /\n"), "fine"),
        (Answer(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"), "not asked"),
    ],
)
def test_what_robots_say(standin: StandIn, client: Client, robots: Answer, wanted: str) -> None:
    site(standin, {"/a": Answer(200, b"x")}, robots)
    assert [kind for kind, _ in outcome(standin, client, "/a")] == [wanted]


def test_one_question_a_second_or_slower_where_the_site_wants_it(
    standin: StandIn, client: Client, naps: list[float]
) -> None:
    site(standin, {"/a": Answer(200, b"x"), "/b": Answer(200, b"x")}, Answer(200, b"User-agent: *\nCrawl-delay: 5\n"))
    outcome(standin, client, "/a", "/b")
    assert naps == [links.PACE_S, 5, 5] and len(standin.asked) == 3


def test_a_way_within_the_site_is_followed_and_one_elsewhere_is_told(standin: StandIn, client: Client) -> None:
    site(
        standin,
        {
            "/old": Answer(301, b"", {"Location": "/new"}),
            "/new": Answer(200, b"x"),
            "/gone": Answer(302, b"", {"Location": "/missing"}),
            "/missing": Answer(404, b""),
            "/away": Answer(301, b"", {"Location": "https://elsewhere.example/x"}),
            "/round": Answer(302, b"", {"Location": "/round"}),
            "/nowhere": Answer(302, b"", {"Location": "http://["}),
        },
    )
    assert outcome(standin, client, "/old", "/gone", "/away", "/round", "/nowhere") == [
        ("fine", "status 200"),
        ("dead", "status 404"),
        ("moved", "leads to https://elsewhere.example/x"),
        ("away", "leads on 5 times"),
        ("moved", "leads to an address that is none"),
    ]


@pytest.mark.parametrize("address", ["", "Bericht S. 4", "http://[", "mailto:a@example.org"])
def test_what_is_no_address_is_dead(client: Client, address: str) -> None:
    (done,) = links.check([links.Link(address, ("a.csv 1",))], client)
    assert done.outcome == "dead"


def test_the_report_names_the_rows_and_fails_where_a_link_is_dead(
    standin: StandIn, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(LOOKUPS / "region.toml", tmp_path)
    site(standin, {"/a": Answer(200, b"x"), "/b": Answer(404, b"x")})
    rows = [["event_id", "source_url", "source_url_2"], ["E1", f"{standin.url}/a", f"{standin.url}/b"]]
    (tmp_path / "events.csv").write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    assert links.report(tmp_path, client) == 1
    told = capsys.readouterr().out
    assert "2 links: 1 fine, 1 dead, 0 away" in told and "events.csv E1" in told and "/b" in told
    rows[1][2] = ""
    (tmp_path / "events.csv").write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    assert links.report(tmp_path, client) == 0


def test_a_cell_may_hold_several_addresses(tmp_path: Path) -> None:
    cell = "https://example.org/a | https://example.org/b"
    (tmp_path / "events.csv").write_text(f"event_id,source_url\nE1,{cell}\n", encoding="utf-8")
    assert [link.address for link in links.links(tmp_path)] == cell.split(" | ")


def test_a_question_says_who_asks(standin: StandIn) -> None:
    seen: list[Question] = []
    site(standin, {"/a": Answer(200, b"x")})
    with Client("https://example.org/contact", sleep=lambda _: None) as asking:
        links.check([links.Link(f"{standin.url}/a", ())], asking)
    seen += standin.asked
    assert {question.headers["user-agent"] for question in seen} == {
        "Transformationsatlas (+https://example.org/contact)"
    }
