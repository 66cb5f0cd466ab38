"""An archive with one table in it, unpacked piece by piece: a truncated one and a bomb are refused."""

import zipfile
import zlib
from typing import IO

from etl.errors import SourceError
from etl.formats.content import shown
from etl.http import MOST_RATIO, RATIO_FROM_BYTES, Reply, spool

MOST_BYTES = 1024**3
CHUNK = 256 * 1024
WANTED = "a zip with one csv file"
AGAIN = "Ask again later; if it stays so, the service answers in a new form."


def only_table(reply: Reply) -> Reply:
    """Return the answer with the one csv member of the zip that it is as its body; the zip is closed in any case.

    Raises SourceError for an archive that is damaged, holds something else, or unpacks to more than a table would.
    """
    length, body = reply.body.seek(0, 2), spool()
    reply.body.seek(0)
    try:
        with zipfile.ZipFile(reply.body) as archive, archive.open(_member(reply, archive)) as stream:
            unpacked = 0
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_BYTES or (unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * length):
                    raise _refusal(reply, f"more than {unpacked:,} bytes in {length:,}")
                body.write(chunk)
    # The library and its decompressors raise all of these on damaged archives.
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError, LookupError) as fault:
        _close(reply.body, body)
        raise _refusal(reply, f"a damaged zip ({shown(str(fault))})") from None
    except SourceError:
        _close(reply.body, body)
        raise
    return reply.with_body(body)


def _close(*files: IO[bytes]) -> None:
    for file in files:
        file.close()


def _member(reply: Reply, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) != 1 or not members[0].filename.lower().endswith(".csv"):
        names = ", ".join(info.filename for info in members[:5])
        raise _refusal(reply, f"{len(members)} files ({shown(names)})")
    return members[0]


def _refusal(reply: Reply, found: str) -> SourceError:
    return SourceError(reply.address, "whole zip", found, WANTED, AGAIN)
