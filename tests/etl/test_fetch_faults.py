"""Every fault of an answer and of an account: it fails alone, loses nothing, says why, and tells no secret."""

import io
import json
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import attempts
from etl.services.account import PASSWORD as PASSWORD_NAME
from etl.services.account import USER as USER_NAME
from etl.services.account import Account
from tests.etl.office import INSOLVENCIES, POPULATION, TABLEFILE, Office
from tests.standin.genesis import PASSWORD, REST, USER, code, of_year, recorded, zipped
from tests.standin.server import Answer, StandIn


@pytest.mark.parametrize(
    ("number", "outcome", "told"),
    [
        (22, "failed", "code 22 without a table, 'Die Parameter wurden angepasst.'"),
        (50, "unchanged", ""),
        (90, "failed", "look for it on the publisher's page"),
        (99, "failed", "Found no name of the job"),
        (104, "not_delivered", "nothing for it yet (code 104)"),
        (0, "failed", "code 0 without a table"),
        (4711, "failed", "code 4711"),
    ],
)
def test_each_code_inside_a_good_status(office: Office, number: int, outcome: str, told: str) -> None:
    office.reroute(lambda question: code(number))
    attempt = office.one()
    assert (attempt.outcome, attempt.periods) == (outcome, ("2024",))
    assert told in f"{attempt.reason} {attempt.do}"
    assert office.files() == []


def test_a_table_inside_the_answer_to_changed_parameters_is_taken(office: Office) -> None:
    text = recorded(INSOLVENCIES).decode("utf-8-sig")
    office.reroute(lambda _: code(22, Object={"Content": text}))
    assert office.one().outcome == "fetched"


KEYS = ("Status", "Code", "Content", "Object", "Time", "From", "To", "List", "Parameter")


def faulty(change: Callable[[bytes], bytes]) -> Answer:
    return Answer(200, zipped(change(recorded(INSOLVENCIES))))


def without_column(text: bytes) -> bytes:
    return b"\n".join(b";".join(line.split(b";")[:-1]) for line in text.splitlines()) + b"\n"


def bomb() -> bytes:
    return zipped(b"statistics_code;" + bytes(100 * 2**20))


FAULTS: dict[str, tuple[Answer, str]] = {
    "cut in the middle": (Answer(200, zipped(recorded(INSOLVENCIES)), cut_after=9000), "ChunkedEncodingError"),
    "html": (Answer(200, b"<!DOCTYPE html><title>Wartung</title>"), "a web page or XML"),
    "500 html": (Answer(500, b"<html>Internal Server Error</html>"), "status 500 after 3 tries"),
    "404 html": (Answer(404, b"<html>Not Found</html>"), "status 404"),
    "405": (Answer(405, b""), "status 405"),
    "411": (Answer(411, b"<html>Length Required</html>"), "status 411"),
    "truncated zip": (Answer(200, zipped(recorded(INSOLVENCIES))[:-2000]), "a damaged zip"),
    "damaged zip": (Answer(200, zipped(recorded(INSOLVENCIES)).replace(b"\x50\x4b\x01\x02", b"PK\x09\x09")), "zip"),
    "zip bomb": (Answer(200, bomb()), "bytes in"),
    "another member": (Answer(200, zipped(b"x", "virus.exe")), "1 files ('virus.exe')"),
    "empty": (Answer(200, b""), "an empty file"),
    "dropped column": (faulty(without_column), "wanted value_variable_label"),
    "renamed column": (faulty(lambda text: text.replace(b"value_unit", b"unit", 1)), "found 'unit'; wanted value_unit"),
    "extra column": (faulty(lambda text: text.replace(b"\n", b";x\n")), "found 'x'; wanted value_q"),
    "half a row": (faulty(lambda text: text[:-30]), "no end of line"),
    "another table": (Answer(200, zipped(recorded(POPULATION))), "statistic 12411; wanted statistic 52411"),
    "another year": (faulty(lambda text: of_year(INSOLVENCIES, 2023)), "found 2023; wanted only ['2024']"),
    "a district too many": (faulty(lambda text: text.replace(b";16063;", b";16999;")), "figures of ['16999']"),
    "half of the districts": (
        faulty(lambda text: b"".join(x for x in text.splitlines(keepends=True) if b"KREISE;" not in x or b";0" in x)),
        "districts; wanted nearly all of 400",
    ),
    "garbled": (faulty(lambda text: text.decode().encode("utf-16")), "UTF-16"),
    "no csv": (Answer(200, zlib.compress(b"x" * 5000)), "wanted"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_fails_alone_loses_nothing_and_says_why(office: Office, name: str) -> None:
    answer, told = FAULTS[name]
    office.genesis.files[POPULATION] = {2024: recorded(POPULATION)}
    assert office.one().outcome == "fetched"
    before = office.files()
    office.standin.before(
        "POST",
        TABLEFILE,
        lambda asked: answer if asked.form["name"] == INSOLVENCIES else office.genesis.tablefile(asked),
    )
    bad, good = office.fetch("insolvencies", "population", since=2024)
    assert (bad.outcome, bad.periods) == ("failed", ("2024",))
    assert told in bad.reason
    assert bad.do
    assert "Traceback" not in bad.reason
    assert good.outcome == "fetched"
    assert [file for file in office.files() if INSOLVENCIES in file] == before
    assert not (office.folder / ".arriving").exists() or not list((office.folder / ".arriving").rglob("*.csv"))
    assert attempts.read(office.folder)[-2:] == [bad, good]


def test_what_a_reader_refuses_is_kept_for_a_person_to_look_at(office: Office) -> None:
    for _ in range(2):
        office.reroute(lambda _: faulty(without_column))
        attempt = office.one()
    assert office.files() == []
    assert office.files("refused") == [f"regionalstatistik/{INSOLVENCIES}__2024.csv"]
    request = json.loads((office.folder / "refused" / f"{office.files('refused')[0]}.request.json").read_text())
    assert "value_variable_label" in request["refused"]
    # The message names the file, not the hidden place where it was read.
    assert ".arriving" not in attempt.reason


def test_the_old_flat_form_is_read_where_the_new_one_is_expected(office: Office) -> None:
    text = _old_form(recorded(POPULATION).decode("utf-8-sig"))
    office.genesis.files = {POPULATION: {2024: text.encode()}}
    attempt = office.one("population")
    assert (attempt.outcome, attempt.periods) == ("fetched", ("2024-12-31",))


def _old_form(new: str) -> str:
    """Return a table of the new flat form in the old one: one measure, its name in the header."""
    slots = [
        f"{n}_{word}"
        for n in (1, 2)
        for word in ("Merkmal_Code", "Merkmal_Label", "Auspraegung_Code", "Auspraegung_Label")
    ]
    head = [
        "Statistik_Code",
        "Statistik_Label",
        "Zeit_Code",
        "Zeit_Label",
        "Zeit",
        *slots,
        "BEVSTD__Bevoelkerungsstand__Anzahl",
    ]
    rows = [line.split(";") for line in new.splitlines()[1:]]
    old = [[*row[:4], "31.12.2024", *row[5:13], row[13]] for row in rows]
    return "".join(";".join(row) + "\n" for row in [head, *old])


def test_a_wrong_password_is_asked_once_and_says_what_to_do(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_NAME, "falsch-0000")
    found = office.fetch("insolvencies", "population", "employees")
    assert [attempt.outcome for attempt in found] == ["failed"] * 3
    assert len(office.standin.asked) == 1, "three wrong tries may lock an account"
    assert "status 404, code 2" in found[0].reason
    assert USER_NAME in found[0].do
    assert "Not asked again" in found[2].reason
    assert not any("falsch-0000" in str(attempt) for attempt in found)


def test_an_account_that_is_not_let_in(office: Office) -> None:
    office.standin.first = [Answer(401, b'{"Code":15,"Content":"Sie sind nicht berechtigt","Type":"ERROR"}')]
    assert "status 401, code 15" in office.one().reason


def test_a_service_that_repeats_the_password_is_not_quoted(office: Office) -> None:
    office.standin.first = [code(4711, f"Fehler bei {USER} mit {PASSWORD}")]
    reason = office.one().reason
    assert "Fehler bei *** mit ***" in reason


@pytest.mark.parametrize("form", ["plain", "as its header was read", "in an address", "Latin-1", "in a page"])
@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_repeats_the_password_is_not_kept(office: Office, form: str, packed: bool) -> None:
    """Not among the refused ones, in no header, in no message: the fixture looks through all files for it."""
    repeated = {
        "plain": PASSWORD.encode(),
        "as its header was read": PASSWORD.encode().decode("latin-1").encode(),
        "in an address": quote(PASSWORD).encode(),
        "Latin-1": PASSWORD.encode("latin-1"),
        "in a page": PASSWORD.encode("ascii", "xmlcharrefreplace"),
    }[form]
    page = b"<html>" + b"x" * (2**20 - 12) + repeated + b"</html>"
    headers = {"ETag": PASSWORD.encode().decode("latin-1"), "Last-Modified": quote(PASSWORD)}
    office.reroute(lambda _: Answer(200, zipped(page) if packed else page, headers))
    attempt = office.one()
    assert (attempt.outcome, "the password in the answer" in attempt.reason) == ("failed", True)
    assert office.files("refused") == []


@pytest.mark.parametrize("length", [None, 0])
def test_headers_that_repeat_the_password_are_not_written_down(office: Office, length: int | None) -> None:
    headers = {"ETag": PASSWORD.encode().decode("latin-1"), "Last-Modified": f"x{quote(PASSWORD)}"}
    text = recorded(INSOLVENCIES)[:length]
    office.reroute(lambda _: Answer(200, text, headers))
    assert office.one().outcome == ("fetched" if text else "failed")
    for file in office.folder.rglob("*.json"):
        assert "geheim" not in file.read_text() and "last-modified" not in file.read_text()


def test_a_redirect_that_repeats_the_password_is_not_told(office: Office) -> None:
    office.reroute(lambda _: Answer(302, headers={"Location": f"/login/{quote(PASSWORD)}"}))
    assert "geheim" not in office.one().reason


def test_the_password_follows_no_redirect(office: Office) -> None:
    with StandIn().running() as thief:
        office.standin.first = [Answer(307, headers={"Location": f"{thief.url}{REST}/metadata/table"})]
        assert "redirect" in office.one().reason
        assert thief.asked == []


@pytest.mark.parametrize("repeated", ["a&lt;b &amp; c&#x27;d e", "a%3Cb+%26+c%27d+e", "a%3Cb%20%26%20c%27d%20e"])
def test_a_password_is_known_as_pages_and_forms_write_it(repeated: str) -> None:
    known = Account("user", "a<b & c'd e")
    assert known.is_repeated(io.BytesIO(f"<p>{repeated}</p>".encode()))
    assert known.without(f"<p>{repeated}</p>") == "<p>***</p>"
    assert not known.is_repeated(io.BytesIO(b"<p>a table</p>"))


def test_a_table_that_the_service_does_not_know_is_a_fault(office: Office) -> None:
    (attempt,) = office.fetch("gdp")
    assert (attempt.outcome, attempt.periods) == ("failed", ())
    assert "knows no table 82111-01-05-4" in attempt.reason
    assert "look for it on the publisher's page" in attempt.do


@pytest.mark.parametrize("span", [{}, {"From": "soon", "To": "later"}, {"From": "2025", "To": "2020"}, {"To": "2020"}])
def test_years_that_are_none_are_refused(office: Office, span: dict[str, str]) -> None:
    office.standin.first = [code(0, Object={"Time": span})]
    attempt = office.one()
    assert attempt.outcome == "failed"
    assert "found" in attempt.reason
    assert "years" in attempt.reason


def test_metadata_that_are_no_json_are_refused(office: Office) -> None:
    for body in (b"<html>Wartung</html>", b"", b"[1]", b"[" * 100_000, zipped(recorded(INSOLVENCIES))):
        office.standin.first = [Answer(200, body)]
        assert "wanted JSON" in office.one().reason


def test_a_wrong_password_told_with_a_good_status_is_asked_once(office: Office) -> None:
    told = "Ein Fehler ist aufgetreten. (Bitte prüfen und korrigieren Sie Ihren Nutzernamen bzw.\n das Passwort.)"
    office.standin.before("POST", f"{REST}/metadata/table", lambda _: code(2, told))
    assert [attempt.outcome for attempt in office.fetch("insolvencies", "population")] == ["failed", "failed"]
    assert len(office.standin.asked) == 1


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(bodies=st.lists(JSON_VALUES.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=80), max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_service_answers_is_told_and_breaks_nothing(office: Office, bodies: list[bytes]) -> None:
    office.genesis.large = {INSOLVENCIES} if len(bodies) % 2 else set()
    office.standin.first = [Answer(404 if b"4" in body else 200, body) for body in bodies]
    attempt = office.one()
    office.standin.first = []
    assert attempt.outcome in ("fetched", "unchanged", "failed", "not_delivered")
    assert "fault of the program" not in attempt.reason
