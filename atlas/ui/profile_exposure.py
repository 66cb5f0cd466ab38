"""How exposed a district is: its score with the published weights, and how sure its rank in the Land is."""

from atlas.analysis.index import NoSpreadError, NoValuesError
from atlas.export.document import Folded, Notes, Section
from atlas.messages import Words, words
from atlas.store import Store, kept
from atlas.ui.exposure import (
    HUNDRED,
    TOP,
    Index,
    NoWeightError,
    Settings,
    TooFewError,
    default_weights,
    index_of,
    intervals,
)
from atlas.ui.profile import land
from atlas.ui.visit import Visit

# The interval of ranks runs from 5 to 95 in a hundred draws.
INSIDE = 90


@kept(256)
def section(store: Store, code: str, language: str) -> Section | None:
    """Return score, rank and its spread, or why there is none; None where there is no index."""
    if store.exposure().empty:
        return None
    visit = Visit(words(language), store, store.region())
    told, made = lines(visit, code)
    how = (Folded(visit.words("profile.how"), (Notes(made),)),) if made else ()
    return Section("exposure", visit.words("profile.exposure"), (Notes(told), *how))


def ranked(store: Store, code: str) -> dict[str, float] | None:
    """Return a district's score, rank and spread of ranks in its Land, and how many are ranked; None without a rank."""
    found = _index(store, land(store, code))
    if found is None or found.lacking[code]:
        return None
    spread = intervals(store, found.settings)
    row = dict(zip(spread.columns, spread.loc[[code]].to_numpy().tolist()[0], strict=True))
    return row | {"total": len(found.ranked), "draws": spread.attrs["draws"]}


def _index(store: Store, over: str) -> Index | None:
    """Return the index of a Land with the published settings; None where there is nothing to rank."""
    if store.exposure().empty:
        return None
    try:
        return index_of(store, Settings(over, "goalposts", "arithmetic", False, default_weights(store)))
    except (TooFewError, NoWeightError, NoValuesError, NoSpreadError):
        return None


def lines(visit: Visit, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is said of a district's exposure among the districts of its Land, and what it is made of."""
    w, store = visit.words, visit.store
    over = land(store, code)
    found, row = _index(store, over), ranked(store, code)
    if found is None:
        return (w("profile.exposure_none", land=visit.area_name(over)),), ()
    if row is None:
        titles = w.list(visit.local(visit.indicator(key), "title") for key in found.lacking[code])
        return (w("profile.exposure_lacking", list=titles),), ()
    score = w.number(row["score"] * HUNDRED, found.decimals)
    ranks = {"inside": span(w, row["low"], row["high"]), "all": span(w, row["best"], row["worst"])}
    share = w.value(100 * row["share_top_k"], "%", 1)
    place: dict[str, str | int] = {"rank": int(row["rank"]), "total": int(row["total"]), "land": visit.area_name(over)}
    spread = {"part": w.value(INSIDE, "%"), "draws": w.number(row["draws"])}
    told = (
        w("profile.exposure_score", score=score, **place),
        w("profile.exposure_interval", top=TOP, share=share, **spread, **ranks),
        *([w("profile.exposure_without")] if found.figures.absent else []),
    )
    return told, (w("profile.exposure_made", list=_ingredients(visit, found)),)


def span(w: Words, low: float, high: float) -> str:
    """Return between which ranks a rank lies, or at which one."""
    return w("profile.ranks_one", rank=int(low)) if low == high else w("profile.ranks", low=int(low), high=int(high))


def _ingredients(visit: Visit, found: Index) -> str:
    w = visit.words
    return w.list(
        w(
            "profile.exposure_ingredient",
            title=visit.local(visit.indicator(key), "title"),
            period=w.period(found.figures.periods[key]),
        )
        for key in found.shares.index
    )
