"""An answer of a service, read to its end."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, Self

MOST_JSON = 64 * 1024**2
# An answer larger than this lies on disk, not in memory.
IN_MEMORY = 8 * 1024**2


@dataclass(frozen=True)
class Reply:
    """An answer, read to its end and unpacked from its transport encoding; close it, or use it as a context.

    `address` is without user, password and query, `headers` those that matter, in lower case, `fetched_at` ISO, UTC.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    fetched_at: str
    body: IO[bytes]

    def start(self, count: int) -> bytes:
        """Return the first bytes of the body."""
        self.body.seek(0)
        return self.body.read(count)

    def json(self) -> Any:
        """Return the body as JSON; raises ValueError where it is none or longer than any JSON of a service."""
        found = self.start(MOST_JSON + 1)
        if len(found) > MOST_JSON:
            raise ValueError("too long")
        try:
            return json.loads(found)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    def with_body(self, body: IO[bytes]) -> "Reply":
        """Return the same answer with another body, as unpacked from this one; the old body is closed."""
        self.body.close()
        body.seek(0)
        return replace(self, body=body)

    def close(self) -> None:
        """Give the body's memory or file back."""
        self.body.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def spool() -> IO[bytes]:
    """Return an empty file for an answer: in memory while it is small, on disk from a few megabytes on."""
    return SpooledTemporaryFile(max_size=IN_MEMORY)
