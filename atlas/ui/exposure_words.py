"""What the exposure index says in words: the answer, periods, remarks, why there is no figure."""

import pandas as pd

from atlas.analysis.index import IndicatorError, NoSpreadError
from atlas.messages import Words
from atlas.ui.exposure import HUNDRED, TOP, Index, NoWeightError
from atlas.ui.visit import Visit


def answer(visit: Visit, index: Index, spread: pd.DataFrame | None, chosen: str | None) -> str:
    """Return the sentence on the chosen district, or else on all that rank first; `spread` None: how sure follows."""
    w = visit.words
    ranked = index.ranked
    if chosen in index.lacking and chosen not in index.places:
        missing = w.list(visit.local(visit.indicator(name), "title") for name in index.lacking[chosen])
        return w("exposure.no_score", name=visit.area_name(chosen), missing=missing)
    about = [chosen] if chosen in index.places else [code for code in ranked if index.places[code] == 1]
    return " ".join([*_ties(visit, index, about[0]), *(_rank(visit, index, spread, code) for code in about[:3])])


def year_list(visit: Visit, index: Index) -> str:
    """Return of which year each ingredient in use is, newest first."""
    w = visit.words
    years: dict[str, list[str]] = {}
    for name in index.shares.index:
        years.setdefault(index.figures.periods[name][:4], []).append(visit.local(visit.indicator(name), "title"))
    told = [w("exposure.year", year=year, titles="; ".join(years[year])) for year in sorted(years, reverse=True)]
    return w("exposure.years", list=" · ".join(told))


def score_text(visit: Visit, index: Index, code: str) -> str:
    """Return a score as it is read."""
    signed = index.settings.method == "zscore"
    return visit.words.number(index.score[code], index.decimals, signed=signed)


def interval_text(w: Words, low: int, high: int) -> str:
    """Return ranks from … to …, one rank where both are the same."""
    return w.number(low) if low == high else w("exposure.from_to", low=low, high=high)


def part_share(w: Words, percent: float) -> str:
    """Return a share of draws: 0 and 100 % only where they are exact."""
    if 0 < percent < 1:
        return w("exposure.below", share=w.value(1, "%"))
    if 99 < percent < HUNDRED:
        return w("exposure.above", share=w.value(99, "%"))
    return w.value(percent, "%")


def remark(visit: Visit, index: Index, code: str) -> str:
    """Return what must stand beside a district: which ingredients it lacks, and what follows from it."""
    if not index.lacking[code]:
        return ""
    missing = visit.words.list(visit.local(visit.indicator(name), "title") for name in index.lacking[code])
    key = "exposure.not_scored" if code not in index.places else "exposure.scored_on_rest"
    return visit.words(key, missing=missing)


def reason(visit: Visit, fault: ValueError) -> str:
    """Return why there is no figure, in place of one."""
    w = visit.words
    if isinstance(fault, IndicatorError):
        title = visit.local(visit.indicator(fault.indicator), "title")
        return w("exposure.no_spread" if isinstance(fault, NoSpreadError) else "exposure.no_values", title=title)
    return w("exposure.no_weight" if isinstance(fault, NoWeightError) else "exposure.too_few")


def _ties(visit: Visit, index: Index, code: str) -> list[str]:
    same = [other for other in index.ranked if index.places[other] == index.places[code]]
    if len(same) < 2:
        return []
    names = visit.words.list(visit.area_name(other) for other in same)
    return [visit.words("exposure.tie", names=names, rank=index.places[code])]


def _rank(visit: Visit, index: Index, spread: pd.DataFrame | None, code: str) -> str:
    w, total = visit.words, len(index.ranked)
    few = total <= TOP
    given: dict[str, str | int] = {
        "name": visit.area_name(code),
        "total": total,
        "area": visit.area_name(index.settings.area_code),
        "score": score_text(visit, index, code),
        "rank": index.places[code],
    }
    if spread is None:
        return w("exposure.sentence_pending", **given)
    found = spread.loc[code].to_dict()
    low, high = int(found["low"]), int(found["high"])
    share = part_share(w, found["share_first" if few else "share_top_k"] * HUNDRED)
    told = w("exposure.sentence_few" if few else "exposure.sentence", share=share, **given)
    where = w("exposure.one_rank", rank=low) if low == high else w("exposure.between", low=low, high=high)
    return f"{told} {where}"
