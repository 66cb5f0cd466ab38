"""One visit to a page: the visitor's language, the database as it is now, the region's words."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from atlas.messages import LANGUAGES, Words, words
from atlas.store import NoDatabaseError, Region, Store, open_current
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
    def home_land(self) -> str:
        """Return the area code of the region's (first) Land."""
        return self.region.land_codes[0]

    def area_name(self, area_code: str) -> str:
        """Return the name of an area in the visitor's language."""
        return str(self.store.areas.at[area_code, "name_en" if self.language == "en" else "name"])

    def local(self, row: pd.Series | dict[str, object], field: str) -> str:
        """Return row['field_de'] or row['field_en'], whichever is the visitor's language."""
        return str(row[f"{field}_{self.language}"])


def language() -> str:
    """Return the language of this visit: from the address, German first."""
    return address.value("lang", LANGUAGES, LANGUAGES[0])


def visit() -> Visit:
    """Return this visit. Where there is no database, say in one sentence which command builds it, and stop."""
    w = words(language())
    try:
        store = open_current()
    except NoDatabaseError:
        st.error(w("error.no_database", command=BUILD_COMMAND))
        st.stop()
    return Visit(w, store, store.region())


def today() -> date:
    """Return the day at the server, in the time zone of the atlas."""
    return datetime.now(CLOCK).date()
