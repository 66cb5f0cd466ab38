"""The map on the page: a plotly figure drawn by the part of plotly.js that knows maps.

Not st.plotly_chart: its bundle holds every kind of chart and takes a browser 1.3 s to evaluate, and each new
figure is a new element there, which blinks and forgets the zoom. The figure is the same.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from atlas.charts.screen import MAP_HTML

VERSION = "4.1.1"
SHA256 = "3da0a26e92ce47dad2b18c6e7cf5018335a003f50f5fe41710f52508af579b7c"
FOLDER = Path(__file__).parent
LIBRARY = f"app/static/plotly/plotly-geo-{VERSION}.min.js"


def map_component(
    figure: dict[str, Any],
    config: dict[str, Any],
    *,
    key: str,
    label: str,
    failed: str,
    sizes: dict[str, float],
    on_picked: Callable[[], None],
) -> None:
    """Draw a figure; a click calls `on_picked`, and `picked(key)` says what was clicked.

    `label` names the map for those who do not see it; `failed` stands in its place where the browser cannot draw
    it; `sizes`: aspect (width by height of the frame), height (px, at most) and below (px for the credit).
    """
    data = {"figure": figure, "config": config, "label": label, "failed": failed, "sizes": sizes}
    # Written here: the framework's own JSON has blanks and escapes, a sixth more of a map of the country.
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    _component()(key=key, data=written, on_picked_change=on_picked)


def picked(key: str) -> tuple[str | None, str | None]:
    """Return the area code and the id of the node that the last click named; None where it did not."""
    found = st.session_state[key].get("picked") or {}
    return found.get("area"), found.get("node")


def fetch_library() -> None:
    """Have the browser fetch the drawing library now, while it still builds the page above the map."""
    st.html(f"<script>{_library()}</script>", unsafe_allow_javascript=True)


@cache
def _component() -> Callable[..., Any]:
    script = (FOLDER / "map_component.js").read_text(encoding="utf-8")
    # Its style stands in the sheet of the page, which a browser keeps: what stands here is sent with every change.
    return st.components.v2.component("atlas_map", html=MAP_HTML, js=f"{_library()}\n{script}", isolate_styles=False)


@cache
def _library() -> str:
    return (FOLDER / "map_library.js").read_text(encoding="utf-8").replace("LIBRARY", LIBRARY)
