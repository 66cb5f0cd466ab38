"""The gate before every output: what a publisher kept secret must not be readable from what we show.

`release` stops what slips through: a value beside the sign that hides it, a rank or share of it, an own
calculation made from a hidden member. Every frame of figures passes it before it is drawn, written or
exported; ranks, classes and changes are worked out after it, so that none is made with a hidden value.
`exposed`, `may_show_sum` and `admit` stop what could be worked out; their method is in disclosure.py.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from atlas.analysis.disclosure import admit, exposed, may_show_sum

__all__ = ["NO_DATA", "TELLING", "SecrecyError", "admit", "exposed", "may_show_sum", "release"]

NO_DATA = frozenset({".", "/", "x", "..."})
NO_SUM = frozenset({".", "/", "..."})
SIGNS = NO_DATA | {"", "-"}
WITHHELD = "."

# Columns that say something about a value; none of them may be filled where the value is hidden.
RANKING = frozenset({"rank", "share", "change", "class", "score", "low", "median", "high", "best", "worst"})
# How often a row came first in the draws of weights (robustness.py); the cases behind a rate and their base (rates.py).
COUNTING = frozenset({"share_first", "share_top_k", "cases", "base"})
# The parts of a change and the quotient of a share: with the published total each gives the value back (structure.py).
STRUCTURE = frozenset({"growth", "national", "mix", "regional", "competitive", "allocation", "quotient"})
# A standard score gives the value back; what is made of it and of the neighbours says where it lies (geo.clusters).
CLUSTERS = frozenset({"z", "lag", "around", "i", "gi", "p", "p_adjusted", "quadrant"})
TELLING = RANKING | COUNTING | STRUCTURE | CLUSTERS


class SecrecyError(ValueError):
    """A frame or a figure that would show what its publisher keeps secret."""


def release(
    values: pd.DataFrame,
    members: Mapping[str, Collection[str]] | None = None,
    *,
    telling: Collection[str] = TELLING,
) -> pd.DataFrame:
    """Return the rows as they may be shown: own calculations with a hidden member blanked, with the sign ".".

    `values` has value and sign, and may have indicator_id, area_code, period, method ("published" or the name
    of an own calculation) and has_secret_member (true where the build knows it). `members` names the areas
    that an area is made of; they are looked up within the same indicator and period, and what is blanked here
    counts as hidden for what is made from it. `telling` names the columns that say something about the value,
    where they occur. The frame that came in is left as it is.

    Raises SecrecyError for an unknown sign, for a value beside a sign of no data or other than 0 beside "-",
    and for a rank, share or other telling column that is filled where the value is hidden.
    """
    watched = [name for name in values.columns if name in telling]
    _refuse(values, watched)
    blanked = _derived(values) & _from_hidden(values, members or {})
    released = values.copy()
    released["value"] = released["value"].where(~blanked)
    released["sign"] = released["sign"].where(~blanked, WITHHELD)
    for name in watched:
        released[name] = released[name].where(~blanked)
    return released


def _refuse(values: pd.DataFrame, watched: Iterable[str]) -> None:
    sign, has_value = values["sign"].fillna(""), values["value"].notna()
    _none(values, ~sign.isin(SIGNS), "an unknown sign; wanted one of - . / x ... or none")
    _none(values, has_value & sign.isin(NO_DATA), "a value beside a sign that says there is none")
    _none(values, has_value & (sign == "-") & (values["value"] != 0), 'a value other than 0 beside "-"')
    for name in watched:
        # An empty text tells nothing.
        _none(
            values,
            values[name].notna() & values[name].ne("") & sign.isin(NO_DATA),
            f"a {name} where the value is hidden",
        )


def _none(values: pd.DataFrame, faults: pd.Series, what: str) -> None:
    if faults.any():
        first = values[faults].iloc[0]
        keys = [str(first[key]) for key in ("indicator_id", "area_code", "period") if key in first]
        # The value itself stays out of the message: messages are shown and logged.
        raise SecrecyError(f"{' '.join(keys) or 'row'} ({int(faults.sum())} rows): found {what}")


def _derived(values: pd.DataFrame) -> np.ndarray:
    if "method" not in values:
        return np.zeros(len(values), dtype=bool)
    return (values["method"] != "published").to_numpy()


def _from_hidden(values: pd.DataFrame, members: Mapping[str, Collection[str]]) -> np.ndarray:
    told = np.zeros(len(values), dtype=bool)
    if "has_secret_member" in values:
        told |= values["has_secret_member"].eq(True).to_numpy()
    if not members:
        return told
    areas = values["area_code"].to_numpy()
    hides = values["sign"].isin(NO_SUM).to_numpy() | (told & _derived(values))
    keys = [key for key in ("indicator_id", "period") if key in values]
    groups = values.groupby(keys, dropna=False).indices.values() if keys else [np.arange(len(values))]
    for group in groups:
        affected = _spread(set(areas[group][hides[group]]), members)
        told[group] |= np.isin(areas[group].astype(str), sorted(affected))
    return told


def _spread(hidden: set[str], members: Mapping[str, Collection[str]]) -> set[str]:
    """Return the areas of which a part, or a part of a part, is hidden."""
    found: set[str] = set()
    while more := {a for a, parts in members.items() if (hidden | found) & set(parts)} - found:
        found |= more
    return found
