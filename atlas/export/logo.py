"""The logo that somebody brings for a picture: a PNG or JPEG, read with care and written anew."""

import io
import warnings

from atlas.export.press_error import PressError

MOST_BYTES = 5_000_000
MOST_DOTS = 16_000_000
# More than enough for the 42 mm that a logo is printed wide, at 600 dpi.
LONGEST_SIDE = 1000
# Longer than so many times its height (or the other way round), a logo is a line.
LONGEST_SHAPE = 12
KINDS = ("PNG", "JPEG")


def logo(data: bytes) -> bytes:
    """Return the logo as a PNG of its dots alone: nothing else of the file is kept.

    Raises PressError for a file that is too large, is no PNG or JPEG (an SVG may hold a script and is none), has too
    many dots, is broken or is a line. The size is looked at before a dot is unpacked.
    """
    from PIL import Image, ImageOps

    if len(data) > MOST_BYTES:
        raise PressError("press_file.logo_bytes", most=MOST_BYTES // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=KINDS) as found:
                _check(found.width, found.height)
                upright = ImageOps.exif_transpose(found).convert("RGBA")
    except PressError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PressError("press_file.logo_dots", most=MOST_DOTS // 1_000_000) from error
    # Readers of pictures raise many kinds of errors for broken files (OSError, SyntaxError, ValueError, zlib.error).
    except Exception as error:
        raise PressError("press_file.logo_kind") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGBA", upright.size)
    bare.paste(upright)
    memory = io.BytesIO()
    bare.save(memory, format="PNG")
    return memory.getvalue()


def _check(width: int, height: int) -> None:
    if width * height > MOST_DOTS:
        raise PressError("press_file.logo_dots", most=MOST_DOTS // 1_000_000)
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise PressError("press_file.logo_shape", times=LONGEST_SHAPE)
