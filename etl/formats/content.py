"""The bytes of a publisher's file: unpacked, proven to be text, in UTF-8 with plain newlines."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from etl.errors import SourceError

MOST_BYTES = 1024**3
# Published tables shrink to a twentieth; a file that shrinks two hundred times is no table.
MOST_RATIO, RATIO_FROM_BYTES = 200, 256 * 1024**2
AGAIN = "Download the file again from the publisher."
CONTROL = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
# UTF-8 read as cp1252 and written again, cp1252 read as Latin-1, and the mark of a lost character.
GARBLED_FROM = (b"\xc3\x83", b"\xc2", b"\xef\xbf\xbd")
GARBLED = re.compile(rb"\xc3\x83[\x80-\xff]|\xc3\x82\xc2|\xc2[\x80-\x9f]|\xef\xbf\xbd")
UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
IN_CP1252 = set("ÄÖÜäöüßéèêëáàâãåóòôõøíìîïúùûçñæœšžÉÅØŠŽ§°²³µ€–—„“”‚‘’‹›«»©®·…½¼¾×±†•´\xa0")
QUOTE_IN_WORD = re.compile("[A-Za-z][„“”‚][bcdfghklmnprstwz]")


@dataclass(frozen=True)
class Content:
    """A file's text: UTF-8 bytes, '\\n' newlines, no byte order mark; `member` is its name in a zip."""

    file: Path
    data: bytes
    member: str = ""

    def refuse(self, where: str, found: str, wanted: str, do: str = AGAIN) -> SourceError:
        """Return the error to raise for this file."""
        return SourceError(self.file, where, found, wanted, do)


def shown(text: object) -> str:
    """Return a cell or line for a message: quoted, on one line, at most sixty characters."""
    line = repr(text)
    return line if len(line) <= 60 else f"{line[:57]}…"


def load(file: Path) -> Content:
    """Return the text of a file or of the one csv member of a zip; raises SourceError for anything else."""
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError) as fault:
        raise SourceError(file, "whole file", str(fault), "a readable file", "Check the path.") from fault
    member = ""
    if data.startswith(b"PK"):
        member, data = _unpacked(file, data)
    content = Content(Path(file), data, member)
    if not data or data.isspace():
        raise content.refuse("whole file", "an empty file", "a table")
    return Content(Path(file), _newlines(_as_utf8(content)), member)


def _unpacked(file: Path, data: bytes) -> tuple[str, bytes]:
    wanted = "a zip with one csv file"
    try:
        with zipfile.ZipFile(file) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            names = ", ".join(info.filename for info in members[:5])
            if len(members) != 1 or not members[0].filename.lower().endswith(".csv"):
                raise SourceError(file, "whole zip", f"{len(members)} files ({shown(names)})", wanted, AGAIN)
            with archive.open(members[0]) as stream:
                text = stream.read(MOST_BYTES + 1)
    # The library and its decompressors raise all of these on damaged archives.
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        LookupError,
    ) as fault:
        raise SourceError(file, "whole zip", f"a damaged zip ({fault})", wanted, AGAIN) from fault
    suspicious = len(text) > RATIO_FROM_BYTES and len(text) > MOST_RATIO * len(data)
    if suspicious or len(text) > MOST_BYTES:
        raise SourceError(file, "whole zip", f"more than {len(text):,} bytes in {len(data):,}", wanted, AGAIN)
    return members[0].filename, text


def line_at(data: bytes, position: int) -> int:
    """Return the 1-based number of the line in which a byte stands; '\\r\\n', '\\n' and '\\r' end a line."""
    head = data[:position]
    return 1 + head.count(b"\n") + head.count(b"\r") - head.count(b"\r\n")


def _as_utf8(content: Content) -> bytes:
    data, marked = content.data, content.data.startswith(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise content.refuse("line 1", "UTF-16", "UTF-8 or cp1252")
    if len(data.translate(None, CONTROL)) < len(data):
        place = min(data.index(code) for code in CONTROL if code in data)
        found = f"the control character {data[place : place + 1]!r}"
        raise content.refuse(f"line {line_at(data, place)}", found, "text in UTF-8 or cp1252")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        if marked or UTF8_LETTER.search(data):
            where = f"line {line_at(data, fault.start)}"
            raise content.refuse(where, f"{data[fault.start : fault.start + 4]!r}", "UTF-8 throughout") from fault
        return _from_cp1252(content)
    # Searching plain bytes first is twenty times as fast on a large file.
    garbled = GARBLED.search(data) if any(mark in data for mark in GARBLED_FROM) else None
    if garbled:
        where = f"line {line_at(data, garbled.start())}"
        raise content.refuse(where, f"garbled letters {garbled[0]!r}", "text encoded once, in UTF-8 or cp1252")
    return data[3:] if marked else data


def _from_cp1252(content: Content) -> bytes:
    data, wanted = content.data, "UTF-8 or cp1252"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as fault:
        where = f"line {line_at(data, fault.start)}"
        raise content.refuse(where, f"{data[fault.start : fault.start + 1]!r}", wanted) from fault
    odd = {letter for letter in set(text) if letter > "\x7f"} - IN_CP1252
    if odd:
        place = min(text.index(letter) for letter in odd)
        raise content.refuse(f"line {line_at(data, place)}", f"{text[place]!r}", f"letters of German, in {wanted}")
    if quote := QUOTE_IN_WORD.search(text):
        raise content.refuse(f"line {line_at(data, quote.start())}", f"{quote[0]!r}", wanted)
    return text.encode("utf-8")


def _newlines(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
