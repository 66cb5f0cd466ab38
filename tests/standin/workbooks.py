"""Workbooks written for a test: .xlsx, and .xlsb (binary records, as no library at hand writes them)."""

import io
import struct
import zipfile
from datetime import date, datetime
from typing import Any

import xlsxwriter

Rows = list[list[Any]]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BINARY = "application/vnd.ms-excel"


def xlsx(sheets: dict[str, Rows]) -> bytes:
    """Return the bytes of a workbook with these sheets; a date becomes a day of the calendar, None an empty cell."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "mmm yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)
                    elif cell is not None:
                        sheet.write(line, column, cell)
    return target.getvalue()


def xlsb(sheets: dict[str, Rows]) -> bytes:
    """Return the bytes of a binary workbook with texts and numbers only (MS-XLSB: BrtRowHdr, -CellSt, -CellReal)."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{BINARY}.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)}
        ),
        "xl/workbook.bin": _book(list(sheets)),
    }
    for number, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = _sheet(rows)
    return zipped(parts)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """Return the bytes of a zip with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _record(kind: int, content: bytes = b"") -> bytes:
    """One record: its kind and length, seven bits a byte, then its content."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = bytearray(), len(content)
    while True:
        size.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            return head + bytes(size) + content


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _book(names: list[str]) -> bytes:
    sheets = b"".join(
        _record(156, struct.pack("<II", 0, number) + _text(f"rId{number}") + _text(name))
        for number, name in enumerate(names, start=1)
    )
    return _record(131) + _record(143) + sheets + _record(144) + _record(132)


def _sheet(rows: Rows) -> bytes:
    width = max(len(row) for row in rows)
    body = b""
    for line, row in enumerate(rows):
        body += _record(0, struct.pack("<IIHBBBI", line, 0, 300, 0, 0, 0, 0))
        for column, cell in enumerate(row):
            where = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                body += _record(6, where + _text(cell))
            elif cell is not None:
                body += _record(5, where + struct.pack("<d", float(cell)))
    size = _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    return _record(129) + size + _record(145) + body + _record(146) + _record(130)
