"""The register of events as a source of figures: kept by hand in the lookups, not delivered by a publisher."""

from pathlib import Path

from etl.notes import Note, note_of, sha256
from etl.sources import Source, all_sources

FILE = "events.csv"
REGISTER = Source(
    id="events",
    title_de="Register der Ereignisse in Betrieben",
    title_en="Register of events in plants",
    producer="Transformationsatlas, nach Presse- und Unternehmensmeldungen",
    table=FILE,
    page="ereignisse",
    url=f"data/lookups/{FILE}",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/deed.de",
    attribution="Transformationsatlas, Register der Ereignisse; jede Zeile nennt die Meldung, auf der sie beruht",
    caveats_de=(
        "Zusammengestellt aus Presse- und Unternehmensmeldungen; nicht vollständig.",
        "Brutto und angekündigt: keine Veränderung der Beschäftigung, und oft nicht bestätigt, dass es so kam.",
    ),
    caveats_en=(
        "Compiled from press and company reports; not complete.",
        "Gross and announced: no change of employment, and often not confirmed that it came so.",
    ),
    files=(),
)


def all_records() -> list[Source]:
    """Return the record of every source: those that publishers deliver, in order of their names, and the register."""
    return [*(module.SOURCE for module in all_sources()), REGISTER]


def register_note(folder: Path, rows: int, newest: str | None) -> Note:
    """Return what is said of the register's file: its bytes, its number of rows, the day of its newest report (ISO)."""
    digest = sha256(folder / FILE)
    return note_of(
        REGISTER,
        REGISTER.title_de,
        snapshot_id=f"lookups-{FILE.removesuffix('.csv')}",
        file=f"lookups/{FILE}",
        original_file=FILE,
        original_sha256=digest,
        shipped_sha256=digest,
        retrieved_on=None,
        publisher_stand=newest,
        rows_unit="rows",
        rows_read=rows,
        rows_kept=rows,
    )
