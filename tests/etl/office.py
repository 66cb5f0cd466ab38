"""An office that fetches from the stand-in of the Regionaldatenbank: its folder, its client, what it looks at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from etl import fetch
from etl.attempts import Attempt
from etl.http import Client
from tests.standin.genesis import REST, Genesis
from tests.standin.server import Answer, StandIn

INSOLVENCIES, POPULATION, EMPLOYEES = "52411-02-01-4", "12411-01-01-4", "13111-01-03-4"
TABLEFILE = f"{REST}/data/tablefile"


@dataclass
class Office:
    """The folder into which is fetched, the stand-in, and a client that does not sleep."""

    folder: Path
    standin: StandIn
    genesis: Genesis
    naps: list[float] = field(default_factory=list)

    def fetch(self, *names: str, since: int | None = None, dry_run: bool = False) -> list[Attempt]:
        """Run a fetch as the command does."""
        with Client(connect_s=2, read_s=2, sleep=self.naps.append) as client:
            return fetch.run(names or ("insolvencies",), since, dry_run, self.folder, client=client)

    def one(self, name: str = "insolvencies", since: int | None = 2024) -> Attempt:
        """Fetch one source and return what came of it."""
        (attempt,) = self.fetch(name, since=since)
        return attempt

    def files(self, below: str = "raw") -> list[str]:
        """Return the originals below a folder, without their requests."""
        found = (self.folder / below).rglob("*")
        names = (file.relative_to(self.folder / below).as_posix() for file in found if file.is_file())
        return sorted(name for name in names if not name.endswith(".request.json"))

    def years(self) -> list[str]:
        """Return the years that were asked for, in the order of asking."""
        return [asked.form["startyear"] for asked in self.standin.asked if asked.path == TABLEFILE]

    def reroute(self, answer: Callable[..., Answer]) -> None:
        """Let the service answer every question for a table in another way."""
        self.standin.before("POST", TABLEFILE, answer)
