"""A choice to take away as a file with a name, and to bring back."""

import streamlit as st

from atlas.analysis.index import AGGREGATIONS, METHODS
from atlas.export import file_name
from atlas.store import open_current
from atlas.ui import address
from atlas.ui.exposure import Settings, ingredients, published
from atlas.ui.exposure_saved import Saved, dump, load
from atlas.ui.exposure_weights import write
from atlas.ui.faults import guarded_callback
from atlas.ui.saved_file import LONGEST_NAME, SavedFileError
from atlas.ui.visit import Visit

NAME, FILE, TOLD = "weights_name", "weights_file", "weights_told"
# Larger files do not come to the server at all; smaller ones are refused with a word of ours.
LARGEST_MB = 20
# The framework's own words in the field are English in every language. They are made small, not hidden: a name that
# is made of what follows alone is none to tools that test for names.
FIELD = """<style>
.st-key-{key} section button p {{ font-size: 0; }}
.st-key-{key} section button p::after {{ font-size: 0.875rem; content: "{choose}"; }}
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
</style>"""


def show(visit: Visit, settings: Settings) -> None:
    """Draw the name and the download of a file, and the field that takes one."""
    w = visit.words
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_input(w("exposure.file_name"), key=NAME, max_chars=LONGEST_NAME)
        name = str(st.session_state.get(NAME) or "").strip()
        st.download_button(
            w("exposure.file_save"),
            lambda: _written(visit, settings, name),
            file_name(w("exposure.weights_file"), name, language=visit.language, extension="json"),
            "application/json",
            key="weights_save",
            on_click="ignore",
        )
    with right:
        st.html(FIELD.format(key=FILE, choose=w("exposure.file_choose")))
        st.file_uploader(
            w("exposure.file_load"),
            "json",
            key=FILE,
            on_change=_load,
            max_upload_size=LARGEST_MB,
            help=w("exposure.file_load_help"),
        )
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, Saved):
        st.success(w("exposure.file_loaded", name=told.name or w("exposure.file_no_name")))
    elif isinstance(told, SavedFileError):
        st.error(refusal(visit, told))


def refusal(visit: Visit, fault: SavedFileError, sentence: str = "exposure.file_refused", wanted: str = "") -> str:
    """Return why a file was not loaded: the entry, what was found, what was wanted, what to do.

    `sentence` is the key of the whole, `wanted` that of what was wanted where the shared words do not say it.
    """
    w = visit.words
    found = w("exposure.found_nothing") if fault.missing else w("exposure.found_twice") if fault.twice else fault.found
    return w(
        sentence,
        entry=fault.entry or w("exposure.file_itself"),
        found=found or w("exposure.found_nothing"),
        wanted=w(wanted or f"exposure.wanted_{fault.wanted}", **_limits(fault)),
    )


def _limits(fault: SavedFileError) -> dict[str, str | int]:
    if fault.options or fault.wanted == "one_of":
        return {"options": ", ".join(fault.options)}
    return {} if fault.most is None else {"most": fault.most}


@guarded_callback
def _load() -> None:
    """Take over what the file holds; what was chosen before stays as it is where it cannot be used."""
    given = st.session_state[FILE]
    if given is None:
        return
    store = open_current()
    ids, least = [row["indicator_id"] for row in ingredients(store)], published(store)
    try:
        saved = load(given.getvalue(), ids, least, store.info["exposure_version"], METHODS, AGGREGATIONS)
    except SavedFileError as fault:
        st.session_state[TOLD] = fault
        return
    address.keep("weights", write(saved.weights, least))
    for key in ("locks", "more"):
        address.keep(key, "-")
    address.keep("scale", saved.method)
    address.keep("mean", saved.aggregation)
    address.keep("missing", "1" if saved.allow_missing else "0")
    st.session_state[NAME] = saved.name
    st.session_state[TOLD] = saved


def _written(visit: Visit, settings: Settings, name: str) -> str:
    store = visit.store
    ids = [row["indicator_id"] for row in ingredients(store)]
    saved = Saved(name, settings.weights, settings.method, settings.aggregation, settings.allow_missing)
    return dump(saved, ids, published(store), store.info["exposure_version"])
