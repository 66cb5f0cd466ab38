"""The part of the README that is printed from the code: `python -m etl.docs` writes it anew, a test holds it."""

from etl.places import ROOT
from etl.register import all_records
from etl.sources import Source

README = ROOT / "README.md"
BEGIN, END = "<!-- sources:begin -->\n", "<!-- sources:end -->\n"


def source_table() -> str:
    """Return the table of sources in Markdown: title with page, publisher, table, licence, attribution."""
    head = "| data set | publisher | table | licence | to be named |\n| --- | --- | --- | --- | --- |\n"
    return head + "".join(map(_line, all_records()))


def with_sources(text: str) -> str:
    """Return the text of the README with the table of sources between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{source_table()}{END}{after}"


def _line(source: Source) -> str:
    cells = [
        f"[{source.title_en}]({source.page if source.page.startswith('https://') else source.url})",
        source.producer,
        f"`{source.table}`",
        f"[{source.licence}]({source.licence_url})",
        source.attribution,
    ]
    return "| " + " | ".join(cell.replace("|", "&#124;") for cell in cells) + " |\n"


if __name__ == "__main__":
    README.write_text(with_sources(README.read_text(encoding="utf-8")), encoding="utf-8")
