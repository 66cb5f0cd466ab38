"""The one client against a server that does everything wrong that a server can do."""

import gzip
import io
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import NoReturn

import pytest

from etl import addresses
from etl.http import Client, HttpError
from tests.standin.server import Answer, Question, StandIn

SECRET = "geheim-4711"


@pytest.fixture
def client(naps: list[float]) -> Iterator[Client]:
    with Client("https://example.org/contact", connect_s=2, read_s=2, sleep=naps.append) as made:
        yield made


def served(standin: StandIn, *answers: Answer) -> str:
    standin.first += answers
    return f"{standin.url}/table"


def refused(client: Client, address: str, **options: object) -> str:
    with pytest.raises(HttpError) as fault:
        client.ask(address, **options)  # type: ignore[arg-type]
    return str(fault.value)


def test_an_answer_comes_whole_with_what_matters_of_its_headers(standin: StandIn, client: Client) -> None:
    said = {"Content-Type": "text/csv", "ETag": '"a"', "Server": "x", "Last-Modified": "Mon, 23 Nov 2026 04:00:00 GMT"}
    with client.ask(served(standin, Answer(200, b"a;b\n1;2\n", said)) + "?key=secret") as reply:
        assert (reply.status, reply.body.read(), reply.address) == (200, b"a;b\n1;2\n", f"{standin.url}/table")
        kept = {"content-type": "text/csv", "etag": '"a"', "last-modified": "Mon, 23 Nov 2026 04:00:00 GMT"}
        assert {name: reply.headers[name] for name in kept} == kept
        assert "server" not in reply.headers
    (question,) = standin.asked
    assert question.headers["user-agent"] == "Transformationsatlas (+https://example.org/contact)"


@pytest.mark.parametrize("status", [400, 401, 404, 405, 410])
def test_a_plain_refusal_comes_back_at_once(standin: StandIn, client: Client, naps: list[float], status: int) -> None:
    with client.ask(served(standin, Answer(status, b'{"Code":2}'))) as reply:
        assert (reply.status, reply.json(), naps) == (status, {"Code": 2}, [])


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again_after_pauses_that_double(
    standin: StandIn, client: Client, naps: list[float], status: int
) -> None:
    html = Answer(status, b"<html>Internal Server Error</html>", {"Content-Type": "text/html"})
    with client.ask(served(standin, html, html, Answer(200, b"good")), data={"a": "1"}) as reply:
        assert reply.body.read() == b"good"
    assert naps == [1, 2]
    assert [question.form for question in standin.asked] == [{"a": "1"}] * 3
    assert f"status {status} after 3 tries" in refused(client, served(standin, html, html, html))


def test_retry_after_is_obeyed_as_seconds_and_as_a_day(standin: StandIn, client: Client, naps: list[float]) -> None:
    then = {"Date": formatdate(1_000_000, usegmt=True), "Retry-After": formatdate(1_000_030, usegmt=True)}
    address = served(
        standin, Answer(429, headers={"Retry-After": "7"}), Answer(503, headers=then), Answer(200, b"good")
    )
    client.ask(address).close()
    # By the service's own clock, however wrong it is.
    assert naps == [7, 30]


def test_a_service_that_wants_an_hour_is_left_alone_for_this_run(
    standin: StandIn, client: Client, naps: list[float]
) -> None:
    told = refused(client, served(standin, Answer(429, headers={"Retry-After": "3600"})))
    assert "status 429, to be asked again in 3600 s" in told
    assert "not asked again in this run, status 429 before" in refused(client, f"{standin.url}/other")
    assert (len(standin.asked), naps) == (1, [])


@pytest.mark.parametrize("said", ["soon", "-5", "1e9", "Mon, 99 Foo 2026", "²", ""])
def test_a_retry_after_that_is_none_counts_as_none(
    standin: StandIn, client: Client, naps: list[float], said: str
) -> None:
    headers = {"Retry-After": said.encode().decode("latin-1")}
    client.ask(served(standin, Answer(503, headers=headers), Answer(200, b"good"))).close()
    assert naps == [1]


def test_nobody_there_is_asked_three_times_and_then_no_more(client: Client, naps: list[float]) -> None:
    with StandIn().running() as gone:
        address = gone.url
    assert "no connection (refused, or name not found) after 3 tries" in refused(client, f"{address}/table")
    assert "not asked again in this run" in refused(client, f"{address}/table")
    assert len(naps) == 2


def test_a_connection_cut_in_the_middle_is_no_answer(standin: StandIn, client: Client) -> None:
    cut = Answer(200, b"x" * 1000, cut_after=500)
    with client.ask(served(standin, cut, Answer(200, b"whole"))) as reply:
        assert reply.body.read() == b"whole"
    assert "ChunkedEncodingError after 3 tries" in refused(client, served(standin, cut, cut, cut))


class Hung(dict[str, str]):
    """Headers that cannot be sent: the connection ends before a status goes out."""

    def items(self) -> NoReturn:
        raise ConnectionError


def test_a_service_that_hangs_up_was_reached_and_is_asked_again_by_the_next_question(
    standin: StandIn, client: Client
) -> None:
    hung = Answer(200, b"x", Hung())
    assert "ConnectionError after 3 tries" in refused(client, served(standin, hung, hung, hung))
    with client.ask(served(standin, Answer(200, b"whole"))) as reply:
        assert reply.body.read() == b"whole"


def test_a_length_that_is_too_great_is_no_answer(standin: StandIn, client: Client) -> None:
    lie = Answer(200, b"x" * 10, length=11)
    assert "after 3 tries" in refused(client, served(standin, lie, lie, lie))


def test_a_silent_service_is_not_waited_for_for_ever(standin: StandIn, naps: list[float]) -> None:
    silent = Answer(200, b"late", pause_s=0.4)
    with Client(read_s=0.05, sleep=naps.append) as hasty:
        assert "after 3 tries" in refused(hasty, served(standin, silent, silent, silent))


def test_a_dripping_service_is_not_waited_for_for_ever(standin: StandIn) -> None:
    drops = Answer(200, (b"x" * 300_000 for _ in range(40)), pause_s=0.05)
    with Client(whole_s=0.2) as hasty:
        started = time.monotonic()
        assert "still sending after 0 s" in refused(hasty, served(standin, drops))
        assert time.monotonic() - started < 1.5


def test_an_answer_that_is_too_long_is_refused_before_and_while_it_is_read(standin: StandIn) -> None:
    with Client(most_bytes=1000) as small:
        assert "1,001 bytes, wanted at most 1,000" in refused(small, served(standin, Answer(200, b"x" * 1001)))
        endless = Answer(200, (b"x" * 900 for _ in range(1000)))
        assert "more than 1,000 bytes" in refused(small, served(standin, endless))


def test_a_bomb_in_the_transport_is_refused(standin: StandIn, client: Client) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as stream:
        for _ in range(80):
            stream.write(bytes(1024**2))
    bomb = Answer(200, packed.getvalue(), {"Content-Encoding": "gzip"})
    assert "packed more than 200 times" in refused(client, served(standin, bomb))
    strange = Answer(200, b"x", {"Content-Encoding": "br"})
    assert "packed by 'br'" in refused(client, served(standin, strange))


def test_what_is_packed_for_the_way_arrives_unpacked(standin: StandIn, client: Client) -> None:
    with client.ask(served(standin, Answer(200, gzip.compress(b"a;b\n"), {"Content-Encoding": "gzip"}))) as reply:
        assert reply.body.read() == b"a;b\n"
    broken = Answer(200, b"no gzip at all", {"Content-Encoding": "gzip"})
    assert "ContentDecodingError" in refused(client, served(standin, broken, broken, broken))


def test_a_redirect_within_the_host_is_followed_and_one_without_end_is_not(standin: StandIn, client: Client) -> None:
    there = Answer(302, headers={"Location": "/there?x=1"})
    with client.ask(served(standin, there, Answer(200, b"good"))) as reply:
        assert reply.body.read() == b"good"
    assert standin.paths() == ["/table", "/there"]
    assert "more than 5 redirects" in refused(client, served(standin, *[there] * 6))
    standin.first.clear()
    with client.ask(served(standin, there), follow=False) as reply:
        assert (reply.status, reply.headers["location"]) == (302, "/there?x=1")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed_with_or_without_secret(
    standin: StandIn, client: Client, status: int
) -> None:
    with StandIn().running() as thief:
        away = Answer(status, headers={"Location": f"{thief.url}/steal?token={SECRET}"})
        secret = {"username": "ada", "password": SECRET}
        told = refused(client, served(standin, away), data={"name": "x"}, secret=secret)
        assert f"found a redirect to {thief.url}/steal," in told
        assert SECRET not in told
        assert SECRET not in refused(client, served(standin, away))
        assert thief.asked == []
    here = Answer(status, headers={"Location": "/there"})
    assert "redirect" in refused(client, served(standin, here), secret=secret)


@pytest.mark.parametrize("location", ["http://[::1", "https://host:abc/", "//", "", "mailto:x", "http://\u00e4"])
def test_a_redirect_to_no_address_is_not_followed(standin: StandIn, client: Client, location: str) -> None:
    told = refused(client, served(standin, *[Answer(302, headers={"Location": location})] * 6))
    assert "redirect" in told


@pytest.mark.parametrize("header", ["two\nlines", " blank", "\r"])
def test_a_header_that_cannot_be_sent_is_not_told(standin: StandIn, client: Client, header: str) -> None:
    told = refused(client, f"{standin.url}/table", secret={"password": f"{header}{SECRET}"})
    assert "headers that can be sent" in told
    assert SECRET not in told
    assert standin.asked == []


@pytest.mark.parametrize("address", ["https://*.example.org/x", "https://a..b/x", "https://\u00e4\u0000.example/"])
def test_a_host_that_is_none_is_refused_at_once(client: Client, naps: list[float], address: str) -> None:
    refused(client, address)
    assert naps == []


@pytest.mark.parametrize(
    "address", ["ftp://example.org", "example.org/table", "http://", "https://[::1", "http://127.0.0.1:99999/x", ""]
)
def test_what_is_no_address_is_refused(client: Client, address: str) -> None:
    assert "wanted an address" in refused(client, address)


def test_http_is_for_this_machine_or_for_a_service_of_ones_own_without_a_secret(client: Client) -> None:
    assert "wanted https://" in refused(client, "http://example.org/table")
    with Client(any_http=True) as own:
        assert "wanted https://" in refused(own, "http://example.org/table", secret={"password": SECRET})


def test_a_certificate_that_does_not_hold_is_not_asked_again(
    standin: StandIn, client: Client, naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURL_CA_BUNDLE", "")
    address = standin.url.replace("http://", "https://")
    # The stand-in speaks no TLS at all: nothing may be believed from it, however often.
    told = refused(client, f"{address}/table")
    assert "a certificate that does not hold" in told
    assert naps == []


def test_certificates_are_checked_whatever_the_environment_says(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, "")
    assert client._settings("https://example.org/")["verify"] is True
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "own.pem")
    assert client._settings("https://example.org/")["verify"] == "own.pem"


def test_a_password_of_the_machine_is_not_sent(
    standin: StandIn, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login ada password {SECRET}\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    client.ask(served(standin, Answer(200, b"good"))).close()
    assert "authorization" not in standin.asked[0].headers


def test_one_question_at_a_time_for_each_host(standin: StandIn) -> None:
    standin.route("GET", "/slow", lambda question: Answer(200, b"x", pause_s=0.05))

    def ask() -> None:
        with Client() as own, own.ask(f"{standin.url}/slow"):
            pass

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(standin.asked), standin.most_at_once) == (5, 1)


def test_a_head_and_cookies(standin: StandIn, client: Client) -> None:
    first = Answer(200, b"body", {"Set-Cookie": "session=1", "Content-Type": "text/html"})
    with client.ask(served(standin, first), method="HEAD") as reply:
        assert (reply.status, reply.body.read()) == (200, b"")
    client.ask(served(standin, Answer(200))).close()
    assert [question.method for question in standin.asked] == ["HEAD", "GET"]
    assert standin.asked[1].headers["cookie"] == "session=1"


def test_four_hundred_megabytes_pass_without_filling_the_memory(standin: StandIn, client: Client) -> None:
    import tracemalloc

    row = b"52411;Statistik;JAHR;Jahr;2024;KREISE;Kreise;16063;Kreis;ISVAT3;Verfahren;;Insgesamt;27;Anzahl;ISV006;F\n"
    block = row * (2**20 // len(row))
    count = 400 * 2**20 // len(block)

    def rows(question: Question) -> Answer:
        return Answer(200, (block for _ in range(count)))

    standin.route("GET", "/large", rows)
    tracemalloc.start()
    try:
        with client.ask(f"{standin.url}/large") as reply:
            assert reply.body.seek(0, 2) == count * len(block)
            assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()


def test_an_address_is_told_without_its_secrets() -> None:
    assert (
        addresses.told(f"https://ada:{SECRET}@example.org:8443/a/b?token={SECRET}#x") == "https://example.org:8443/a/b"
    )
    assert addresses.told("https://[::1") == "an address that is none"
