"""What the page of patterns says in words: the answer, each district's place, what a pattern means and does not."""

from html import escape

import streamlit as st

from atlas.analysis.rates import LEAST_CASES
from atlas.ui.controls import COUNTRY, Choice
from atlas.ui.patterns import GI, LEVEL, MANY, SIGNIFICANT, NoSpreadError, Patterns, TooFewError
from atlas.ui.visit import Visit, is_known

# So many Länder are named in the answer.
LANDS = 4
# Two-sided, with 9 999 permutations, no p is smaller.
SMALLEST_P = 0.0002


def answer(visit: Visit, choice: Choice, found: Patterns) -> tuple[str, ...]:
    """Return whether neighbours are alike, how many districts stand out and where, and whether the region's do."""
    told = (_whole(visit, choice, found), _stand_out(visit, found), _of_region(visit, found))
    return (*told, few_districts(visit, choice, found))


def reason(visit: Visit, choice: Choice, fault: TooFewError | NoSpreadError) -> str:
    """Return why there are no patterns to be told, and what to do."""
    w = visit.words
    named = {"indicator": visit.local(choice.indicator, "title"), "period": w.period(choice.period)}
    if isinstance(fault, TooFewError):
        area = visit.area_name(choice.area_code)
        told = w("patterns.too_few", n=fault.n, total=fault.total, area=area, **named)
        return (
            f"{told} {w('patterns.try_country', area=visit.area_name(COUNTRY))}"
            if choice.area_code != COUNTRY
            else told
        )
    return w("patterns.no_spread", **named)


def kind_text(visit: Visit, kind: str) -> str:
    """Return the name of a kind of district."""
    return visit.words(f"patterns.kind.{kind}")


def p_text(visit: Visit, p: float) -> str:
    """Return a p as it is read: four decimals, none below what the permutations can tell."""
    return visit.words.number(max(p, SMALLEST_P), 4)


def district_note(visit: Visit, found: Patterns, code: str) -> str:
    """Return how to read a district's place among its neighbours; '' where nothing more is to be said."""
    w = visit.words
    row = found.rows[code]
    told = w(f"patterns.reading.{row['kind']}")
    # Of the others nothing was compared, however many neighbours they have.
    alone = row["beside"] == 1 and is_known(row["around"])
    return f"{told} {w('patterns.one_neighbour')}" if alone else told


def show(visit: Visit, choice: Choice, found: Patterns) -> None:
    """Draw what a pattern means and what it does not."""
    title = visit.words("patterns.explained")
    lines = "".join(f'<p class="atlas-note">{escape(line)}</p>' for line in explained(visit, choice, found))
    st.html(f'<h2 class="atlas-figure-title">{escape(title)}</h2><div class="atlas-lines">{lines}</div>')


def explained(visit: Visit, choice: Choice, found: Patterns) -> list[str]:
    """Return what a pattern means, how chance was judged, and who took no part: one text each."""
    w = visit.words
    taken = found.whole.n
    chance = w.number(taken * LEVEL)
    told = [w("patterns.means"), w("patterns.means_not"), w("patterns.chance"), w("patterns.discovery", chance=chance)]
    if found.settings.statistic == GI:
        told.append(w("patterns.gi"))
    told.append(w("patterns.neighbours"))
    if choice.area_code != COUNTRY:
        told.append(w("patterns.edge"))
    return [*told, *left_out(visit, found)]


def few_districts(visit: Visit, choice: Choice, found: Patterns) -> str:
    """Return the warning that belongs to an area of few districts; '' for one of many."""
    if found.whole.n >= MANY:
        return ""
    return visit.words("patterns.few_districts", n=found.whole.n, area=visit.area_name(choice.area_code))


def left_out(visit: Visit, found: Patterns) -> list[str]:
    """Return who took no part and why."""
    w = visit.words
    told = []
    if found.few:
        names = sorted((visit.area_name(code) for code in found.few), key=w.collate)
        told.append(w("patterns.few_cases", n=len(names), least=LEAST_CASES, names=w.list(names)))
    for kind in ("missing", "island"):
        if n := found.count(kind):
            told.append(w(f"patterns.left_{kind}", n=n))
    return told


def way(found: Patterns) -> str:
    """Return whether neighbours are "alike" or "different" more often than by "chance"."""
    if found.whole.p > LEVEL:
        return "chance"
    return "alike" if found.whole.i > found.whole.expected else "different"


def _whole(visit: Visit, choice: Choice, found: Patterns) -> str:
    w, whole = visit.words, found.whole
    return w(
        f"patterns.answer_{way(found)}",
        indicator=visit.local(choice.indicator, "title"),
        period=w.period(choice.period),
        n=whole.n,
        area=visit.area_name(choice.area_code),
        i=w.number(whole.i, 2),
        p=p_text(visit, whole.p),
    )


def _stand_out(visit: Visit, found: Patterns) -> str:
    w, rows = visit.words, found.found
    if rows.empty:
        return w("patterns.nobody")
    kinds = [f"{w.number(found.count(kind))} {kind_text(visit, kind)}" for kind in SIGNIFICANT if found.count(kind)]
    told = w("patterns.somebody", n=len(rows), kinds=w.list(kinds))
    lands = visit.store.areas.loc[rows.index, "land_code"].value_counts(sort=True)
    if found.settings.area_code != COUNTRY:
        return told
    ordered = sorted(lands.items(), key=lambda one: (-one[1], str(one[0])))
    named = [f"{visit.area_name(str(code))} {w.number(n)}" for code, n in ordered]
    shown = named[:LANDS] if len(named) > LANDS + 1 else named
    rest = sum(n for _, n in ordered[len(shown) :])
    if rest:
        shown.append(w("patterns.other_lands", count=w.number(rest)))
    return f"{told} {w('patterns.lands', list=', '.join(shown))}"


def _of_region(visit: Visit, found: Patterns) -> str:
    w, rows = visit.words, found.found
    if rows.empty:
        return ""
    region = visit.area_name(visit.region.area_code)
    inside = [code for code in visit.region.district_codes if code in rows.index]
    if not inside:
        return w("patterns.region_none", region=region)
    told = [f"{visit.area_name(code)} ({kind_text(visit, found.rows[code]['kind'])})" for code in inside]
    return w("patterns.region_some", region=region, districts=w.list(told))
