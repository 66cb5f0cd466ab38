"""What came of the answers of one source, gathered into one line for a person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from etl import attempts
from etl.attempts import Attempt
from etl.errors import AtlasError, SourceError

YEAR_OR_DAY = re.compile(r"\d{4}(-\d\d-\d\d)?")
NOT_YET = "not delivered yet: every district carries '-'"


@dataclass
class Tally:
    """The outcomes of one source's answers, by period; `attempt` makes one of them."""

    source_id: str
    at: str
    known: str = ""
    said: str = ""
    _periods: dict[str, list[str]] = field(default_factory=dict)
    _reasons: dict[str, list[str]] = field(default_factory=dict)
    _do: list[str] = field(default_factory=list)

    def fetched(self, periods: Sequence[str]) -> None:
        """Note what is new."""
        self._note(attempts.FETCHED, periods)

    def unchanged(self, periods: Sequence[str]) -> None:
        """Note what is held already."""
        self._note(attempts.UNCHANGED, periods)

    def not_delivered(self, periods: Sequence[str], why: str = NOT_YET) -> None:
        """Note what the publisher has not delivered yet."""
        self._note(attempts.NOT_DELIVERED, periods, why)

    def stale(self, periods: Sequence[str]) -> None:
        """Note an answer that is older than what is held, of which nothing was taken."""
        self._note(attempts.UNCHANGED, periods, "older than what is held, not taken")

    def fail(self, periods: Sequence[str], fault: AtlasError) -> None:
        """Note what could not be had, with the fault's own words on why and what to do."""
        why, do = getattr(fault, "why", str(fault)), getattr(fault, "do", "")
        if isinstance(fault, SourceError):
            why = f"{fault.file}, {fault.where}: found {fault.found}; wanted {fault.wanted}."
        self._note(attempts.FAILED, periods, why, do)

    def fault(self, fault: Exception) -> None:
        """Note a fault of the program: its kind only, because its words may hold anything."""
        self._note(attempts.FAILED, (), f"fault of the program: {type(fault).__name__}", "Report it with the log.")

    def left(self, count: int) -> None:
        """Note how many answers were not asked for any more."""
        if count:
            self._reasons.setdefault(f"{count} more not asked for", [])

    def by_hand(self, do: str) -> None:
        """Note that nobody can be asked."""
        self._note(attempts.BY_HAND, (), "delivered by hand: there is no service to ask", do)

    def planned(self, periods: Sequence[str], count: int) -> None:
        """Note what would be asked for."""
        self._note(attempts.PLANNED, periods, f"{count} {'answer' if count == 1 else 'answers'} would be asked for")

    def attempt(self) -> Attempt:
        """Return the one outcome: the worst of a failure; else the best of what is new, awaited or as before."""
        order = (attempts.FAILED, attempts.BY_HAND, attempts.PLANNED, attempts.FETCHED, attempts.NOT_DELIVERED)
        outcome = next((name for name in order if name in self._periods), attempts.UNCHANGED)
        reasons = [f"{spans(periods)}: {why}" if periods else why for why, periods in self._reasons.items()]
        if outcome == attempts.FAILED and (new := self._periods.get(attempts.FETCHED)):
            reasons.append(f"fetched: {spans(new)}")
        return Attempt(
            self.source_id,
            self.at,
            outcome,
            tuple(sorted(set(self._periods.get(outcome, ())))),
            "; ".join([*reasons, *([self.said] if self.said else [])]),
            " ".join(self._do),
            self.known,
        )

    def _note(self, outcome: str, periods: Sequence[str], why: str = "", do: str = "") -> None:
        self._periods.setdefault(outcome, []).extend(periods)
        if why:
            self._reasons.setdefault(why, []).extend(periods)
        if do and do not in self._do:
            self._do.append(do)


def spans(periods: Iterable[str]) -> str:
    """Return periods for a person: years in a row as '2015–2020', others one by one, in their order."""
    texts = sorted(set(periods))
    years = [int(text[:4]) for text in texts if YEAR_OR_DAY.fullmatch(text)]
    if len(set(years)) < len(texts):
        return ", ".join(texts)
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
