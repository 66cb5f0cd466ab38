"""Visits the links that hand-kept tables rest on, politely, and says which are dead.

Each address once: HEAD, and GET where HEAD is not answered well; robots.txt is obeyed; one request a second. Nothing of
what is answered is kept.
"""

import csv
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from rich.markup import escape
from rich.table import Table

from etl import addresses, lookups
from etl.addresses import goal, host_of
from etl.errors import SourceError
from etl.http import MOVED, PROJECT, Client, HttpError

PACE_S = 1.0
# A site that wants to be asked more slowly is; one that wants minutes between two questions is not asked.
MOST_PACE_S = 30.0
MOST_BYTES, MOST_ROBOTS_BYTES = 64 * 1024**2, 512 * 1024
MOST_MOVES = 5
COLUMN = "source_url"
# A cell may name several reports.
SEVERAL = " | "
FINE, MOVED_AWAY, DEAD, AWAY, UNASKED = "fine", "moved", "dead", "away", "not asked"
# Answers by which a site keeps programs out: a person has to look.
CLOSED = frozenset({401, 403, 406, 429, 451})
WHAT_TO_DO = {
    DEAD: "Find the report elsewhere or in a web archive, and change the row.",
    AWAY: "Try again another day; if it stays so, treat it as dead.",
    MOVED_AWAY: "Look whether the new address says the same, and change the row.",
    UNASKED: "The site does not want programs: look by hand.",
}


@dataclass(frozen=True)
class Link:
    """An address and the rows that name it, each as 'events.csv TH-…'."""

    address: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What became of a link: `outcome` is fine, moved, dead, away or not asked; `found` says why."""

    link: Link
    outcome: str
    found: str


def links(folder: Path) -> list[Link]:
    """Return every address in the source_url columns of the lookups, each once, in the order of files and rows.

    Raises SourceError for a file that cannot be read. Addresses that are none are links too: they are dead.
    """
    rows: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.csv")):
        try:
            with file.open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    name = f"{file.name} {next(iter(row.values()), '')}"
                    for column, text in row.items():
                        # A row too long has a list behind its last column.
                        if isinstance(column, str) and column.startswith(COLUMN) and isinstance(text, str) and text:
                            for address in text.split(SEVERAL):
                                rows.setdefault(address.strip(), []).append(name)
        except (OSError, ValueError, csv.Error) as fault:
            raise SourceError(file, "whole file", str(fault), "a table", "Restore it.") from fault
    return [Link(address, tuple(dict.fromkeys(named))) for address, named in rows.items()]


def check(
    found: Iterable[Link], client: Client, told: Callable[[Checked], None] = lambda checked: None
) -> list[Checked]:
    """Return what became of each link, visited one after the other; `told` hears of each as it is done."""
    visitor = _Visitor(client)
    checked = []
    for link in found:
        checked.append(visitor.visit(link))
        told(checked[-1])
    return checked


def report(folder: Path, client: Client | None = None) -> int:
    """Check the links of the lookups, print what a person should look at, return 1 where a link is dead, else 0."""
    from etl.report import console

    found = links(folder)
    own = Client(lookups.read_region(folder).contact, any_http=True, most_bytes=MOST_BYTES)
    screen = console()
    with own, screen.status(f"{len(found)} links, one request a second") as state:
        checked: list[Checked] = []

        def told(done: Checked) -> None:
            checked.append(done)
            state.update(f"{len(checked)} of {len(found)} links")

        check(found, client or own, told)
    screen.print(table(checked))
    return int(any(done.outcome in (DEAD, AWAY) for done in checked))


def table(checked: list[Checked]) -> Table:
    """Return the links that a person should look at as a table, dead ones first; its title counts them all."""
    order = [DEAD, AWAY, MOVED_AWAY, UNASKED]
    counted = ", ".join(f"{sum(done.outcome == kind for done in checked)} {kind}" for kind in (FINE, *order))
    made = Table(title=f"{len(checked)} links: {counted}")
    for name in ("link", "outcome", "found", "in", "what to do"):
        made.add_column(name, overflow="fold")
    for done in sorted((done for done in checked if done.outcome != FINE), key=lambda done: order.index(done.outcome)):
        named = ", ".join(done.link.rows[:5]) + (" …" if len(done.link.rows) > 5 else "")
        told = (done.link.address, done.outcome, done.found, named, WHAT_TO_DO[done.outcome])
        made.add_row(*map(escape, told))
    return made


@dataclass
class _Visitor:
    """Visits links with one client; keeps what each site says of programs for the time of a run."""

    client: Client
    robots: dict[str, RobotFileParser | str] = field(default_factory=dict)

    def visit(self, link: Link) -> Checked:
        """Return what became of a link."""
        address = link.address
        if not _host(address):
            return Checked(link, DEAD, "no address")
        try:
            for _ in range(MOST_MOVES):
                if refused := self._refused(address):
                    return Checked(link, UNASKED, refused)
                status, to = self._status(address)
                if status not in MOVED or not to:
                    return Checked(link, _outcome(status), f"status {status}")
                target = goal(address, to)
                if _host(target) != _host(address):
                    return Checked(link, MOVED_AWAY, f"leads to {target[:200] or addresses.NONE}")
                address = target
        except HttpError as fault:
            return Checked(link, AWAY, fault.why[:200])
        return Checked(link, AWAY, f"leads on {MOST_MOVES} times")

    def _status(self, address: str) -> tuple[int, str]:
        """Return the status of an address, and where it leads."""
        # Many sites answer HEAD with anything but the truth, or not at all.
        with suppress(HttpError):
            status, to = self._ask(address, "HEAD")
            if status < 400:
                return status, to
        return self._ask(address, "GET")

    def _ask(self, address: str, method: str) -> tuple[int, str]:
        self._wait(address)
        with self.client.ask(address, method=method, follow=False) as reply:
            return reply.status, reply.headers.get("location", "")

    def _wait(self, address: str) -> None:
        rules = self.robots.get(_host(address))
        delay = rules.crawl_delay(PROJECT) if isinstance(rules, RobotFileParser) else None
        self.client.sleep(max(PACE_S, float(delay or 0)))

    def _refused(self, address: str) -> str:
        """Return why an address may not be visited by a program, '' where it may."""
        host = _host(address)
        if host not in self.robots:
            self.robots[host] = self._rules(address)
        rules = self.robots[host]
        if isinstance(rules, str):
            return rules
        delay = float(rules.crawl_delay(PROJECT) or 0)
        if delay > MOST_PACE_S:
            return f"robots.txt wants {delay:.0f} s between two questions"
        return "" if rules.can_fetch(PROJECT, address) else "robots.txt keeps programs out"

    def _rules(self, address: str) -> RobotFileParser | str:
        """Return the site's rules (RFC 9309: none where there is no such file), or why nothing may be asked."""
        parts = urlsplit(address)
        place, rules, text = f"{parts.scheme}://{parts.netloc}/robots.txt", RobotFileParser(), ""
        # To wherever it leads: RFC 9309 wants that of this one file, and nothing secret is sent.
        for _ in range(MOST_MOVES):
            self.client.sleep(PACE_S)
            with self.client.ask(place, follow=False) as reply:
                if reply.status in (401, 403):
                    return "robots.txt is closed to programs"
                text = reply.start(MOST_ROBOTS_BYTES).decode("utf-8-sig", "replace") if reply.status == 200 else ""
                to = reply.headers.get("location", "") if reply.status in MOVED else ""
            if not to:
                break
            place = goal(place, to)
        # A page that stands in for a missing file is no list of rules.
        rules.parse([] if text.lstrip().startswith("<") else text.splitlines())
        return rules


def _host(address: str) -> str:
    return host_of(address).removeprefix("www.")


def _outcome(status: int) -> str:
    if status < 400:
        return FINE
    return UNASKED if status in CLOSED else DEAD
