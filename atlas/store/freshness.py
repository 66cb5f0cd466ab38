"""How fresh the figures are, and what the last published versions changed."""

import pandas as pd

from atlas.store import Store


def states(store: Store) -> pd.DataFrame:
    """Return one row per source: periods held, known to exist and announced (next_on), newest retrieval, files."""
    return store.ask("source_states")


def log(store: Store) -> pd.DataFrame:
    """Return the versions whose figures differ from those of the one before, newest first, with their counts."""
    return store.ask("refresh_log")


def changes(store: Store, version: str) -> pd.DataFrame:
    """Return what differs in a version, summed up by kind, indicator and period."""
    return store.ask("changes", version=version)
