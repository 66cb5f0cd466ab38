"""The publishers' services: one module each says how it is asked; here stands what a source hands to `etl fetch`.

A source whose figures are a table of the Regionaldatenbank needs no code of its own. Any other source that can be
fetched has, beside SOURCE and clean, a function `fetch(asked: Asked) -> Plan`.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from etl.errors import AtlasError
from etl.http import Client, Reply


class NotDeliveredError(AtlasError):
    """The publisher has nothing for this period yet: no fault, and nothing to do but to wait."""


class UnchangedError(AtlasError):
    """The publisher says by itself that nothing is newer than what is held."""


class ServiceError(AtlasError):
    """A service that refuses: `why` says what it answered, `do` what a person does now; holds no secret.

    With `whole` every further question to this service would fail the same way: it is not asked again in this run.
    """

    def __init__(self, why: str, do: str, *, whole: bool = False) -> None:
        self.why, self.do, self.whole = why, do, whole
        super().__init__(f"{why} {do}")


@dataclass(frozen=True)
class Piece:
    """One answer to ask a publisher for, asked when `ask` is called.

    `file`: where the answer is kept below the folder of fetched originals, as Source.files expects it. `{day}` in it
    becomes the day of arrival (ISO), `{periods}` what the answer turns out to hold ('2024', '2022-2024').
    `periods`: what it should hold, as years or ISO periods ('2024', '2026-02'); an answer for another year is refused.
    Empty: whatever comes, as with "the newest". `parameters`: what is asked for, for the record: no secret in it.
    `nationwide`: the answer holds districts of the whole country: one with far too few of them is refused.
    `not_before`: an answer whose newest year is an earlier one is stale: what is held is newer, nothing is taken.
    `ask`: asks and returns the whole answer, unpacked. Raises HttpError, ServiceError, NotDeliveredError,
    UnchangedError or SourceError.
    """

    file: str
    periods: tuple[str, ...]
    ask: Callable[[], Reply]
    parameters: dict[str, str] = field(default_factory=dict)
    nationwide: bool = False
    not_before: int | None = None


@dataclass(frozen=True)
class Plan:
    """What a source asks its publisher for.

    `known`: the newest period that the publisher says it has ('2025', '2026-02'), '' where it does not say.
    `said`: a restriction that a person should know of ("Without an account: the newest year only."), '' for none.
    """

    pieces: Sequence[Piece]
    known: str = ""
    said: str = ""


@dataclass(frozen=True)
class Asked:
    """What a run of `etl fetch` tells a source.

    `since`: the first year wanted, whether held or not (a revision is found that way); None: what is new.
    `held`: the periods of which district figures are held, as the tidy frames write them ('2024', '2024-12-31',
    '2026-02'). `kept`: what was fetched before, as Piece.file with `{day}` left in and `{periods}` filled in.
    `land_codes`: the Länder of the region. `ended`: keys of districts that a reform has ended. `client`: by which to
    ask; nothing else asks the network.
    """

    client: Client
    held: frozenset[str]
    since: int | None = None
    kept: frozenset[str] = frozenset()
    land_codes: tuple[str, ...] = ()
    ended: frozenset[str] = frozenset()

    def wants(self, year: int) -> bool:
        """Return whether a year is to be asked for: since `since`; or else not held, or among the last two held.

        The last two are asked for again because a year's figures are revised within the next.
        """
        if self.since is not None:
            return year >= self.since
        return year not in self.years or year >= max(self.years) - 1

    @property
    def years(self) -> frozenset[int]:
        """Return the years of which anything is held."""
        return frozenset(int(period[:4]) for period in self.held)


def base(variable: str, address: str) -> str:
    """Return a service's base address without a last slash: that of the environment's `variable`, else `address`."""
    return (os.environ.get(variable) or address).rstrip("/")
