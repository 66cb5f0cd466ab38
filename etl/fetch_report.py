"""What a person sees of a run: bars while it goes on, a table at its end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl import attempts
from etl.attempts import Attempt
from etl.tally import spans

STYLES = {attempts.FETCHED: "green", attempts.FAILED: "bold red", attempts.NOT_DELIVERED: "yellow"}


class Bars:
    """A bar for each source and one for all of them."""

    def __init__(self, bars: Progress, sources: int) -> None:
        self._bars = bars
        self._total = bars.add_task("all sources", total=sources)
        self._tasks: dict[str, TaskID] = {}

    def begins(self, source_id: str, pieces: int) -> None:
        """Draw the bar of a source that is asked for so many answers."""
        self._tasks[source_id] = self._bars.add_task(source_id, total=max(pieces, 1))

    def piece(self, source_id: str) -> None:
        """Move the bar of a source by one answer."""
        self._bars.advance(self._tasks[source_id])

    def ends(self, attempt: Attempt) -> None:
        """Fill the bar of a source, say what came of it, and move the bar of all."""
        if attempt.source_id not in self._tasks:
            self.begins(attempt.source_id, 1)
        task = self._tasks[attempt.source_id]
        total = next(held.total for held in self._bars.tasks if held.id == task)
        self._bars.update(task, completed=total, description=f"{attempt.source_id}: {told(attempt.outcome)}")
        self._bars.advance(self._total)


@contextmanager
def bars(sources: int, console: Console | None = None) -> Iterator[Bars]:
    """Draw the bars of a run over so many sources while the block runs; on a file or pipe only their last state."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console or Console(stderr=True)) as drawn:
        yield Bars(drawn, sources)


def table(found: Sequence[Attempt]) -> Table:
    """Return the end of a run as a table: each source, what came of it, for which periods, why and what to do."""
    counts = {outcome: sum(attempt.outcome == outcome for attempt in found) for outcome in (*attempts.WRITTEN,)}
    title = ", ".join(f"{count} {told(outcome)}" for outcome, count in counts.items() if count)
    drawn = Table("source", "outcome", "periods", "why, and what to do", title=title or "nothing asked for")
    for attempt in found:
        style = STYLES.get(attempt.outcome, "")
        ended = not attempt.reason or attempt.reason.endswith((".", "!", "?"))
        reason = attempt.reason if ended else f"{attempt.reason}."
        why = f"{reason} {attempt.do}".strip()
        drawn.add_row(
            attempt.source_id,
            f"[{style}]{told(attempt.outcome)}[/]" if style else told(attempt.outcome),
            spans(attempt.periods),
            escape(why),
        )
    return drawn


def told(outcome: str) -> str:
    """Return an outcome as words."""
    return outcome.replace("_", " ")
