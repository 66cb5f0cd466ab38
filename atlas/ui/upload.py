"""The field that takes a file from a visitor, in the visitor's words."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from atlas.messages import Words

# Larger files do not come to the server at all; smaller ones are refused with a word of ours.
LARGEST_MB = 20
# The framework's own words in the field are English in every language. They are made small, not hidden: a name that
# is made of what follows alone is none to tools that test for names.
STYLE = """<style>
.st-key-{key} section button p {{ font-size: 0; }}
.st-key-{key} section button p::after {{ font-size: 0.875rem; content: "{choose}"; }}
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
</style>"""


def upload(
    w: Words,
    label: str,
    key: str,
    help: str,
    kinds: Sequence[str] | None = None,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> bytes | None:
    """Draw the field and return what the chosen file holds, None while there is none; `kinds` are endings of names."""
    st.html(STYLE.format(key=key, choose=w("control.file_choose")))
    held = st.file_uploader(
        label, kinds, key=key, help=help, on_change=on_change, args=args, max_upload_size=LARGEST_MB
    )
    return held.getvalue() if held is not None else None
