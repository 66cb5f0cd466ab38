"""Where everything lies unless a command is told otherwise."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOTS = ROOT / "data" / "snapshot"
LOOKUPS = ROOT / "data" / "lookups"
FETCHED = ROOT / "data" / "fetched"
DATABASES = ROOT / "data" / "db"
# Below the folder of what was fetched: answers as they came, tidy files, what is not whole yet.
RAW, SNAPSHOT, ARRIVING = "raw", "snapshot", ".arriving"


@dataclass(frozen=True)
class Places:
    """The folders of a refresh: figures that ship, lookups, what was fetched, databases."""

    snapshots: Path
    lookups: Path
    fetched: Path
    data_db: Path

    @property
    def raw(self) -> Path:
        """The folder of answers as they came."""
        return self.fetched / RAW

    @property
    def tidy(self) -> Path:
        """The folder of tidy files made of what was fetched."""
        return self.fetched / SNAPSHOT
