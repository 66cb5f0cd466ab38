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
from atlas.ui.latest import latest
from atlas.ui.saved_file import LONGEST_NAME, SavedFileError, refusal
from atlas.ui.upload import upload
from atlas.ui.visit import Visit

NAME, FILE, TOLD = "weights_name", "weights_file", "weights_told"


def show(visit: Visit, settings: Settings) -> None:
    """Draw the name and the download of a file, and the field that takes one."""
    w = visit.words
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_input(w("exposure.file_name"), key=NAME, max_chars=LONGEST_NAME)
        name = str(st.session_state.get(NAME) or "").strip()
        st.download_button(
            w("exposure.file_save"),
            latest("weights_save", lambda: _written(visit, settings, name)),
            file_name(w("exposure.weights_file"), name, language=visit.language, extension="json"),
            "application/json",
            key="weights_save",
            on_click="ignore",
        )
    with right:
        upload(w, w("exposure.file_load"), FILE, w("exposure.file_load_help"), ["json"], _load)
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, Saved):
        st.success(w("exposure.file_loaded", name=told.name or w("exposure.file_no_name")))
    elif isinstance(told, SavedFileError):
        st.error(refusal(w, told))


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
