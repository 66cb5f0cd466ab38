"""The errors of the loading half: one class per thing that a caller may catch."""

from pathlib import Path


class AtlasError(Exception):
    """Anything that this project refuses on purpose."""


class SourceError(AtlasError):
    """A file that cannot be used: says which, where in it, what was found, what was wanted, what to do."""

    def __init__(self, file: Path | str, where: str, found: str, wanted: str, do: str) -> None:
        self.file, self.where, self.found, self.wanted, self.do = file, where, found, wanted, do
        super().__init__(f"{file}, {where}: found {found}; wanted {wanted}. {do}")


class CheckError(AtlasError):
    """Figures that break a rule."""


class BuildError(AtlasError):
    """A database that could not be built."""
