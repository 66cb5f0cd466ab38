"""Whether a hidden cell can be worked out from the figures that are shown.

Each figure shown is a linear equation in the cells it is made of. Known cells drop out; what is left is a
matrix with a column for each hidden cell. A hidden cell is determined exactly if its unit vector lies in the
row space of that matrix. That finds the total minus the others, two regions that differ in one hidden cell,
and the change from a known year to a hidden one.
Reference: Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001 (recalculation of
suppressed cells in linked tables).

Not found: narrowing. Two hidden cells with a shown sum of 3 are not determined, but each is at most 3; and
since counts are never below nil, a shown remainder of 0 tells that all its hidden parts are 0. The
publishers' secondary suppression is made against that; here no equation of ours may determine a cell.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import Any, TypeVar

import numpy as np

Cell = TypeVar("Cell", bound=Hashable)
_TOLERANCE = 1e-9


def exposed(
    known_totals: Collection[Hashable],
    members: Mapping[Any, Collection[Cell] | Mapping[Cell, float]],
    secret: Collection[Cell],
) -> frozenset[Cell]:
    """Return the secret cells that can be worked out exactly from the totals that are shown.

    `members` says what each total is made of: its cells, or its cells with a factor each (a change has the
    factors 1 and -1, a mean its weights); an entry may be a total itself. Every cell that is not secret
    counts as known, except totals that are not shown: they stand for their parts. A total that is secret
    itself is worked out like any other cell.
    Raises KeyError for a shown total without members.
    """
    hidden = sorted(set(secret), key=repr)
    column = {cell: i for i, cell in enumerate(hidden)}
    lines = [_equation(total, members, column) for total in known_totals]
    lines += [_equation(cell, members, column) - _unit(cell, column) for cell in hidden if cell in members]
    matrix = np.array([line for line in lines if line.any()])
    if not matrix.size:
        return frozenset()
    return frozenset(hidden[i] for i in np.flatnonzero(_determined(matrix)))


def may_show_sum(
    own: Collection[Cell] | Mapping[Cell, float],
    known_totals: Collection[Hashable],
    members: Mapping[Any, Collection[Cell] | Mapping[Cell, float]],
    secret: Collection[Cell],
) -> bool:
    """Return whether an own sum may be shown beside the totals that are shown already.

    Not if it makes a secret cell readable that was not so before, and not if one of its own secret cells is
    readable, whoever is to blame. Sums already on show belong to `known_totals`: two regions can be harmless
    alone and not together.
    """
    name = ("own sum", tuple(own))
    before = exposed(known_totals, members, secret)
    after = exposed([*known_totals, name], {**members, name: own}, secret)
    return after == before and not after & set(own)


def admit(
    own: Mapping[Any, Collection[Cell] | Mapping[Cell, float]],
    known_totals: Collection[Hashable],
    members: Mapping[Any, Collection[Cell] | Mapping[Cell, float]],
    secret: Collection[Cell],
) -> list[Hashable]:
    """Return the own sums that may be shown together, tried in the order given: the first come first."""
    shown, known = list(known_totals), {**members, **own}
    admitted: list[Hashable] = []
    for name, parts in own.items():
        if may_show_sum(parts, shown, known, secret):
            shown.append(name)
            admitted.append(name)
    return admitted


def _equation(
    total: Hashable,
    members: Mapping[Any, Collection[Cell] | Mapping[Cell, float]],
    column: Mapping[Cell, int],
) -> np.ndarray:
    if total not in members:
        raise KeyError(f"total {total!r} is shown, but not what it is made of")
    line = np.zeros(len(column))
    parts = members[total]
    factors = parts if isinstance(parts, Mapping) else dict.fromkeys(parts, 1.0)
    for cell, factor in factors.items():
        if cell in column:
            line[column[cell]] += factor
        elif cell in members:
            line += factor * _equation(cell, members, column)
    return line


def _unit(cell: Cell, column: Mapping[Cell, int]) -> np.ndarray:
    line = np.zeros(len(column))
    line[column[cell]] = 1
    return line


def _determined(matrix: np.ndarray) -> np.ndarray:
    """Return, for each column, whether its unit vector lies in the row space of the matrix.

    With an orthonormal basis of the row space, the squared length of the unit vector's projection is the sum
    of squares of the basis in that column; it is 1 exactly for a vector inside.
    """
    scaled = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    _, singular, basis = np.linalg.svd(scaled, full_matrices=False)
    rows = basis[singular > _TOLERANCE * singular.max()]
    return np.asarray(np.square(rows).sum(axis=0) > 1 - _TOLERANCE)
