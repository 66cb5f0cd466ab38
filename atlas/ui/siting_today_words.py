"""What is said of the reach of the open nodes: how many, how far at worst, who is beyond the limit, exposed and far."""

from atlas.ui.nodes import nodes_line
from atlas.ui.siting import Problem
from atlas.ui.siting_reach import PERCENTILE
from atlas.ui.siting_solve import Answer
from atlas.ui.siting_today_figures import Far, beyond, far
from atlas.ui.siting_words import how, minutes, place, share
from atlas.ui.visit import Visit


def sentences(visit: Visit, answer: Answer, counts: Problem) -> tuple[str, ...]:
    """Return which nodes are open, the way of nine in ten, the farthest place, who is beyond the limit, who is hit."""
    w, asked = visit.words, answer.problem
    last = answer.before.worst
    worst = float("nan") if last is None else float(answer.before.minutes[last])
    return (
        nodes_line(visit, asked.question.day),
        w(
            "reach.spread",
            part=share(visit, PERCENTILE),
            percentile=minutes(visit, answer.before.percentile),
            place=place(visit, asked, last),
            worst=minutes(visit, worst),
            how=how(visit, asked),
        ),
        beyond_sentence(visit, answer, counts),
        exposed_sentence(visit, far(visit.store, answer)),
    )


def beyond_sentence(visit: Visit, answer: Answer, counts: Problem) -> str:
    """Return how many have a longer way than the limit, and in how many municipalities; `counts`: without weights."""
    w, asked = visit.words, answer.problem
    rows = beyond(answer, counts)
    over, whole = float(rows["over"].sum()), float(rows["demand"].sum())
    return w(
        "reach.beyond_sentence",
        limit=limit_text(visit, asked),
        people=w.number(over),
        whom=counted(visit, counts),
        whole=w.number(whole),
        share=share(visit, over / whole if whole else float("nan")),
        places=w.number(int(rows["places_over"].sum())),
        total=w.number(int(rows["places"].sum())),
    )


def exposed_sentence(visit: Visit, found: Far) -> str:
    """Return which districts are both more exposed and farther away than the middle one; '' without an index."""
    w = visit.words
    if found.rows.empty:
        return ""
    names = [visit.area_name(code) for code in found.both]
    if not names:
        return w("reach.both_none")
    return w("reach.both", n=len(names), total=w.number(len(found.rows)), districts=w.list(names))


def counted(visit: Visit, asked: Problem) -> str:
    """Return who is counted, as the heading of a column says it; that people count by the index, where they do."""
    name = visit.words(f"siting.whom_{asked.question.whom}")
    weighted = asked.question.by_index and asked.question.whom != "exposed"
    return visit.words("reach.weighted", whom=name) if weighted else name


def limit_text(visit: Visit, asked: Problem) -> str:
    """Return the limit as it is read."""
    return visit.words.value(asked.question.limit, visit.words("siting.minutes"))
