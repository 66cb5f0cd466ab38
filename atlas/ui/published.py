"""Static files made by the app: written once, under a name that holds the hash of their content.

A page then names the address instead of sending the content, and a browser may keep it for good.
"""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "static" / "made"
ADDRESS = "app/static/made"


def publish(name: str, extension: str, content: str | bytes) -> str:
    """Write a text or a picture where the server finds it and return its address; what is there is kept."""
    content = content.encode("utf-8") if isinstance(content, str) else content
    file = FOLDER / f"{name}-{hashlib.sha256(content).hexdigest()[:16]}.{extension}"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        # Two visitors may come first at once: each writes a file of its own, the last one moved stays.
        with NamedTemporaryFile(dir=FOLDER, suffix=".part", delete=False) as hidden:
            hidden.write(content)
        os.chmod(hidden.name, 0o644)
        os.replace(hidden.name, file)
    return f"{ADDRESS}/{file.name}"
