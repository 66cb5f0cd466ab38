"""What somebody gives to a picture: title, size, logo, embargo. Bad input ends in a clear message or a safe result."""

import io
import struct
import zlib
from datetime import UTC, date, datetime, time

import pytest
from PIL import Image

from atlas.export import sizes
from atlas.export.embargo import Embargo, embargo
from atlas.export.file_name import LIMIT, file_name
from atlas.export.logo import LONGEST_SIDE, logo
from atlas.export.press_error import PressError
from atlas.export.press_title import LONGEST_TITLE, subtitle, title
from atlas.messages import LANGUAGES, words

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    memory = io.BytesIO()
    Image.new("RGB", (width, height), "#004488").save(memory, format=kind)
    return memory.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """Return the head of a PNG that says it is so large, in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def refused(key: str, make: object, *given: object) -> PressError:
    """Return the error, which can be said in every language."""
    with pytest.raises(PressError) as found:
        make(*given)  # type: ignore[operator]
    assert found.value.key == f"press_file.{key}"
    for language in LANGUAGES:
        assert words(language)(found.value.key, **found.value.given)
    return found.value


def test_a_title_is_cleaned_and_keeps_what_is_text() -> None:
    assert title("  Quote  steigt \n auf 6,0\u202f% ") == "Quote steigt auf 6,0\u202f%"
    assert title("<script>alert(1)</script> & ${x}") == "<script>alert(1)</script> & ${x}"
    assert title("a\u202eb\x00c\u200f") == "abc"
    assert title("Gut 👍 中文") == "Gut □ □□"


def test_a_title_too_long_or_empty_is_refused_with_its_length() -> None:
    assert title("x" * LONGEST_TITLE)
    assert refused("title_long", title, "x" * 500).given == {"n": 500, "most": 160}
    refused("title_empty", title, " \u200f\n")
    refused("subtitle_long", subtitle, "x" * 241)
    assert subtitle("") == ""


@pytest.mark.parametrize("sides", [(0, 50), (50, 0), (10_000, 50), (-5, 50), (float("nan"), 50), (50, float("inf"))])
def test_a_size_that_no_picture_has_is_refused(sides: tuple[float, float]) -> None:
    refused("size_mm", sizes.in_mm, *sides)
    refused("size_px", sizes.in_px, sides[0], sides[1] * 10 if sides[1] == 50 else sides[1])


def test_presets_have_the_sizes_that_were_promised() -> None:
    widths = [sizes.PRESETS[f"column_{n}"].width_mm for n in ("one", "two", "three", "four")]
    assert widths == [45, 91.5, 137.5, 183.5]
    assert sizes.PRESETS["web"].pixels == (1200, 800)
    ratios = {key: sizes.PRESETS[key].width_mm / sizes.PRESETS[key].height_mm for key in ("wide", "square", "portrait")}
    assert ratios == pytest.approx({"wide": 16 / 9, "square": 1, "portrait": 4 / 5})
    assert {(s.width_mm, s.height_mm) for s in (sizes.PRESETS["sheet"], sizes.PRESETS["large_sheet"])} == {
        (297, 210),
        (420, 297),
    }
    for key, size in sizes.PRESETS.items():
        sizes.check_png(size, 300)
        assert all(sizes.preset_name(words(language), key) for language in LANGUAGES)


def test_pixels_are_kept_and_millimetres_become_dots() -> None:
    assert sizes.in_px(1200, 800).dots(300) == (1200, 800)
    assert sizes.in_mm(91.5, 85).dots(300) == (1081, 1004)
    refused("png_large", sizes.check_png, sizes.in_mm(1200, 1200), 300)


def test_a_logo_is_read_and_written_anew() -> None:
    with Image.open(io.BytesIO(logo(picture(3000, 1500)))) as found:
        assert (found.format, found.size) == ("PNG", (LONGEST_SIDE, LONGEST_SIDE // 2))
    with Image.open(io.BytesIO(logo(picture(40, 20, "JPEG")))) as found:
        assert (found.format, found.size) == ("PNG", (40, 20))


def test_what_else_is_in_a_logos_file_is_not_kept() -> None:
    memory = io.BytesIO()
    Image.new("RGB", (9, 9)).save(memory, format="JPEG", comment=b"<script>secret</script>")
    with_more = memory.getvalue() + b"PK\x03\x04 more"
    assert b"secret" in with_more
    assert b"secret" not in logo(with_more)
    assert b"PK" not in logo(with_more)


def test_a_bad_logo_is_refused() -> None:
    refused("logo_kind", logo, b"")
    refused("logo_kind", logo, b"no picture at all")
    refused("logo_kind", logo, b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    refused("logo_kind", logo, picture(9, 9, "GIF"))
    refused("logo_kind", logo, picture(50, 50)[:60])
    refused("logo_dots", logo, huge_png(8000, 6250))
    refused("logo_dots", logo, huge_png(60_000, 60_000))
    refused("logo_bytes", logo, b"\x89PNG" + bytes(5_000_000))
    refused("logo_shape", logo, picture(500, 3))


def test_an_embargo_is_said_and_named_in_the_time_of_its_zone() -> None:
    winter = embargo(date(2026, 12, 1), time(10), NOW)
    assert winter.until == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert winter.line(words("de")) == "Sperrfrist: frei ab 1. Dezember 2026, 10:00 Uhr (MEZ)"
    assert winter.line(words("en")) == "Embargoed until 1 December 2026, 10:00 (CET)"
    assert winter.named(words("de")) == "sperrfrist-2026-12-01-1000"
    summer = embargo(date(2027, 7, 1), time(6, 30), NOW)
    assert summer.until == datetime(2027, 7, 1, 4, 30, tzinfo=UTC)
    assert summer.line(words("de")).endswith("06:30 Uhr (MESZ)")


def test_an_embargo_holds_until_its_minute() -> None:
    held = Embargo(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert held.holds(datetime(2026, 12, 1, 8, 59, 59, tzinfo=UTC))
    assert not held.holds(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))


def test_an_embargo_in_the_past_or_at_no_time_is_refused() -> None:
    refused("embargo_past", embargo, date(2026, 11, 23), time(10, 0), NOW)
    assert embargo(date(2026, 11, 23), time(10, 1), NOW)
    refused("embargo_past", embargo, date(1, 1, 1), time(0, 0), NOW)
    refused("embargo_no_time", embargo, date(2027, 3, 28), time(2, 30), NOW)


def test_of_an_hour_that_comes_twice_the_second_is_meant() -> None:
    assert embargo(date(2027, 10, 31), time(2, 30), NOW).until == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_the_embargo_stays_whole_in_a_files_name() -> None:
    held = embargo(date(2026, 12, 1), time(10), NOW).named(words("de"))
    name = file_name("arbeitslosenquote", "schmalkalden-meiningen", "2025", language="de", extension="svg", before=held)
    assert name.startswith("sperrfrist-2026-12-01-1000-")
    assert name.endswith("-2025-de.svg")
    assert len(name) < LIMIT
