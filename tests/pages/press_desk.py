"""What the tests of the press share: a German visit, a district, a moment, the formats."""

from datetime import UTC, datetime

from atlas.messages import words
from atlas.store import Store
from atlas.ui.visit import Visit

DE = words("de")
DISTRICT = "16063"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
FILES = {"svg", "pdf", "png", "pptx", "xlsx", "csv"}


def german(store: Store) -> Visit:
    """Return a visit in German, of which no page is open."""
    return Visit(DE, store, store.region())
