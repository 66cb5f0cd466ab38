"""Where sites help most: proven best sets, and how they are argued for. Pure: arrays in, plans out."""

from geo.siting.errors import ArgumentError, InfeasibleError
from geo.siting.plan import Plan
from geo.siting.solver import solve

__all__ = ["ArgumentError", "InfeasibleError", "Plan", "solve"]
