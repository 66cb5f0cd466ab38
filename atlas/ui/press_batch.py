"""The same picture for many districts: drawn in processes of their own, with progress, in one file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

import streamlit as st

from atlas.export.embargo import now
from atlas.export.file_name import file_name
from atlas.export.plate import Plate
from atlas.export.press_pack import Order, folder_of, in_folder, pack_files, zipped
from atlas.picture import Theme
from atlas.ui.press_asked import Asked
from atlas.ui.press_form import Filled, Form
from atlas.ui.press_work import ZIP_TYPE, formats
from atlas.ui.visit import Visit
from atlas.ui.waiting import StoppedError, wait
from atlas.ui.workers import QueueFullError, submit

# Makes the plate of a district in the visit's language; raises one of what the page names where there is none.
Make = Callable[[Visit, str], Plate]
LIST = "list"
# As many as the largest Länder have nearly; all districts of the country would keep other visitors waiting.
MOST = 60


@dataclass(frozen=True)
class Batch:
    """A file of pictures. `about` says what it was made of: with another form it is no longer offered."""

    about: tuple[object, ...]
    name: str
    data: bytes
    missing: tuple[str, ...]


def show(
    visit: Visit, form: Form, asked: Asked, filled: Filled, make: Make, nothing: tuple[type[ValueError], ...]
) -> None:
    """Draw the choice of districts, the button that begins, the progress, and in the end the file to be taken."""
    w = visit.words
    fold = st.expander(w("press.batch"), key=form.widget("batch_fold"), on_change="rerun")
    if not fold.open:
        return
    with fold:
        st.html(f'<p class="atlas-note">{escape(w("press.batch_how"))}</p>')
        codes = _codes(visit, form)
        kinds = formats(visit, form, "batch_formats")
        order = replace(filled.order, formats=kinds)
        about = about_of(visit, asked, codes, order, filled.plate.picture.theme)
        if len(codes) > MOST:
            st.warning(w("press.batch_many", n=len(codes), most=MOST))
        told = w("press.batch_begin", n=len(codes))
        ready = bool(codes) and len(codes) <= MOST
        if st.button(told, key=form.widget("batch_begin"), disabled=not ready):
            _begin(visit, form, about, order, filled, codes, make, nothing)
        _offer(visit, form, about)


def about_of(visit: Visit, asked: Asked, codes: tuple[str, ...], order: Order, theme: Theme) -> tuple[object, ...]:
    """Return all that the files of a batch are made of."""
    return asked, codes, order, theme, visit.language, visit.data_version


def _codes(visit: Visit, form: Form) -> tuple[str, ...]:
    """Return the districts: those of the region, of a Land of it, or some of a list."""
    w, region = visit.words, visit.region
    options = [region.area_code, *region.land_codes, LIST]
    names = [*(w("press.batch_all", area=visit.area_name(code)) for code in options[:-1]), w("press.batch_list")]
    among = form.pick("batch", w("press.batch_among"), options, names, options[0])
    areas = visit.store.areas
    districts = areas[areas["kind"] == "district"]
    if among == region.area_code:
        found: Iterable[str] = region.district_codes
    elif among != LIST:
        found = districts.index[districts["land_code"] == among]
    else:
        options = sorted(districts.index, key=lambda code: w.collate(visit.area_name(code)))
        found = st.multiselect(
            w("press.batch_districts"),
            options,
            format_func=visit.area_name,
            key=form.widget("batch_list"),
            placeholder=w("press.batch_none"),
            select_all=False,
        )
    return tuple(found)


def _begin(
    visit: Visit,
    form: Form,
    about: tuple[object, ...],
    order: Order,
    filled: Filled,
    codes: tuple[str, ...],
    make: Make,
    nothing: tuple[type[ValueError], ...],
) -> None:
    """Make the pictures and keep their file for the session."""
    w = visit.words
    other = visit.in_other_language
    found, missing = plates(visit, other, filled.plate.picture.theme, codes, make, nothing)
    if not found:
        st.info(w("press.nothing"))
        return
    moment = now()
    tasks = [(one, visit.language, order, moment) for one in found.values()]
    try:
        done = wait(visit, submit(pack_files, tasks), w("press.batch_doing"))
    except QueueFullError:
        st.error(w("siting.queue_full"))
        return
    except StoppedError:
        return
    files = in_folders(found, done, visit.language, order, moment)
    held = order.held(moment)
    first = next(iter(found.values()))[visit.language]
    name = file_name(
        w("press.batch_named", what=first.named[0]),
        first.picture.period,
        language=visit.language,
        extension="zip",
        before=held.named(w) if held else "",
    )
    st.session_state[form.widget("batch_file")] = Batch(about, name, zipped(files), tuple(missing))


def plates(
    visit: Visit,
    other: Visit,
    theme: Theme,
    codes: tuple[str, ...],
    make: Make,
    nothing: tuple[type[ValueError], ...],
) -> tuple[dict[str, dict[str, Plate]], list[str]]:
    """Return area code -> picture by language, and the names of districts that there is no figure of."""
    found: dict[str, dict[str, Plate]] = {}
    missing = []
    for code in codes:
        try:
            made = {one.language: make(one, code) for one in (visit, other)}
        except nothing:
            missing.append(visit.area_name(code))
        else:
            found[code] = {key: replace(one, picture=replace(one.picture, theme=theme)) for key, one in made.items()}
    return found, missing


def in_folders(
    pictures: Mapping[str, Mapping[str, Plate]],
    packs: Sequence[Mapping[str, bytes]],
    language: str,
    order: Order,
    moment: datetime,
) -> dict[str, bytes]:
    """Return the files of the packs of some pictures (by area code), each in a folder named after its picture.

    Raises ValueError where two folders have one name: the files of a district would take the place of another's.
    """
    files: dict[str, bytes] = {}
    for (code, picture), pack in zip(pictures.items(), packs, strict=True):
        folder = folder_of(picture[language], order, moment, code)
        own = in_folder(folder, pack)
        if not files.keys().isdisjoint(own):
            raise ValueError(f"batch: found the folder {folder} twice, wanted one for each district")
        files |= own
    return files


def _offer(visit: Visit, form: Form, about: tuple[object, ...]) -> None:
    """Offer the file that was made, as long as the form says what it was made of; then it is let go."""
    w, name = visit.words, form.widget("batch_file")
    held: Batch | None = st.session_state.get(name)
    if held is None:
        return
    if held.about != about:
        del st.session_state[name]
        return
    size = w.value(max(len(held.data) / 1e6, 0.1), "MB", 1)
    st.success(w("press.batch_ready", size=size))
    if held.missing:
        st.warning(w("press.batch_missing", names=w.list(held.missing)))
    key = form.widget("batch_take")
    st.download_button(w("press.batch_take"), held.data, held.name, ZIP_TYPE, key=key, on_click="ignore")
