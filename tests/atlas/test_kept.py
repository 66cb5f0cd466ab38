"""What is worked out from a database version goes with it."""

import gc
import weakref
from pathlib import Path

from atlas.store import Store, kept


def test_an_answer_is_kept_with_its_store_and_goes_with_it(database: Path) -> None:
    asked: list[tuple[str, str]] = []

    @kept(1)
    def told(store: Store, word: str) -> str:
        """Return a word behind the version."""
        asked.append((store.version, word))
        return f"{store.version} {word}"

    one, two = Store(database), Store(database)
    assert told(one, "a") == told(one, "a") == f"{one.version} a"
    assert len(asked) == 1
    told(two, "a")
    assert len(asked) == 2, "another store is asked anew"
    told(one, "b")
    told(one, "a")
    assert len(asked) == 4, "only the last answer was to be kept"
    gone = weakref.ref(one)
    one.close()
    del one
    gc.collect()
    assert gone() is None
    two.close()
