"""The only module that asks the network. Its messages tell host and path of an address: no secret.

Polite: a User-Agent with a contact, one request at a time for each host, pauses that double, Retry-After is obeyed.
Wary: certificates are always checked, no way leads to another host, nothing is read without end.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import unquote, urlsplit

import requests
from urllib3.exceptions import NewConnectionError

from etl import addresses
from etl.addresses import host_of, is_loopback, told
from etl.errors import AtlasError
from etl.reply import Reply, spool

PROJECT = "Transformationsatlas"
TIMEOUT_S = 60.0
TRIES = 3
# Answers that another try may turn into a good one.
PASSING = frozenset({429, 500, 502, 503, 504})
MOVED = frozenset({301, 302, 303, 307, 308})
MOST_MOVES = 5
# A service that wants to be left alone for longer is asked by the next run, not by a process that sleeps for hours.
MOST_WAIT_S = 120.0
# Published tables shrink to a twentieth; what shrinks two hundred times is no table. See etl/formats/content.py.
MOST_RATIO, RATIO_FROM_BYTES = 200, 64 * 1024**2
CHUNK = 256 * 1024
READABLE = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
KEPT_HEADERS = ("content-type", "content-length", "content-encoding", "last-modified", "etag", "date", "location")
LATER = "Nothing was lost; try again later, the next run goes on from here."
NO_CONNECTION = "no connection (refused, or name not found)"
_guard = threading.Lock()
_hosts: dict[str, threading.Lock] = {}


class HttpError(AtlasError):
    """A service that did not answer as wanted: `why` says which and what was found, `do` what to do."""

    def __init__(self, why: str, do: str = "") -> None:
        self.why, self.do = why, do
        super().__init__(f"{why} {do}".strip())


class _PassingError(Exception):
    """What another try may mend: what was found, the seconds to wait that the service wants, whether it was reached."""

    def __init__(self, found: str, wait_s: float = 0.0, reached: bool = True) -> None:
        self.found, self.wait_s, self.reached = found, wait_s, reached


class _Session(requests.Session):
    """The library's session, which leaves every redirect to us: it would read where it leads even if not followed."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return that there is none."""


@dataclass
class Client:
    """Asks services by HTTP, keeping their cookies in memory while it lives.

    Limits in seconds and bytes. `contact` is an address for whoever wonders who asks. `later` is the advice of a
    message about a service that is away.
    `any_http` allows http:// for other hosts than this machine: for a service of one's own, never with a secret.
    """

    contact: str = ""
    pause_s: float = 1.0
    connect_s: float = 10.0
    read_s: float = TIMEOUT_S
    whole_s: float = 900.0
    most_bytes: int = 1024**3
    any_http: bool = False
    later: str = LATER
    sleep: Callable[[float], None] = time.sleep
    _away: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    _session: _Session = field(default_factory=_Session, init=False, repr=False)

    def __post_init__(self) -> None:
        # What a header cannot hold would stop every question.
        contact = "".join(letter for letter in self.contact if letter.isascii() and letter.isprintable())
        self._session.headers["User-Agent"] = f"{PROJECT} (+{contact})" if contact else PROJECT
        self._session.headers["Accept-Encoding"] = "gzip"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def ask(
        self,
        address: str,
        *,
        data: Mapping[str, str] | None = None,
        secret: Mapping[str, str] | None = None,
        method: str = "",
        follow: bool = True,
    ) -> Reply:
        """Return the whole answer, whatever its status, except those of a service that is away or busy.

        GET, or POST of a form where there is `data` (an empty one too), or HEAD. `secret` are headers that no message
        shows and no redirect gets. Three tries where the service is away or busy (429, 5xx): use it for what is safe
        to repeat. A redirect is followed within the host and where nothing secret is sent; `follow=False` returns it.
        Raises HttpError for an address that is none, no https, a redirect elsewhere, a certificate that does not
        hold, an answer too long, too slow or packed too tightly, and a service that stays away.
        """
        self._refuse_address(address, secret)
        host = urlsplit(address).netloc.rpartition("@")[2].lower()
        request = requests.Request(
            method or ("GET" if data is None else "POST"), address, data=data, headers=dict(secret or {})
        )
        with _only_one_at(host):
            if host in self._away:
                raise HttpError(f"{told(address)}: not asked again in this run, {self._away[host]} before.", self.later)
            for again in range(TRIES):
                try:
                    return self._followed(request, follow)
                except _PassingError as fault:
                    last = fault
                if last.wait_s > MOST_WAIT_S:
                    break
                if again + 1 < TRIES:
                    self.sleep(max(last.wait_s, self.pause_s * 2**again))
            if last.wait_s > MOST_WAIT_S or not last.reached:
                self._away[host] = last.found
        if last.wait_s > MOST_WAIT_S:
            raise HttpError(
                f"{told(address)}: found {last.found}, to be asked again in {last.wait_s:.0f} s.", self.later
            )
        raise HttpError(f"{told(address)}: found {last.found} after {TRIES} tries, wanted an answer.", self.later)

    def _refuse_address(self, address: str, secret: Mapping[str, str] | None) -> None:
        host = host_of(address)
        if not host:
            raise HttpError(f"{told(address)}: wanted an address that begins with http:// or https://.")
        plain = urlsplit(address).scheme == "http" and not is_loopback(host)
        if plain and (secret or not self.any_http):
            raise HttpError(f"{told(address)}: wanted https://, http:// is for services on this machine only.")

    def _followed(self, request: requests.Request, follow: bool) -> Reply:
        bound = request.method == "POST" or bool(request.headers)
        for _ in range(MOST_MOVES):
            reply = self._once(request)
            if reply.status not in MOVED or not follow:
                return reply
            reply.close()
            goal = addresses.goal(request.url, reply.headers.get("location", ""))
            if bound or not addresses.same_host(request.url, goal):
                found = f"a redirect to {_told_goal(goal, request)}"
                raise HttpError(
                    f"{told(request.url)}: found {found}, wanted an answer.",
                    "Find the new address; it is not followed.",
                )
            request = requests.Request(request.method, goal)
        raise HttpError(f"{told(request.url)}: found more than {MOST_MOVES} redirects, wanted an answer.")

    def _once(self, request: requests.Request) -> Reply:
        started = time.monotonic()
        if "@" not in urlsplit(request.url).netloc:
            # An own way to identify oneself, which is none: else a password of ~/.netrc would be sent.
            request.auth = lambda prepared: prepared
        try:
            asked = self._session.prepare_request(request)
            with self._session.send(asked, **self._settings(asked.url or "")) as answer:
                if answer.status_code in PASSING:
                    raise _PassingError(f"status {answer.status_code}", _wait_s(answer.headers))
                body = self._read(answer, started) if request.method != "HEAD" else spool()
        except requests.exceptions.SSLError:
            why = f"{told(request.url)}: found a certificate that does not hold, wanted one that does."
            raise HttpError(why, "Check the address and this machine's clock and certificates.") from None
        except ValueError:
            # The library's own errors about addresses and headers; their words may hold what they are about.
            raise HttpError(f"{told(request.url)}: wanted an address and headers that can be sent.") from None
        except requests.RequestException as fault:
            found = NO_CONNECTION if _is_refused(fault) else type(fault).__name__
            raise _PassingError(found, reached=not _is_away(fault)) from None
        headers = {
            name: answer.headers[name]
            for name in KEPT_HEADERS
            # Whoever follows a redirect needs it; it is told by `_told_goal` only.
            if name in answer.headers and (name == "location" or not _repeats(answer.headers[name], request))
        }
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Reply(told(request.url), answer.status_code, headers, now, body)

    def _settings(self, address: str) -> dict[str, Any]:
        """Return proxies and certificates of this machine; this machine itself is never asked through a proxy."""
        settings: dict[str, Any] = {"stream": True, "timeout": (self.connect_s, self.read_s), "allow_redirects": False}
        if is_loopback(host_of(address)):
            return settings | {"proxies": {}, "verify": True}
        # `verify` is True or a file of certificates here, never off.
        of_machine = self._session.merge_environment_settings(address, {}, None, None, None)
        return settings | {"proxies": of_machine["proxies"], "verify": of_machine["verify"] or True}

    def _read(self, answer: requests.Response, started: float) -> IO[bytes]:
        address = told(answer.url)
        packed = answer.headers.get("content-encoding", "").lower()
        if packed not in READABLE:
            raise HttpError(f"{address}: found an answer packed by {packed[:20]!r}, wanted gzip or none.")
        said = answer.headers.get("content-length", "")
        if said.isdecimal() and int(said) > self.most_bytes:
            raise HttpError(f"{address}: found {int(said):,} bytes, wanted at most {self.most_bytes:,}.")
        body, length = spool(), 0
        try:
            for chunk in answer.iter_content(CHUNK):
                length += len(chunk)
                if length > self.most_bytes:
                    raise HttpError(f"{address}: found more than {self.most_bytes:,} bytes, wanted fewer.")
                if length > RATIO_FROM_BYTES and length > MOST_RATIO * answer.raw.tell():
                    raise HttpError(f"{address}: found an answer packed more than {MOST_RATIO} times, wanted a table.")
                if time.monotonic() - started > self.whole_s:
                    raise HttpError(
                        f"{address}: still sending after {self.whole_s:.0f} s, wanted a whole answer.", LATER
                    )
                body.write(chunk)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return body


def get_json(address: str, *, timeout_s: float = TIMEOUT_S, pause_s: float = 1.0) -> Any:
    """Return the JSON that an address answers with, whatever its status below 500 says; plain http is allowed.

    Tries three times where the service is away or busy (429, 5xx), with a pause that doubles. Raises HttpError for an
    address that is none, a service that does not answer, a status that stays, and an answer that is no JSON.
    """
    own = "Is the service running?"
    with (
        Client(pause_s=pause_s, read_s=timeout_s, any_http=True, later=own) as client,
        client.ask(address) as reply,
    ):
        try:
            return reply.json()
        except ValueError:
            length = reply.body.seek(0, 2)
            found = f"status {reply.status}, no JSON ({length} bytes)"
            raise HttpError(f"{told(address)}: found {found}, wanted JSON.", "Is it the right service?") from None


def _is_refused(fault: requests.RequestException) -> bool:
    """Return whether there was no way to the service: nobody listens there, or its name is not known."""
    return isinstance(getattr(fault.args[0], "reason", None) if fault.args else None, NewConnectionError)


def _is_away(fault: requests.RequestException) -> bool:
    """Return whether nobody was reached at all, as against an answer that broke off."""
    return isinstance(fault, requests.ConnectTimeout) or _is_refused(fault)


def _repeats(text: str, request: requests.Request) -> bool:
    """Return whether a text of an answer repeats one of the secrets that were sent with the question."""
    sent = [str(secret) for secret in request.headers.values()]
    forms = [form for secret in sent for form in (secret, secret.encode("latin-1", "ignore").decode("utf-8", "ignore"))]
    return any(form and form in found for form in forms for found in (text, unquote(text), unquote(text, "latin-1")))


def _told_goal(goal: str, request: requests.Request) -> str:
    """Return what may be told of where a redirect leads."""
    shown = goal.partition("?")[0]
    return "an address that repeats what was sent" if _repeats(shown, request) else told(goal)


@contextmanager
def _only_one_at(host: str) -> Iterator[None]:
    with _guard:
        lock = _hosts.setdefault(host, threading.Lock())
    with lock:
        yield


def _wait_s(headers: Mapping[str, str]) -> float:
    """Return the seconds that Retry-After asks for, as a number or as a date (by the service's own clock), else 0."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        now = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0
