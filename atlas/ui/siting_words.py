"""What is said of a plan in a sentence: what it comes to, how sure that is, and why a question has no answer."""

import math

from atlas.ui.siting import Problem, Question, Tools, problem
from atlas.ui.siting_reach import Reach
from atlas.ui.siting_solve import Answer, NoProblemError
from atlas.ui.visit import Visit
from atlas.ui.waiting import StoppedError
from atlas.ui.workers import QueueFullError

# Below that a computing time is not written as a number: it would be zero.
SHORTEST_S = 0.01
REFUSALS: tuple[type[Exception], ...] = (NoProblemError, QueueFullError, StoppedError)
# What geo.siting calls its ways to a proof, and the keys of their names.
METHODS = {
    "only choice": "only",
    "Lagrangian bound": "lagrange",
    "branch and bound": "branch",
    "set cover": "cover",
    "mixed-integer program": "program",
    "bisection": "bisection",
}


def sentences(visit: Visit, answer: Answer) -> list[str]:
    """Return the answer of the page: where, what changes, and whether that is proven; without a plan today's reach."""
    if answer.plan is None:
        return [today(visit, answer)]
    found = [_where(visit, answer), effect(visit, answer)]
    # Nothing was chosen where nothing is needed.
    return [*found, proof(visit, answer)] if answer.proposed or answer.given_up else found


def today(visit: Visit, answer: Answer) -> str:
    """Return how far the nearest open node is on average."""
    w, asked = visit.words, answer.problem
    if not asked.existing:
        return w("siting.today_none", area=visit.area_name(asked.question.area_code))
    return w(
        "siting.today",
        area=visit.area_name(asked.question.area_code),
        whose=whose(visit, asked.question),
        way=_written(visit, "average", answer.before.mean, 0),
        how=how(visit, asked),
    )


def names(visit: Visit, asked: Problem, sites: tuple[int, ...]) -> str:
    """Return the names of some sites as an enumeration, in the order of the alphabet."""
    found = sorted(asked.sites["name"].iloc[list(sites)], key=visit.words.collate)
    return visit.words.list(found)


def whose(visit: Visit, question: Question) -> str:
    """Return whose way is measured, as it follows 'the average way'."""
    return visit.words(f"siting.of_{question.whom}")


def how(visit: Visit, asked: Problem) -> str:
    """Return what minutes are: an estimate, or routed times."""
    return visit.words("siting.routed" if asked.routed else "siting.estimate")


def minutes(visit: Visit, value: float, decimals: int = 0) -> str:
    """Return a way in minutes as it is read; what is said where there is none."""
    w = visit.words
    if math.isnan(value):
        return w("siting.nobody")
    if math.isinf(value):
        return w("siting.no_way")
    return w.value(value, w("siting.minutes"), decimals)


def share(visit: Visit, value: float) -> str:
    """Return a share (0 to 1) in per cent."""
    return visit.words("siting.nobody") if math.isnan(value) else visit.words.value(100 * value, "%")


def place(visit: Visit, asked: Problem, index: int | None) -> str:
    """Return the name of a place of the problem with its district, '' for none."""
    if index is None:
        return ""
    row = asked.places.iloc[index]
    return visit.words("siting.in_district", name=row["name"], district=visit.area_name(row["area_code"]))


def _where(visit: Visit, answer: Answer) -> str:
    w, asked = visit.words, answer.problem
    question, new, gone = asked.question, answer.proposed, answer.given_up
    if question.aim == "cover":
        limit = w.value(question.limit, w("siting.minutes_long"))
        if not new:
            return w("siting.cover_none", limit=limit)
        return w("siting.cover", n=len(new), limit=limit, places=names(visit, asked, new))
    if question.keep is not None:
        left = tuple(answer.plan.sites)
        given_up = names(visit, asked, gone)
        return w("siting.kept", n=len(left), total=len(asked.existing), places=names(visit, asked, left), gone=given_up)
    if gone:
        return w(
            "siting.moved",
            n=len(new),
            places=names(visit, asked, new),
            gone=names(visit, asked, gone),
            total=w.number(len(answer.plan.sites)),
        )
    return w("siting.further" if asked.existing else "siting.first", n=len(new), places=names(visit, asked, new))


def effect(visit: Visit, answer: Answer) -> str:
    """Return what the plan changes, in the terms of its aim."""
    w, asked = visit.words, answer.problem
    question = asked.question
    before, after = measure(answer.before, question), measure(answer.after, question)
    limit = {"limit": w.value(question.limit, w("siting.minutes_long"))} if question.aim == "within" else {}
    aim = question.aim if question.aim in ("within", "tenth", "farthest") else "average"
    subject = w(f"siting.measure_{aim}", whose=whose(visit, question), **limit)
    told = how(visit, asked)
    if not (math.isfinite(before) and math.isfinite(after)):
        return w("siting.effect_then", measure=subject, after=_written(visit, aim, after, 0), how=told)
    decimals = 0 if w.number(_scaled(aim, before)) != w.number(_scaled(aim, after)) else 1
    second = _written(visit, aim, after, decimals)
    # The unit stands once: from 46 to 34 minutes.
    first = w.number(before, decimals) if aim != "within" else _written(visit, aim, before, decimals)
    if w.number(_scaled(aim, before), decimals) == w.number(_scaled(aim, after), decimals):
        return w("siting.effect_same", measure=subject, after=_written(visit, aim, after, 0), how=told)
    key = "siting.effect_falls" if after < before else "siting.effect_rises"
    return w(key, measure=subject, before=first, after=second, how=told)


def measure(found: Reach, question: Question) -> float:
    """Return what an aim judges by: minutes, or (within) a share from 0 to 1."""
    if question.aim == "within":
        return found.share_within(question.limit)
    if question.aim == "tenth":
        return found.tail
    if question.aim == "farthest":
        return math.inf if found.worst is None else float(found.minutes[found.worst])
    return found.mean


def _scaled(aim: str, value: float) -> float:
    return 100 * value if aim == "within" else value


def _written(visit: Visit, aim: str, value: float, decimals: int) -> str:
    if aim == "within":
        return visit.words.value(100 * value, "%", decimals)
    if not math.isfinite(value):
        return minutes(visit, value)
    w = visit.words
    one = w.number(value, decimals) == w.number(1)
    return w.value(value, w("siting.minute_long" if one else "siting.minutes_long"), decimals)


def proof(visit: Visit, answer: Answer) -> str:
    """Return whether the plan is proven to be the best, or how much better another could be at most."""
    w, plan, asked = visit.words, answer.plan, answer.problem
    free = len(asked.sites) - len(set(asked.fixed) | set(asked.forbidden))
    if not plan.proven:
        gap = w("siting.gap_unknown") if math.isinf(plan.gap) else ""
        return gap or w("siting.gap", gap=w.value(100 * plan.gap, "%", 1 if plan.gap >= 0.001 else 2))
    if asked.question.keep is not None:
        return w("siting.proven_keep")
    if asked.p is not None and asked.p - len(asked.fixed) == 1 and free > 1:
        return w("siting.proven_one", n=free)
    return w("siting.proven", n=free)


def method(visit: Visit, answer: Answer) -> str:
    """Return how the plan was found and proven, and how long that took."""
    w, plan = visit.words, answer.plan
    parts = [part.strip() for part in str(plan.method).split(",")]
    named = [w(f"siting.method_{METHODS[part]}") if part in METHODS else part for part in parts]
    if plan.seconds < SHORTEST_S:
        seconds = w("siting.under", time=w.value(SHORTEST_S, "s", 2))
    else:
        seconds = w.value(plan.seconds, "s", 2)
    return w("siting.method", method=w.list(named), seconds=seconds)


def refusal(visit: Visit, question: Question, fault: Exception, tools: Tools) -> str:
    """Return why a question has no answer: what there is none of, or which condition fails, and by how much."""
    w, area = visit.words, visit.area_name(question.area_code)
    if isinstance(fault, NoProblemError):
        return w(f"siting.none_{fault.missing}", area=area)
    if isinstance(fault, QueueFullError):
        return w("siting.queue_full")
    if isinstance(fault, StoppedError):
        return w("siting_argument.stopped")
    condition, short = str(getattr(fault, "condition", "")), float(getattr(fault, "shortfall", math.nan))
    if condition == "limit":
        # Rounded up: with as many minutes it works.
        more = w.value(math.ceil(short * 10) / 10, w("siting.minutes_long"), 1)
        limit = w.value(question.limit, w("siting.minutes_long"))
        return w("siting.short_cover" if question.aim == "cover" else "siting.short_limit", limit=limit, more=more)
    if condition == "capacity":
        return w("siting.short_capacity", capacity=w.number(question.capacity), short=w.number(math.ceil(short)))
    if condition == "p":
        return _sites_short(visit, problem(visit.store, question, tools), math.ceil(short))
    return w(f"siting.short_{condition}", n=math.ceil(short))


def _sites_short(visit: Visit, asked: Problem, short: int) -> str:
    """Return why so many nodes are not possible: more must be open, fewer can be, or fewer do not reach everybody."""
    w, wanted, possible = visit.words, asked.p or 0, len(asked.sites) - len(asked.forbidden)
    if len(asked.fixed) > wanted:
        return w("siting.short_forced", n=short, wanted=wanted, forced=len(asked.fixed))
    if wanted > possible:
        return w("siting.short_sites", n=short, wanted=wanted, possible=possible)
    return w("siting.short_p", n=short)


def unknown(visit: Visit, asked: Problem) -> str:
    """Return which districts count nobody because their figure is not known; '' for none."""
    if not asked.unknown:
        return ""
    listed = visit.words.list(visit.area_name(code) for code in asked.unknown)
    return visit.words("siting.unknown", n=len(asked.unknown), districts=listed)
