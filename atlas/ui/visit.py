"""One visit to a page: the visitor's language, the database as it is now, the region's words."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitAPIException

from atlas.export.press_figures import spoken
from atlas.messages import LANGUAGES, Words, words
from atlas.store import NoDatabaseError, OldDatabaseError, Region, Row, Store, open_current
from atlas.ui import address

BUILD_COMMAND = "python -m etl build"
CLOCK = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Visit:
    """What every part of a page needs: words of one language, and the store of one version of the database."""

    words: Words
    store: Store
    region: Region

    @property
    def language(self) -> str:
        """Return 'de' or 'en'."""
        return self.words.language

    @property
    def in_other_language(self) -> "Visit":
        """Return the same visit in the other language: what goes to the press has its words in both."""
        return replace(self, words=words(next(one for one in LANGUAGES if one != self.language)))

    @property
    def home_area(self) -> str:
        """Return the area that is shown first: the region's Land; the region itself where it lies in several Länder."""
        lands = self.region.land_codes
        return lands[0] if len(lands) == 1 else self.region.area_code

    @property
    def data_version(self) -> str:
        """Return the version of the data with the day of its build, on which nodes count as open."""
        return f"{self.store.version} ({self.words.date(self.store.info['built_at'][:10], long=False)})"

    def area_name(self, area_code: str) -> str:
        """Return the name of an area in the visitor's language."""
        return self.store.names[self.language][area_code]

    def indicator(self, indicator_id: str) -> Row:
        """Return all that is known of an indicator."""
        return self.store.indicator_rows[indicator_id]

    def source(self, source_id: str) -> Row:
        """Return all that is known of a source."""
        return self.store.source_rows[source_id]

    def formula(self, indicator: Row) -> str:
        """Return the formula of an indicator in the visitor's language."""
        return str(indicator["formula_en" if self.language == "en" else "formula"])

    def figure(self, indicator: Row, value: float) -> str:
        """Return a value of an indicator as it is read, with its unit; a change with its sign."""
        unit, decimals = self.local(indicator, "unit"), int(indicator["decimals"])
        return self.words.value(value, unit, decimals, signed=indicator["kind"] == "change")

    def short_figure(self, indicator: Row, value: float) -> str:
        """Return a value as it stands in a title: with its unit where that is a sign; the subtitle names the others."""
        unit, decimals = spoken(self.local(indicator, "unit")), int(indicator["decimals"])
        return self.words.value(value, unit, decimals, signed=indicator["kind"] == "change")

    def local(self, row: Row, field: str) -> str:
        """Return row['field_de'] or row['field_en'], whichever is the visitor's language."""
        return str(row[f"{field}_{self.language}"])


def is_known(value: object) -> bool:
    """Return whether a cell of an answer holds a value: not NULL, NaN or NaT."""
    return bool(pd.notna(value))  # type: ignore[call-overload]


def language() -> str:
    """Return the language of this visit: from the address, German first."""
    return address.value("lang", LANGUAGES, LANGUAGES[0])


def visit() -> Visit:
    """Return this visit. Where there is no usable database, say which command builds it, and stop."""
    if not address.begun():
        _enter_by_the_front_door()
    w = words(language())
    try:
        store = open_current()
    except NoDatabaseError:
        st.error(w("error.no_database", command=BUILD_COMMAND))
        st.stop()
    except OldDatabaseError:
        st.error(w("error.old_database", command=BUILD_COMMAND))
        st.stop()
    return Visit(w, store, store.region())


def _enter_by_the_front_door() -> None:
    """Start the run again, with app.py.

    As long as nobody has called st.navigation, the framework runs a file of the folder pages/ by itself: for whoever
    opens a link to a page first after a start. The call says that there is a navigation, an empty one is refused.
    """
    with suppress(StreamlitAPIException):
        st.navigation([])
    st.rerun()


def today() -> date:
    """Return the day at the server, in the time zone of the atlas."""
    return datetime.now(CLOCK).date()
