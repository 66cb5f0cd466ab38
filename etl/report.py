"""What a person sees of sources, differences and a refresh: tables and sentences on the terminal."""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from etl.diff import Change, Difference, Figure
from etl.errors import BuildError
from etl.overview import SourceRow
from etl.refresh import Outcome

# In a file or a mail from a timer a line need not fit a window.
WIDE = 180
SHOWN = 40
NEEDS = {
    "open": "nothing",
    "account": "an account (without: the newest year at most)",
    "by_hand": "a person: no program may or can ask",
}
KINDS = {
    "added": "new",
    "removed": "gone",
    "revised": "revised",
    "sign": "other sign",
    "new_area": "new area",
    "vanished_area": "vanished area",
    "title": "other title",
    "unit": "other unit",
}


def console() -> Console:
    """Return where tables are written: as wide as the window, or wide where nobody looks at one."""
    return Console() if sys.stdout.isatty() else Console(width=WIDE)


def sources(rows: Iterable[SourceRow]) -> Table:
    """Return the table of sources: what each delivers and needs, how fresh it is, how asking went, on which terms."""
    names = ("source", "delivers", "needs", "held", "known to exist", "last success", "last failure", "terms")
    drawn = Table(*(Column(name, overflow="fold") for name in names), show_lines=True)
    for row in rows:
        told = (row.id, _delivers(row), NEEDS[row.access], row.held, row.known, row.success, row.failure, row.terms)
        drawn.add_row(*(escape(text) for text in told))
    return drawn


def _delivers(row: SourceRow) -> str:
    return f"{row.title} ({row.table})" + (f": {'; '.join(row.indicators)}" if row.indicators else "")


def difference(found: Difference) -> list[Table | str]:
    """Return what differs as a sentence and tables: summed up, then the marked and the largest single figures."""
    if not found.changes:
        return ["Nothing differs."]
    told: list[Table | str] = [sentence(found)]
    published = [change for change in found.changes if not change.computed]
    if published:
        told.append(_summed_up(published))
    if found.figures:
        told.append(_single(found.figures[:SHOWN]))
    if found.single > SHOWN:
        told.append(f"… and {found.single - SHOWN:,} more single figures: --csv FILE writes them all.")
    return told


def sentence(found: Difference) -> str:
    """Return how many figures are new, gone, revised, how many are computed anew, and how many changes are marked."""
    counts = [f"{found.count(kind):,} {KINDS[kind]}" for kind in KINDS if found.count(kind)]
    recomputed = sum(change.figures for change in found.changes if change.computed)
    told = ", ".join(counts) or "no published figure differs"
    marked = f"{found.marked:,} marked for a person to look at" if found.marked else "none marked"
    return f"{told}; {recomputed:,} computed from others; {marked}."


def _summed_up(changes: Sequence[Change]) -> Table:
    drawn = Table("what", "indicator", "period", "figures", "marked", "largest, or text", title="What differs")
    for change in changes:
        numbers = (f"{change.figures:,}", f"[bold red]{change.marked:,}[/]" if change.marked else "")
        names = (escape(change.indicator_id or ""), change.period or "")
        drawn.add_row(KINDS[change.kind], *names, *numbers, escape(_largest(change)))
    return drawn


def _largest(change: Change) -> str:
    if change.kind == "revised":
        return f"{change.area_code}: {_number(change.old_value)} → {_number(change.new_value)}"
    if change.old_text or change.new_text:
        return " ".join(text for text in (change.area_code, change.old_text, "→", change.new_text) if text)
    return ""


def _single(figures: Sequence[Figure]) -> Table:
    title = "Single figures: those marked (!) first, then the largest revisions"
    drawn = Table("", "indicator", "area", "period", "source", "before", "now", title=title)
    for figure in figures:
        before, now = _value(figure.old_value, figure.old_sign), _value(figure.new_value, figure.new_sign)
        names = (figure.indicator_id, figure.area_code, figure.period, figure.source_id, before, now)
        drawn.add_row("[bold red]![/]" if figure.marked else "", *(escape(text) for text in names))
    return drawn


def _value(value: float | None, sign: str | None) -> str:
    return _number(value) if value is not None else sign or "no row"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def write_figures(found: Difference, file: Path) -> None:
    """Write the single figures of a difference as CSV; raises BuildError where that is not possible."""
    names = tuple(Figure.__dataclass_fields__)
    try:
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(names)
            writer.writerows([getattr(figure, name) for name in names] for figure in found.figures)
    except OSError as fault:
        raise BuildError(f"{file}: cannot be written ({fault}). Choose another place with --csv.") from fault


def refresh(outcome: Outcome) -> list[Table | str]:
    """Return what a refresh came to: what was refused and set aside, what differs, what was published or why not."""
    told: list[Table | str] = [f"Refused by its reader: {escape(str(fault))}" for fault in outcome.refused]
    told += [f"Set aside, {source_id}: {escape(said)}" for source_id, said in outcome.aside.items()]
    if outcome.difference:
        told += difference(outcome.difference)
    if outcome.made:
        return [*told, f"Published: {outcome.made}"]
    if outcome.state == "unchanged":
        return [*told, "Nothing new: the published database stays."]
    look = "Look at them with `python -m etl diff`, then publish with `python -m etl refresh --accept`."
    return [*told, f"Not published. {escape(outcome.said)}" + (f" {look}" if outcome.state == "marked" else "")]
