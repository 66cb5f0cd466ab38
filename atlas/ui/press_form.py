"""How a picture is ordered: its words, size, look, logo and embargo, each checked when it is given."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache, partial
from hashlib import sha256
from html import escape
from math import isfinite, nan
from typing import Any, TypeVar

import streamlit as st

from atlas.export import press_title
from atlas.export.drawn import Letters
from atlas.export.embargo import Embargo, embargo, now
from atlas.export.logo import logo
from atlas.export.picture_files import DOTS_PER_INCH
from atlas.export.plate import Plate
from atlas.export.press_error import PressError
from atlas.export.press_pack import Order
from atlas.export.sizes import PRESETS, Size, check_png, in_mm, in_px, preset_name
from atlas.messages import Words
from atlas.picture import Theme
from atlas.ui import address
from atlas.ui.upload import upload
from atlas.ui.visit import Visit, today

Given = TypeVar("Given")
Option = TypeVar("Option", bound=str)
THEMES: tuple[Theme, ...] = ("light", "dark", "grey")
LETTERS: tuple[Letters, ...] = ("text", "outlines")
OWN, DEFAULT_SIZE = "own", "web"
UNITS = ("mm", "px")
_THOUSANDS = {"de": re.compile(r"\d{1,3}(\.\d{3})+"), "en": re.compile(r"\d{1,3}(,\d{3})+")}
# The hour of most embargoes; a quarter of an hour is as exact as anybody asks for.
HOUR = "10:00"
HOURS = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45))


@dataclass(frozen=True)
class Form:
    """A form on a page. `key` begins the keys of its widgets; a linked one has its settings in the address."""

    key: str
    linked: bool = False

    def widget(self, name: str) -> str:
        """Return the key of a widget."""
        return f"press_{self.key}_{name}"

    def pick(self, name: str, label: str, options: Sequence[Option], names: Sequence[str], default: Option) -> Option:
        """Return the option chosen from a list."""
        told = dict(zip(options, names, strict=True))
        bound = self._bound(name, default, options)
        chosen: Option = st.selectbox(label, options, format_func=told.__getitem__, **bound)
        return chosen

    def switch(self, name: str, label: str, on: bool = False, help: str = "") -> bool:
        """Return whether something is switched on."""
        if self.linked:
            current = address.value(name, ("0", "1"), str(int(on))) == "1"
            return st.checkbox(label, help=help or None, **address.bind_switch(name, current))
        return st.checkbox(label, on, key=self.widget(name), help=help or None)

    def line(self, name: str, label: str, default: str, is_allowed: Callable[[str], bool]) -> str:
        """Return a line of text."""
        if self.linked:
            bound = address.bind_text(name, address.value(name, is_allowed, default))
            return st.text_input(label, max_chars=12, **bound)
        return st.text_input(label, default, max_chars=12, key=self.widget(name))

    def day(self, name: str, label: str, default: date) -> date:
        """Return a day."""
        if self.linked:
            default = date.fromisoformat(address.value(name, is_day, default.isoformat()))
            bound = address.bind(name, default)
        else:
            bound = self._bound(name, default, is_day)
        chosen: date = st.date_input(label, format="DD.MM.YYYY", **bound)
        return chosen

    def _bound(self, name: str, default: Any, allowed: Any) -> dict[str, Any]:
        if self.linked:
            return address.bind(name, address.value(name, allowed, default))
        key = self.widget(name)
        # Set in every run, as address.bind does: it may stand below a folded button.
        st.session_state[key] = st.session_state.get(key, default)
        return {"key": key}


@dataclass(frozen=True)
class Filled:
    """A form without faults: the plate with its words and theme, and how it is to be made."""

    plate: Plate
    order: Order


def fill(visit: Visit, form: Form, plate: Plate) -> Filled | None:
    """Draw the form of a plate and return what it holds; None where something in it cannot be used, which it says."""
    w = visit.words
    title = _checked(w, lambda: _title(w, form, plate))
    subtitle = _checked(w, lambda: _subtitle(w, form, plate))
    with st.container(key=form.widget("fields")):
        size = _checked(w, lambda: _size(w, form))
        theme = form.pick("theme", w("press.theme"), THEMES, [w(f"press.theme_{one}") for one in THEMES], THEMES[0])
    until = _embargo(w, form)
    with st.popover(w("control.more"), width="stretch", key=form.widget("more")):
        order = _rest(w, form, size)
    # Said where it is seen: what is seldom changed is folded away.
    order = order and _checked(w, partial(_drawable, order))
    if isinstance(until, str) or order is None or title is None or subtitle is None:
        return None
    said = plate.with_words(title, subtitle)
    return Filled(replace(said, picture=replace(said.picture, theme=theme)), replace(order, embargo=until))


def is_day(text: str) -> bool:
    """Return whether a text is an ISO date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _title(w: Words, form: Form, plate: Plate) -> str:
    typed = _text(w, form, "headline", plate.picture.title, press_title.LONGEST_TITLE)
    return press_title.title(typed)


def _subtitle(w: Words, form: Form, plate: Plate) -> str:
    typed = _text(w, form, "subline", plate.picture.subtitle, press_title.LONGEST_SUBTITLE)
    return press_title.subtitle(typed)


def _text(w: Words, form: Form, name: str, proposed: str, most: int) -> str:
    """Return a text that is proposed and may be changed; another proposal takes the place of what was typed."""
    key = form.widget(f"{name}_{sha256(proposed.encode()).hexdigest()[:8]}")
    typed: str = st.text_area(w(f"press.{name}"), proposed, key=key, height="content", help=w(f"press.{name}_help"))
    st.html(f'<p class="atlas-note">{escape(w("press.count", n=len(typed), most=most))}</p>')
    return typed


def _size(w: Words, form: Form) -> Size:
    options = (*PRESETS, OWN)
    names = [*(preset_name(w, key) for key in PRESETS), w("press.size_own")]
    chosen = form.pick("size", w("press.size"), options, names, DEFAULT_SIZE)
    if chosen != OWN:
        return PRESETS[chosen]
    unit = form.pick("unit", w("press.unit"), UNITS, UNITS, UNITS[0])
    # Both fields are drawn before one of them is found to be faulty.
    sides = (("width", "120"), ("height", "90"))
    typed = [form.line(name, w(f"press.{name}", unit=unit), default, is_short) for name, default in sides]
    width, height = (_number(text, w.language) for text in typed)
    return in_px(round(width), round(height)) if unit == "px" else in_mm(width, height)


def is_short(text: str) -> bool:
    """Return whether a text from a link may stand in a field for a number; what it says is judged with the rest."""
    return len(text) <= 12 and text.isprintable()


def _number(text: str, language: str) -> float:
    """Return a number with decimal comma or point, or with those between thousands of a language. Raises PressError."""
    text = text.strip()
    if _THOUSANDS[language].fullmatch(text):
        text = re.sub(r"[.,](?=\d{3})", "", text)
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = nan
    if not isfinite(found):
        raise PressError("press.no_number")
    return found


def _rest(w: Words, form: Form, size: Size | None) -> Order | None:
    """Draw what is seldom changed; return the order without embargo, None where it cannot be made."""
    labels = form.switch("labels", w("press.labels"), True)
    plain = form.switch("plain", w("press.plain"), help=w("press.plain_help"))
    letters = form.pick(
        "letters", w("press.letters"), LETTERS, [w(f"press.letters_{one}") for one in LETTERS], LETTERS[0]
    )
    densities = [str(dpi) for dpi in DOTS_PER_INCH]
    dpi = int(form.pick("dpi", w("press.dpi"), densities, [w.value(n, "dpi") for n in DOTS_PER_INCH], densities[-1]))
    try:
        mark = _logo(w, form)
    except PressError as fault:
        st.error(told(w, fault))
        return None
    return Order((), size, dpi, letters, plain, labels, mark, None) if size is not None else None


def _drawable(order: Order) -> Order:
    """Return the order; raises PressError where its PNG would be too large."""
    check_png(order.size, order.dpi)
    return order


def _logo(w: Words, form: Form) -> bytes | None:
    held = upload(w, w("press.logo"), form.widget("logo"), w("press.logo_help"))
    return _read_logo(held) if held is not None else None


# A form is drawn anew at every change of it.
_read_logo = lru_cache(maxsize=4)(logo)


def _embargo(w: Words, form: Form) -> Embargo | str | None:
    """Return the embargo, None without one; a text where it cannot be."""
    if not form.switch("embargo", w("press.embargo"), help=w("press.embargo_help")):
        return None
    with st.container(key=form.widget("until")):
        day = form.day("embargo_day", w("press.embargo_day"), today() + timedelta(days=1))
        hour = form.pick("embargo_hour", w("press.embargo_hour"), HOURS, HOURS, HOUR)
    try:
        return embargo(day, time.fromisoformat(hour), now())
    except PressError as fault:
        st.error(told(w, fault))
        return fault.key


def told(w: Words, fault: PressError) -> str:
    """Return what is wrong, for those who read it."""
    return w(fault.key, **fault.given)


def _checked(w: Words, ask: Callable[[], Given]) -> Given | None:
    """Return what was given; None where it cannot be used, which is said below the field."""
    try:
        return ask()
    except PressError as fault:
        st.error(told(w, fault))
        return None
