"""Where sites help most: proven best sets, and how they are argued for. Pure: arrays in, plans out.

`solve` answers; `alternatives`, `marginal_curve`, `nested_order`, `why_not`, `keep` and `robustness` say how good the
answer is. The formulas and their sources stand in the modules: `search` (bounds and branching), `sums` (p-median,
coverage), `cover` (fewest sites, least largest distance), `tail` (the worst-served share), `capacity`.
"""

from geo.siting.errors import ArgumentError, InfeasibleError
from geo.siting.plan import Plan
from geo.siting.reasons import (
    Robustness,
    Step,
    WhyNot,
    alternatives,
    keep,
    marginal_curve,
    nested_order,
    robustness,
    why_not,
)
from geo.siting.solver import solve

__all__ = [
    "ArgumentError",
    "InfeasibleError",
    "Plan",
    "Robustness",
    "Step",
    "WhyNot",
    "alternatives",
    "keep",
    "marginal_curve",
    "nested_order",
    "robustness",
    "solve",
    "why_not",
]
