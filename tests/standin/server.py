"""A stand-in of the publishers on loopback: real HTTP, real statuses, and every way in which an answer can go wrong."""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Question:
    """What was asked: `headers` in lower case, `form` of a POST, `query` of the address."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


@dataclass
class Answer:
    """What is answered; the last three make it go wrong.

    `length` is what Content-Length says (None: the truth for bytes, nothing for a stream); `cut_after` bytes the
    connection is closed; `pause_s` passes between the pieces of a body given as pieces, or before it.
    """

    status: int = 200
    body: bytes | Iterable[bytes] = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    cut_after: int | None = None
    pause_s: float = 0.0


Route = Callable[[Question], Answer]


class StandIn:
    """Answers by the first route that fits; `first` come before all routes, one for each question."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.first: list[Answer] = []
        self.most_at_once = 0
        self._routes: list[tuple[str, re.Pattern[str], Route]] = []
        self._now = 0
        self._guard = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def route(self, method: str, path: str, answer: Route) -> None:
        """Answer questions whose whole path fits the pattern."""
        self._routes.append((method, re.compile(path), answer))

    def before(self, method: str, path: str, answer: Route) -> None:
        """Answer these questions otherwise than the route that is there already."""
        self._routes.insert(0, (method, re.compile(path), answer))

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question, which is written down."""
        with self._guard:
            self.asked.append(question)
            if self.first:
                return self.first.pop(0)
        for method, path, answer in self._routes:
            if method == question.method and path.fullmatch(question.path):
                return answer(question)
        known = any(path.fullmatch(question.path) for _, path, _ in self._routes)
        return Answer(405 if known else 404, b"<html>no</html>", {"Content-Type": "text/html"})

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in their order."""
        return [question.path for question in self.asked]

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count how many questions are under way at once."""
        with self._guard:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._guard:
                self._now -= 1

    @contextmanager
    def running(self) -> Iterator["StandIn"]:
        """Serve while the block runs."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()


def _handler(standin: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.serve()

        def do_HEAD(self) -> None:
            self.serve()

        def do_POST(self) -> None:
            self.serve()

        def serve(self) -> None:
            with standin.counted():
                length = self.headers.get("content-length")
                if self.command == "POST" and length is None:
                    answer = Answer(411, b"<html>Length Required</html>", {"Content-Type": "text/html"})
                else:
                    answer = standin.answer(self.question(self.rfile.read(int(length or 0))))
                if isinstance(answer.body, bytes):
                    time.sleep(answer.pause_s)
            # No longer counted: whoever has the answer may ask again before this thread goes on.
            # Whoever asked may have gone: that is what some tests are about.
            with suppress(ConnectionError):
                self.send(answer)

        def question(self, body: bytes) -> Question:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            form = dict(parse_qsl(body.decode(), keep_blank_values=True))
            return Question(self.command, parts.path, dict(parse_qsl(parts.query)), headers, form)

        def send(self, answer: Answer) -> None:
            whole = answer.body if isinstance(answer.body, bytes) else None
            length = answer.length if answer.length is not None else None if whole is None else len(whole)
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if length is not None:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            if self.command == "HEAD":
                return
            if whole is not None:
                self.wfile.write(whole[: answer.cut_after])
                return
            for piece in answer.body:
                self.wfile.write(piece if isinstance(piece, bytes) else bytes([piece]))
                self.wfile.flush()
                time.sleep(answer.pause_s)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler
