"""What the publishers answered, kept as it came: data/fetched/raw, each file with its request beside it.

A file arrives under a hidden folder, is looked at there, and is then moved to its place whole: a run that is killed
leaves nothing half-written that a reader would find.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import IO, Any

from etl.days import is_day
from etl.errors import BuildError
from etl.http import Reply
from etl.places import ARRIVING, RAW
from etl.services import Piece

REFUSED, REPLACED = "refused", "replaced"
REQUEST = ".request.json"
CHUNK = 1024**2
TEXT = (".csv", ".txt")
# The line in which a classic table prints the moment of its retrieval: no figure.
STAND = re.compile(rb"Stand:? *\d\d\.\d\d\.\d{4}")
NAME = re.compile(r"[\w.()-]+(?:/[\w.()-]+)*")


@dataclass(frozen=True)
class Request:
    """What is known of a kept answer; no secret in it.

    `file`: below the folder; `key`: the same with {day} for its day. `content`: a sum over the lines of a text, in
    whatever order they stand (the service sends rows unsorted), without the moment of retrieval; other files: that of
    their bytes. `periods`: what it holds; `delivered`: those of them that hold figures of districts.
    """

    source_id: str
    file: str
    key: str
    address: str
    parameters: dict[str, str]
    fetched_at: str
    status: int
    headers: dict[str, str]
    bytes: int
    sha256: str
    content: str
    periods: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()
    refused: str = ""


@dataclass
class Arrival:
    """An answer on disk that has no place yet: its file, and its request as far as it is known before reading."""

    file: Path
    request: Request


@dataclass
class Originals:
    """The folder of fetched originals, and what it held when it was opened, by key, the newest of each."""

    folder: Path
    newest: dict[str, Request] = field(default_factory=dict)

    @classmethod
    def opened(cls, folder: Path) -> "Originals":
        """Return the originals below `folder`, an empty folder too."""
        newest: dict[str, Request] = {}
        for request in sorted(_requests(folder / RAW), key=lambda request: request.fetched_at):
            newest[request.key] = request
        return cls(folder, newest)

    def of(self, source_id: str) -> list[Request]:
        """Return the newest original of each key of a source."""
        return [request for request in self.newest.values() if request.source_id == source_id]

    def newest_day(self) -> str:
        """Return the day (ISO) of the newest of them, '' where there are none."""
        days = (request.fetched_at[:10] for request in self.newest.values())
        return max(filter(is_day, days), default="")

    def receive(self, source_id: str, piece: Piece, reply: Reply) -> Arrival:
        """Write an answer into the hidden folder and return it; the answer is closed.

        Raises BuildError where it cannot be written.
        """
        key = keyed(piece.file, piece.periods)
        name = key.replace("{day}", reply.fetched_at[:10]).replace("{periods}", "newest")
        if not NAME.fullmatch(name) or ".." in name:
            raise BuildError(f"{name!r} is no name for a file of {source_id}; mend etl/sources/{source_id}.py.")
        file = self.folder / ARRIVING / name
        with reply, _told(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                reply.body.seek(0)
                shutil.copyfileobj(reply.body, stream, CHUNK)
        with file.open("rb") as stream:
            content = content_sum(stream) if file.suffix in TEXT else ""
        digest = _sha256(file)
        request = Request(
            source_id,
            name,
            key,
            reply.address,
            dict(piece.parameters),
            reply.fetched_at,
            reply.status,
            {key: value for key, value in reply.headers.items() if key != "location"},
            file.stat().st_size,
            digest,
            content or digest,
        )
        return Arrival(file, request)

    def same(self, arrival: Arrival) -> Request | None:
        """Return the newest original of the arrival's key that holds the same; None where it holds something else.

        The key of "the newest, whatever it is" is not known yet: there any newest original of the source counts.
        """
        request = arrival.request
        known = [self.newest.get(request.key)] if "{periods}" not in request.key else self.of(request.source_id)
        return next((held for held in known if held and held.content == request.content), None)

    def keep(self, arrival: Arrival, periods: tuple[str, ...], delivered: tuple[str, ...]) -> Path:
        """Move an arrival to its place, its request before it, and return the place.

        Another file of that place and day is moved aside: of two values of one day nobody could say which is newer.
        """
        request = replace(arrival.request, periods=periods, delivered=delivered)
        request = replace(request, key=keyed(request.key, periods))
        request = replace(request, file=request.key.replace("{day}", request.fetched_at[:10]))
        place = self.folder / RAW / request.file
        with _told(place):
            if place.exists():
                self._move_aside(place)
            _write(_beside(place), request)
            os.replace(arrival.file, place)
        self.newest[request.key] = request
        return place

    def refuse(self, arrival: Arrival, why: str) -> Path:
        """Move an arrival to the refused ones, with the reason, for a person to look at; return its place.

        Only the newest refused answer of a name is kept: a timer that asks every day must not fill the disk.
        """
        name = arrival.request.key.replace("__retrieved-{day}", "").replace("{day}", "").replace("{periods}", "newest")
        place = self.folder / REFUSED / name
        with _told(place):
            _write(_beside(place), replace(arrival.request, refused=why, file=name))
            os.replace(arrival.file, place)
        return place

    def drop(self, arrival: Arrival) -> None:
        """Forget an arrival that is already held."""
        arrival.file.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what a run that was killed left behind in the hidden folder."""
        shutil.rmtree(self.folder / ARRIVING, ignore_errors=True)

    def _move_aside(self, place: Path) -> None:
        stamp = re.sub(r"\D", "", self._fetched_at(place))
        goal = self.folder / REPLACED / place.relative_to(self.folder / RAW)
        goal = goal.with_name(f"{goal.stem}.{stamp}{goal.suffix}")
        goal.parent.mkdir(parents=True, exist_ok=True)
        for old, new in ((_beside(place), _beside(goal)), (place, goal)):
            if old.exists():
                os.replace(old, new)

    def _fetched_at(self, place: Path) -> str:
        request = _request(_beside(place))
        return request.fetched_at if request else str(place.stat().st_mtime_ns)


def keyed(name: str, periods: Sequence[str]) -> str:
    """Return a name with its `{periods}` filled in: '2024', '2022-2024', '2026-02'; as it is without periods."""
    days = sorted({period[:4] if len(period) == len("2024-12-31") else period for period in periods})
    if not days:
        return name
    return name.replace("{periods}", days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}")


def content_sum(stream: IO[bytes]) -> str:
    """Return a sum over the lines of a text that does not depend on their order: SHA-256 of each, added up.

    Lines that tell the moment of a retrieval do not count, nor do the byte order mark and the kind of line ends.
    """
    total = 0
    for line in stream:
        text = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
        if text and not STAND.search(text):
            total += int.from_bytes(hashlib.sha256(text).digest(), "big")
    return f"{total % 2**256:064x}"


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _beside(file: Path) -> Path:
    return file.with_name(file.name + REQUEST)


def _write(file: Path, request: Request) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    hidden = file.with_name(f".{file.name}")
    hidden.write_text(json.dumps(asdict(request), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(hidden, file)


def _requests(raw: Path) -> Iterator[Request]:
    """Yield the requests whose file is there and whole; a request without its file is of a run that was killed."""
    for file in sorted(raw.rglob(f"*{REQUEST}")):
        request, original = _request(file), file.with_name(file.name.removesuffix(REQUEST))
        if request and original.is_file() and original.stat().st_size == request.bytes:
            yield request


def _request(file: Path) -> Request | None:
    try:
        held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        lists = {name: tuple(map(str, held[name])) for name in ("periods", "delivered")}
        request = Request(**held | lists)
        texts = (getattr(request, field.name) for field in fields(Request) if field.type is str)
        return request if all(isinstance(text, str) for text in texts) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn what goes wrong with a file inside into our own error."""
    try:
        yield
    except OSError as fault:
        why = f"{file}: cannot be written ({fault}). Make room or give rights, then repeat."
        raise BuildError(why) from fault
