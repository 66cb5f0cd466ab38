"""The answer to a planner's question: the best plan, solved in a process of its own, and how far it reaches."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from atlas.store import Store
from atlas.ui.siting import LIMITED, OBJECTIVES, WORST_SHARE, Problem, Question, Tools, problem
from atlas.ui.siting_reach import Reach, reach
from atlas.ui.visit import Visit
from atlas.ui.waiting import StoppedError, ended, wait
from atlas.ui.workers import submit

# A question that takes longer is answered with what is proven by then.
LONGEST_S = 60.0
KEPT_ANSWERS = 64


class NoProblemError(ValueError):
    """A question about nothing: `missing` says of what there is none (places, demand, sites, own)."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"{missing}: found none")


@dataclass(frozen=True, eq=False)
class Answer:
    """A solved question. `plan` is a geo.siting.Plan; `before` is the reach of the nodes that are open on the day.

    Where only today's reach is asked for, `plan` is None and `after` is `before`.
    """

    problem: Problem
    plan: Any
    before: Reach
    after: Reach

    @property
    def proposed(self) -> tuple[int, ...]:
        """Return the columns of the sites that the plan adds to the open nodes."""
        chosen = self.plan.sites if self.plan else ()
        return tuple(site for site in chosen if site not in self.problem.existing)

    @property
    def given_up(self) -> tuple[int, ...]:
        """Return the columns of the open nodes that the plan leaves out."""
        chosen = set(self.plan.sites if self.plan else self.problem.existing)
        return tuple(site for site in self.problem.existing if site not in chosen)


def answer(visit: Visit, question: Question, tools: Tools) -> Answer:
    """Return the best plan; solved once per question and version of the data.

    Raises InfeasibleError of geo.siting for a question that cannot be met, QueueFullError where too many wait,
    NoProblemError where there is nobody to reach, or nowhere from, StoppedError where the visitor just ended the work.
    """
    asked = posed(visit, question, tools)
    if asked.sites.empty or (question.source == "own" and len(asked.sites) == len(asked.existing) < (asked.p or 0)):
        raise NoProblemError("own" if question.source == "own" else "sites")

    def solve() -> Answer:
        if ended():
            raise StoppedError("ended by the visitor")
        (plan,) = wait(visit, submit(solver(asked, tools), [()]), visit.words("siting.solving"))
        capacity = plan.assignment if question.capacity else None
        before = reach(asked, asked.existing, tools)
        return Answer(asked, plan, before, reach(asked, tuple(plan.sites), tools, capacity))

    return once(visit.store, ("answer", question), solve)


def posed(visit: Visit, question: Question, tools: Tools) -> Problem:
    """Return a question in numbers. Raises NoProblemError where there is nobody to reach."""
    found = problem(visit.store, question, tools)
    if found.places.empty:
        raise NoProblemError("places")
    if not found.weight.any():
        raise NoProblemError("demand")
    return found


def today(visit: Visit, question: Question, tools: Tools) -> Answer:
    """Return how far the open nodes are, without a plan; kept like an answer. Raises NoProblemError."""
    asked = posed(visit, question, tools)

    def measure() -> Answer:
        before = reach(asked, asked.existing, tools)
        return Answer(asked, None, before, before)

    found: Answer = once(visit.store, ("today", question), measure)
    return found


def solver(asked: Problem, tools: Tools, **other: Any) -> Callable[..., Any]:
    """Return the call of geo.siting.solve that answers a problem, to be sent to another process."""
    return partial(tools.siting.solve, asked.minutes, asked.weight, asked.p, **(conditions(asked) | other))


def conditions(asked: Problem) -> dict[str, Any]:
    """Return the arguments that all functions of geo.siting take besides costs, weights and number."""
    question = asked.question
    return {
        "objective": OBJECTIVES[question.aim],
        "fixed": asked.fixed,
        "forbidden": asked.forbidden,
        "limit": float(question.limit) if question.aim in LIMITED else None,
        "capacity": [float(question.capacity)] * len(asked.sites) if question.capacity else None,
        "alpha": WORST_SHARE,
        "time_limit_s": LONGEST_S,
    }


def once(store: Store, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """Return what was made for a key before, else make it now; the last few are kept with the store.

    Not `kept`: making it draws on the page, and a run that is stopped in between keeps nothing.
    """
    answers: OrderedDict[tuple[object, ...], Any] = store.derived.setdefault(once, OrderedDict())
    if key not in answers:
        answers[key] = make()
    while len(answers) > KEPT_ANSWERS:
        answers.popitem(last=False)
    return answers[key]
