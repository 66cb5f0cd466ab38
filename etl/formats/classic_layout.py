"""The parts of a classic GENESIS table, found by what they are: titles, blocks of figures, footer."""

import csv
import re
from dataclasses import dataclass, field

from etl.formats.content import Content, shown

TABLE = re.compile(r'"?(?:GENESIS-)?(?P<word>Tabelle|Table)\s*:\s*(?P<code>[^\s;"]+)[\s;"]*')
RULER = re.compile(r'"?_{5,}"?;*')
STAND = re.compile(
    r'(?:.*\|\s*)?"?(?:Stand|Status|As of):?\s*(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d{4})(?:\s*/\s*\d\d:\d\d:\d\d)?"?;*'
)


@dataclass(frozen=True)
class Row:
    """A line of the file: its 1-based number and its fields."""

    line: int
    cells: list[str]


@dataclass
class Block:
    """Figures under one header: lines of text above, header rows, rows of figures."""

    texts: list[Row] = field(default_factory=list)
    header: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """A table: its code, language, count of row-head columns and of all columns, blocks and notes."""

    table: str
    english: bool
    heads: int
    width: int
    blocks: list[Block]


def footer(content: Content) -> tuple[int, list[str]]:
    """Return (number of lines above the footer, the footer's lines).

    Raises SourceError without the line of underscores or without the date behind `Stand:`: the file is cut.
    """
    lines = content.data.decode("utf-8").split("\n")
    ruler = next((number for number, line in enumerate(lines) if RULER.fullmatch(line.strip())), None)
    if ruler is None:
        wanted = "a line of underscores and the date behind 'Stand:' at the end"
        raise content.refuse(f"line {len(lines)}", "no footer: the file is truncated", wanted)
    notes = lines[ruler + 1 :]
    if not any(STAND.fullmatch(line.strip()) for line in notes):
        raise content.refuse(
            f"line {len(lines)}", "a footer without date: the file is truncated", "'Stand: 31.12.2024'"
        )
    return ruler, notes


def layout(content: Content) -> Layout:
    """Return the parts of a classic table; raises SourceError where they do not make up one."""
    ruler, _ = footer(content)
    lines = content.data.decode("utf-8").split("\n")[:ruler]
    rows = [_row(content, number, line) for number, line in enumerate(lines, start=1) if line.strip("; ")]
    title = TABLE.fullmatch(lines[rows[0].line - 1].strip()) if rows else None
    if not title:
        raise content.refuse("line 1", shown(lines[0] if lines else ""), "'Tabelle: ' and a table code")
    first = next((row for row in rows[1:] if not row.cells[0].strip()), None)
    if first is None:
        raise content.refuse("whole file", "no header row", "a row that begins with empty cells and names the columns")
    heads = next(column for column, cell in enumerate(first.cells) if cell.strip())
    blocks = _blocks(rows[1:], heads)
    found = Layout(title["code"], title["word"] == "Table", heads, len(first.cells), blocks)
    _refuse_incomplete(content, found)
    return found


def _row(content: Content, number: int, line: str) -> Row:
    if '"' not in line:
        return Row(number, line.split(";"))
    try:
        return Row(number, next(csv.reader([line], delimiter=";", strict=True)))
    except (csv.Error, StopIteration) as fault:
        raise content.refuse(f"line {number}", shown(line), "closed quotation marks") from fault


def _blocks(rows: list[Row], heads: int) -> list[Block]:
    """A line of text or a header row below figures begins the next block."""
    blocks = [Block()]
    for row in rows:
        is_text = bool(row.cells[0].strip()) and not any(cell.strip() for cell in row.cells[1:])
        is_header = not is_text and not any(cell.strip() for cell in row.cells[:heads])
        if not (is_text or is_header):
            blocks[-1].rows.append(row)
            continue
        if blocks[-1].rows:
            blocks.append(Block())
        (blocks[-1].texts if is_text else blocks[-1].header).append(row)
    return blocks


def _refuse_incomplete(content: Content, found: Layout) -> None:
    for number, block in enumerate(found.blocks):
        if not block.rows:
            line = (block.texts + block.header)[-1].line
            raise content.refuse(f"line {line}", "no figures below", "rows of figures")
        if not block.header and number:
            block.header = found.blocks[number - 1].header
        if not block.header:
            raise content.refuse(f"line {block.rows[0].line}", "figures above the header", "the header first")
        for row in (*block.header, *block.rows):
            if len(row.cells) != found.width:
                wanted = f"{found.width} as in the header"
                raise content.refuse(f"line {row.line}", f"{len(row.cells)} fields", wanted)
