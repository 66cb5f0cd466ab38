"""The classic CSV of GENESIS: titles, header rows, one row per area, notes; cp1252 or re-encoded to UTF-8."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.formats import tidy
from etl.formats.cells import area_level, has_point, read_cells
from etl.formats.classic_header import Meaning, meanings, measure_line
from etl.formats.classic_heads import Heads, heads
from etl.formats.classic_layout import STAND, TABLE, Block, Layout, Row, footer, layout
from etl.formats.content import Content, shown
from etl.formats.periods import parse, part_of_year

PERIOD_LINE = re.compile(r"(?:[A-Za-zÄÖÜäöüß. ]{2,30}:\s*)?(?P<period>\S.*)")
COUNTRY_LINE = re.compile(r"Deutschland|Germany")
QUALITY = re.compile(r"|[a-wyz]{1,2}|\(\)")


@dataclass(frozen=True)
class Above:
    """What the lines of text above a block say: period ('' if none), measure with unit, categories."""

    period: str
    measure: tuple[str, str]
    classes: tuple[str, ...]


def recognises(first_line: str) -> bool:
    """Return whether a file's first line names a table in the classic way."""
    return TABLE.match(first_line.strip()) is not None


def notes(content: Content) -> str:
    """Return the publisher's notes below the figures."""
    lines = [line.strip().strip('"').strip() for line in footer(content)[1]]
    return "\n".join(lines).replace('""', '"').strip()


def stand(content: Content) -> str:
    """Return the day (ISO text) that the publisher prints behind `Stand:`."""
    found = [match for line in footer(content)[1] if (match := STAND.fullmatch(line.strip()))]
    day = parse(f"{found[-1]['d']}.{found[-1]['m']}.{found[-1]['y']}")
    if day is None:
        raise content.refuse("footer", shown(found[-1][0]), "'Stand: ' and a day of the calendar")
    return day[0]


def read(content: Content, table: str | None) -> pd.DataFrame:
    """Return the tidy frame of a classic table; raises SourceError for a file that breaks the format."""
    found = layout(content)
    if table and table != found.table:
        raise content.refuse("line 1", f"table {found.table}", f"table {table}")
    stand(content)
    columns = heads(content, [row for block in found.blocks for row in block.rows], found.heads, bool(_country(found)))
    lines_above = _above(content, found)
    frames = [
        _block(content, found, columns, block, above) for block, above in zip(found.blocks, lines_above, strict=True)
    ]
    frame = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    tidy.refuse_duplicates(content, frame[tidy.CELL], frame["line"].to_numpy())
    return frame


def _period_line(text: str) -> str:
    found = PERIOD_LINE.fullmatch(text)
    return found["period"] if found and parse(found["period"]) else ""


def _above(content: Content, found: Layout) -> list[Above]:
    """Say for each block what its lines of text mean; the first block's stand below the titles."""
    repeated = len(found.blocks[1].texts) if len(found.blocks) > 1 else 0
    title = found.blocks[0].texts
    common = title[: len(title) - repeated]
    result = []
    for block in found.blocks:
        own = title[len(common) :] if block is found.blocks[0] else block.texts
        texts = [row.cells[0].strip() for row in (*common, *own)]
        periods = {text: period for text in texts if (period := _period_line(text))}
        if len(periods) > 1:
            raise content.refuse(f"line {block.rows[0].line}", f"periods {shown(list(periods))} above", "one period")
        measures = [measure for text in texts if (measure := measure_line(text))]
        classes = [
            text.replace(": ", "=", 1)
            for row in own
            if not _period_line(text := row.cells[0].strip()) and not measure_line(text)
        ]
        result.append(Above("".join(periods.values()), measures[-1] if measures else ("", ""), tuple(classes)))
    return result


def _block(content: Content, found: Layout, columns: Heads, block: Block, above: Above) -> pd.DataFrame:
    marks = [column for column in range(found.heads + 1, found.width) if _is_quality(block, column)]
    figures = [column for column in range(found.heads, found.width) if column not in marks]
    dated = columns.period is not None or bool(above.period)
    about = meanings(block.header, figures, above.measure, dated)
    rows, width = len(block.rows), len(figures)
    row, kind = np.repeat(np.arange(rows), width), np.tile(np.arange(width), rows)
    places = np.array([line.line for line in block.rows])[row], np.array(figures)[kind] + 1
    raw = pa.array([line.cells[column] for line in block.rows for column in figures], pa.string())
    point = has_point(content, raw, kind, places, found.english)
    values, signs, bracketed = read_cells(content, raw, places, point)
    statistic = found.table.split("-")[0]
    return tidy.assemble(
        {
            "statistic": statistic if any(sign.isdigit() for sign in statistic) else "",
            "table": found.table,
            **_periods(content, columns, block.rows, about, above.period, row, kind),
            **_areas(columns, found, block.rows, row),
            **_classes(columns, block.rows, about, above.classes, row, kind),
            "measure": tidy.text_column([meaning.measure for meaning in about], kind),
            "unit": tidy.text_column([meaning.unit for meaning in about], kind),
            "value": values,
            "sign": tidy.arrow_column(signs),
            "quality": _quality(block, figures, marks, bracketed),
            "line": places[0].astype(np.int64),
            "column": places[1].astype(np.int64),
        },
        rows * width,
    )


def _quality(block: Block, figures: list[int], marks: list[int], bracketed: np.ndarray) -> pd.Series | str:
    if not marks and not bracketed.any():
        return ""
    texts = [line.cells[column + 1] if column + 1 in marks else "" for line in block.rows for column in figures]
    texts = ["()" if mark else text.strip() for mark, text in zip(bracketed, texts, strict=True)]
    return tidy.arrow_column(pa.array(texts, pa.string()))


def _is_quality(block: Block, column: int) -> bool:
    """A column of quality marks repeats the header of the figures to its left or has none."""
    cells = {row.cells[column].strip() for row in block.rows}
    same = all(row.cells[column].strip() in ("", row.cells[column - 1].strip()) for row in block.header)
    return same and cells != {""} and all(QUALITY.fullmatch(cell) for cell in cells)


def _periods(
    content: Content,
    columns: Heads,
    rows: list[Row],
    about: list[Meaning],
    above: str,
    row: np.ndarray,
    kind: np.ndarray,
) -> dict[str, pd.Series]:
    def cell(line: Row, column: int | None) -> str:
        return "" if column is None else line.cells[column].strip()

    in_rows = [(cell(line, columns.period), cell(line, columns.part)) for line in rows]
    found: list[tuple[str, str]] = []
    first: dict[tuple[str, str], int] = {}
    for line, (text, part) in zip(rows, in_rows, strict=True):
        if (text, part) not in first:
            first[text, part] = len(found)
            found += [_period(content, line, text or each.period or above, part or each.part) for each in about]
    index = np.array([first[key] for key in in_rows])[row] + kind
    return {
        "period": tidy.text_column([period for period, _ in found], index),
        "period_end": tidy.text_column([end for _, end in found], index),
    }


def _period(content: Content, line: Row, text: str, part: str) -> tuple[str, str]:
    found = parse(text + (part_of_year(part) or "")) if text else None
    if found is None:
        raise content.refuse(f"line {line.line}", shown(f"{text} {part}".strip()), "a period in the row or above it")
    return found


def _country(found: Layout) -> str:
    """The line of text that says that all figures are of the whole country, '' without one."""
    titles = [text.cells[0].strip() for text in found.blocks[0].texts]
    return next((title for title in titles if COUNTRY_LINE.fullmatch(title)), "")


def _areas(columns: Heads, found: Layout, rows: list[Row], row: np.ndarray) -> dict[str, pd.Series | str]:
    if columns.area is None or columns.name is None:
        country = _country(found)
        return {"area_level": "country", "area_code": "DG", "area_name": country} if country else {}
    codes = [line.cells[columns.area].strip() for line in rows]
    return {
        "area_level": tidy.text_column([area_level(code) for code in codes], row),
        "area_code": tidy.text_column(codes, row),
        "area_name": tidy.text_column([line.cells[columns.name].strip() for line in rows], row),
    }


def _classes(
    columns: Heads,
    rows: list[Row],
    about: list[Meaning],
    block: tuple[str, ...],
    row: np.ndarray,
    kind: np.ndarray,
) -> dict[str, pd.Series]:
    heads_of = [tuple(line.cells[label].strip() for _, label in columns.classes) for line in rows]
    numbers, distinct = pd.factorize(pd.Series(heads_of))
    labels = ["|".join((*block, *head, *each.classes)) for head in distinct for each in about]
    codes = ["|".join(line.cells[code].strip() for code, _ in columns.classes if code is not None) for line in rows]
    return {
        "classifications": tidy.text_column(labels, numbers[row] * len(about) + kind),
        "classification_codes": tidy.text_column(codes, row),
    }
