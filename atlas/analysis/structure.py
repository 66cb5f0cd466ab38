"""Structural change: how a district's branches differ from the nation's, and what their change is made of.

Jobs by branch have hidden cells. Nothing here fills one: a missing cell stays missing, in it and in what
would need it. Which total a figure divides by is said with each function: location quotients take the
published totals they are given, measures of concentration the sum of the branches that are known.

A figure that passes here has not passed the gate: what is shown still goes through atlas.analysis.secrecy.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
Jobs = float | Iterable[float] | pd.Series | pd.DataFrame
# An array has no labels: its branches (and districts) are known by their places.
Table = pd.Series | pd.DataFrame | npt.ArrayLike
Row = pd.Series | Mapping[Any, float] | npt.ArrayLike

PARTS = ["growth", "national", "mix", "regional"]
HOMOTHETIC_PARTS = ["growth", "national", "mix", "competitive", "allocation"]


def location_quotient(e_ij: Any, e_j: Any, e_i: Any, e: Any) -> Any:
    """Return (e_ij / e_j) / (e_i / e): 1 where the branch weighs as much in the district as in the nation.

    e_ij: jobs of branch i in district j; e_j: all jobs of the district; e_i: jobs of the branch in the nation;
    e: all jobs of the nation. The totals are the published ones, not sums of known branches.

    Numbers give a number, arrays an array (broadcast as numpy does), a Series a Series, a frame a frame. Series
    are matched by label; beside a frame of districts (rows) by branches (columns) a Series e_j goes along the
    rows and a Series e_i along the columns. Missing stays missing, and a denominator of 0 gives NaN: a share
    of nothing is unknown, whereas 0 jobs of a branch that exists are a quotient of 0.
    Raises ValueError for a negative number and for Series that have no label in common.
    """
    like = _template({"e_ij": e_ij, "e_j": e_j, "e_i": e_i, "e": e})
    part, district, branch, nation = (
        _aligned(value, like, name, along)
        for value, name, along in ((e_ij, "e_ij", 0), (e_j, "e_j", 0), (e_i, "e_i", 1), (e, "e", 0))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (part / district) / (branch / nation)
    found = np.where((district == 0) | (branch == 0) | (nation == 0), np.nan, found)
    if isinstance(like, pd.DataFrame):
        return pd.DataFrame(found, index=like.index, columns=like.columns)
    if isinstance(like, pd.Series):
        return pd.Series(found, index=like.index)
    return float(found) if found.ndim == 0 else found


def krugman(jobs_a: Jobs, jobs_b: Jobs) -> Any:
    """Return Σ |s_a − s_b| over branches: 0 for the same structure, 2 where no branch is common (Krugman 1991).

    Shares or jobs: both sides are divided by their sum over the branches known on both sides. Two Series are
    matched by label. A frame (one district a row) beside a Series or a row of numbers gives a Series; for it the
    branches known in that row count. NaN where nothing is known or a sum is 0. Raises ValueError for negative
    numbers and for sides of different length.
    """
    if isinstance(jobs_b, pd.DataFrame):
        raise ValueError("jobs_b: found a frame, wanted the one structure that all are compared with")
    if isinstance(jobs_a, pd.Series | pd.DataFrame) and isinstance(jobs_b, pd.Series):
        labels = jobs_a.index if isinstance(jobs_a, pd.Series) else jobs_a.columns
        jobs_b = jobs_b.reindex(labels)
    a, b = _rows(jobs_a, "jobs_a"), _rows(jobs_b, "jobs_b")
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"jobs_b: found {b.shape[1]} branches, wanted {a.shape[1]} as in jobs_a")
    known = ~np.isnan(a) & ~np.isnan(b)
    apart = np.abs(_shares(np.where(known, a, np.nan)) - _shares(np.where(known, b, np.nan)))
    return _like_rows(_sum_known(apart), jobs_a)


def hhi(jobs: Jobs, *, normalised: bool = False) -> Any:
    """Return the Herfindahl-Hirschman index Σ s² over branches, 1/n … 1; normalised (H − 1/n)/(1 − 1/n), 0 … 1.

    Shares or jobs: divided by the sum of the known branches; n is the number of known ones. A frame (one
    district a row) gives a Series. NaN where nothing is known, the sum is 0, or, normalised, for one branch.
    Raises ValueError for negative numbers.
    """
    rows = _rows(jobs, "jobs")
    index = _sum_known(_shares(rows) ** 2)
    if normalised:
        n = (~np.isnan(rows)).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            index = np.where(n > 1, (index - 1 / n) / (1 - 1 / n), np.nan)
    return _like_rows(index, jobs)


def theil(jobs: Jobs) -> Any:
    """Return Theil's T = Σ s · ln(n · s), 0 ln 0 = 0: 0 for equal branches, ln n where one has all (Theil 1967).

    Shares or jobs: divided by the sum of the known branches; n is the number of known ones. A frame (one
    district a row) gives a Series. NaN where nothing is known or the sum is 0. Raises ValueError for negative
    numbers.
    """
    rows = _rows(jobs, "jobs")
    shares = _shares(rows)
    n = (~np.isnan(rows)).sum(axis=1, keepdims=True)
    terms = shares * np.log(np.where(shares > 0, n * shares, 1.0))
    return _like_rows(_sum_known(terms), jobs)


def shift_share(
    start: Table,
    end: Table,
    reference_start: Row,
    reference_end: Row,
    *,
    total_start: pd.Series | float | None = None,
    total_end: pd.Series | float | None = None,
) -> pd.DataFrame:
    """Return growth and its parts, in jobs: national + mix + regional = growth (Dunn 1960).

    start, end: jobs by branch in the district, as a Series (one row per branch comes back) or as a frame of
    districts by branches (one row per district). reference_*: jobs by branch in the nation, matched by label.
    Lists and arrays, of one dimension or of two, are taken likewise, branches in the order of start's.
    With growth factors G of the nation, G_i of branch i there and G_ij of it here:
    national e_ij (G − 1), mix e_ij (G_i − G), regional e_ij (G_ij − G_i), which is end − e_ij G_i and so known
    for a branch that began with no job.

    Totals: G is taken from the sum of the reference's branches, a district's growth from the sum of its own; so
    the branches must add up without overlap. Missing cells: a branch with one has only NaN in its row, and
    a reference with one makes all NaN. In a frame a district with a hidden branch gets NaN for mix and regional,
    which would be wrong without it; growth and national are then taken from the published totals total_start
    and total_end (Series by district) where they are given, else they are NaN too. Nothing is subtracted from a
    total, so no hidden cell can be read from a row. Do not add up rows of branches with pandas' sum, which takes
    NaN for 0: give a frame of one row instead.
    Raises ValueError for negative numbers and labels that differ.
    """
    like, was, now, rates = _prepared(start, end, reference_start, reference_end)
    parts = _dunn(was, now, rates)
    if isinstance(like, pd.Series):
        return pd.DataFrame(parts[:, 0].T, index=like.index, columns=PARTS)
    sums = parts.sum(axis=2).T
    if (total_start is None) != (total_end is None):
        raise ValueError("total_start, total_end: found one of them, wanted both or neither")
    if total_start is not None and total_end is not None:
        first = _totals(total_start, like.index, "total_start")
        last = _totals(total_end, like.index, "total_end")
        hidden = np.isnan(was).any(axis=1) | np.isnan(now).any(axis=1)
        sums[:, 0] = np.where(hidden, last - first, sums[:, 0])
        sums[:, 1] = np.where(hidden, first * (rates.all - 1), sums[:, 1])
    return pd.DataFrame(sums, index=like.index, columns=PARTS)


def esteban_marquillas(
    start: Table,
    end: Table,
    reference_start: Row,
    reference_end: Row,
) -> pd.DataFrame:
    """Return shift-share with the regional part split in two (Esteban-Marquillas 1972); all in jobs.

    With the homothetic h_ij = e_j e_i / e, the jobs that the branch would have here with the nation's structure:
    competitive h_ij (G_ij − G_i), allocation (e_ij − h_ij) (G_ij − G_i). Shapes, totals and missing cells as
    in shift_share; e_j is the sum of the district's branches, so with one hidden branch both parts are NaN for
    all of them. A branch without jobs at both ends has 0 in both; one that grew from 0 has no growth factor
    and so NaN in both. Raises as shift_share does.
    """
    like, was, now, rates = _prepared(start, end, reference_start, reference_end)
    growth, national, mix, regional = _dunn(was, now, rates)
    homothetic = was.sum(axis=1, keepdims=True) * rates.shares
    with np.errstate(divide="ignore", invalid="ignore"):
        lead = np.where(was > 0, now / was - rates.branch, np.where(now == 0, 0.0, np.nan))
    competitive = np.where((was == 0) & (now == 0), 0.0, homothetic * lead)
    parts = np.stack([growth, national, mix, competitive, regional - competitive])
    if isinstance(like, pd.Series):
        return pd.DataFrame(parts[:, 0].T, index=like.index, columns=HOMOTHETIC_PARTS)
    return pd.DataFrame(parts.sum(axis=2).T, index=like.index, columns=HOMOTHETIC_PARTS)


def chained(
    jobs: Mapping[Any, pd.Series | pd.DataFrame],
    reference: Mapping[Any, pd.Series],
    totals: Mapping[Any, pd.Series | float] | None = None,
) -> pd.DataFrame:
    """Return shift-share step by step (Barff and Knight 1988): rows (period, district or branch), columns as there.

    `jobs`, `reference` and `totals` (the published ones, see shift_share) map a period to its figures; periods
    are sorted, each step is named by its later period, and a missing year makes a longer step. Growth factors
    and weights are thus renewed at each step. `chained_sum` adds the steps up.
    Raises ValueError for fewer than two periods and for a period that `reference` or `totals` lacks.
    """
    periods = sorted(jobs)
    if len(periods) < 2:
        raise ValueError(f"jobs: found {len(periods)} periods, wanted two or more")
    for name, given in (("reference", reference), ("totals", totals)):
        if given is not None and (lacking := [period for period in periods if period not in given]):
            raise ValueError(f"{name}: no figures for {lacking[0]}, which jobs has")
    steps = {
        last: shift_share(
            jobs[first],
            jobs[last],
            reference[first],
            reference[last],
            total_start=None if totals is None else totals[first],
            total_end=None if totals is None else totals[last],
        )
        for first, last in pairwise(periods)
    }
    return pd.concat(steps, names=["period"])


def chained_sum(steps: pd.DataFrame) -> pd.DataFrame:
    """Return the steps of `chained` added up, one row per district or branch; NaN where one step is missing.

    The sum of growth is the growth from the first period to the last.
    """
    by_row = steps.groupby(level=1, sort=False)
    complete = by_row.count().eq(steps.index.get_level_values(0).nunique())
    return by_row.sum().where(complete)


class _Rates:
    """Growth factors of the nation: of all branches, of each; and the share of each at the start."""

    def __init__(self, start: Numbers, end: Numbers) -> None:
        with np.errstate(divide="ignore", invalid="ignore"):
            self.all = float(end.sum() / start.sum()) if start.sum() != 0 else float("nan")
            self.branch = np.where(start == 0, np.nan, end / start)
            self.shares = start / start.sum() if start.sum() != 0 else np.full_like(start, np.nan)


def _labelled(start: Any, end: Any, reference_start: Any, reference_end: Any) -> tuple[Any, Any, Any, Any]:
    """Return the four with labels: what has none gets those of start, which gets places where it has none itself."""
    start = start if isinstance(start, pd.Series | pd.DataFrame) else _placed(start, "start")
    branches, districts = (start.index, None) if isinstance(start, pd.Series) else (start.columns, start.index)
    nation = ("reference_start", reference_start), ("reference_end", reference_end)
    return start, _placed(end, "end", branches, districts), *(_placed(row, name, branches) for name, row in nation)


def _placed(given: Any, name: str, branches: Any = None, districts: Any = None) -> Any:
    if isinstance(given, pd.Series | pd.DataFrame | Mapping):
        return pd.Series(given) if isinstance(given, Mapping) else given
    values = np.asarray(given, dtype=float)
    if values.ndim not in (1, 2) or (branches is not None and values.shape[-1] != len(branches)):
        raise ValueError(f"{name}: found an array of {values.shape}, wanted one number per branch of start")
    return pd.Series(values, index=branches) if values.ndim == 1 else pd.DataFrame(values, districts, branches)


def _prepared(
    start: Any, end: Any, reference_start: Any, reference_end: Any
) -> tuple[pd.Series | pd.DataFrame, Numbers, Numbers, _Rates]:
    """Return start with its labels, the district's jobs at both ends (districts by branches), the nation's rates."""
    start, end, reference_start, reference_end = _labelled(start, end, reference_start, reference_end)
    kind = type(start)
    if kind not in (pd.Series, pd.DataFrame) or type(end) is not kind:
        raise ValueError(f"start, end: found {kind.__name__} and {type(end).__name__}, wanted two Series or two frames")
    branches = start.index if kind is pd.Series else start.columns
    others: list[tuple[str, pd.Index]] = [("end", end.index if kind is pd.Series else end.columns)]
    for name, given in (("reference_start", reference_start), ("reference_end", reference_end)):
        if not isinstance(given, pd.Series):
            raise ValueError(f"{name}: found {type(given).__name__}, wanted a Series by branch")
        others.append((name, given.index))
    for name, found in others:
        _same_labels(branches, found, name)
    if kind is pd.DataFrame:
        _same_labels(start.index, end.index, "end")
        end = end.reindex(index=start.index, columns=branches)
    else:
        end = end.reindex(branches)
    first, last = (_floats(given.reindex(branches), name) for name, given in _named(reference_start, reference_end))
    return start, _rows(start, "start"), _rows(end, "end"), _Rates(first, last)


def _named(reference_start: pd.Series, reference_end: pd.Series) -> list[tuple[str, pd.Series]]:
    return [("reference_start", reference_start), ("reference_end", reference_end)]


def _dunn(was: Numbers, now: Numbers, rates: _Rates) -> Numbers:
    # A branch that the nation did not have either has no factor; with no jobs here, none is needed.
    expected = np.where(was == 0, 0.0, was * rates.branch)
    national = was * (rates.all - 1)
    mix = expected - was * rates.all
    parts = np.stack([now - was, national, mix, now - expected])
    parts[:, np.isnan(parts).any(axis=0) | np.isnan(rates.all)] = np.nan
    return parts


def _same_labels(wanted: pd.Index, found: pd.Index, name: str) -> None:
    if not wanted.is_unique or not found.is_unique:
        raise ValueError(f"{name}: a label stands twice in it or in start; wanted each once")
    odd = list(wanted.symmetric_difference(found, sort=False))
    if odd:
        raise ValueError(f"{name}: {odd[0]!r} is not both in it and in start; wanted the same labels")


def _totals(given: pd.Series | float, districts: pd.Index, name: str) -> Numbers:
    return _floats(given.reindex(districts) if isinstance(given, pd.Series) else given, name)


def _template(arguments: Mapping[str, Any]) -> Any:
    """Return the first frame among the arguments, else the first Series, else None."""
    for kind in (pd.DataFrame, pd.Series):
        for given in arguments.values():
            if isinstance(given, kind):
                return given
    return None


def _aligned(given: Any, like: Any, name: str, along: int) -> Numbers:
    if isinstance(given, pd.DataFrame):
        given = given.reindex(index=like.index, columns=like.columns)
    elif isinstance(given, pd.Series):
        labels = like.columns if isinstance(like, pd.DataFrame) and along == 1 else like.index
        if len(labels) and len(given) and not given.index.isin(labels).any():
            raise ValueError(f"{name}: none of its labels ({given.index[0]!r}, …) is among {labels[0]!r}, …")
        values = _floats(given.reindex(labels), name)
        return values[:, None] if isinstance(like, pd.DataFrame) and along == 0 else values
    return _floats(given, name)


def _floats(given: Any, name: str) -> Numbers:
    if isinstance(given, pd.Series | pd.DataFrame):
        values = np.asarray(given.astype("Float64").to_numpy(dtype=float, na_value=np.nan), dtype=float)
    else:
        values = np.asarray(np.nan if given is None or given is pd.NA else given, dtype=float)
    if (values < 0).any():
        raise ValueError(f"{name}: found {float(values[values < 0].flat[0]):g}, wanted no negative number")
    return values


def _rows(given: Any, name: str) -> Numbers:
    if not isinstance(given, pd.Series | pd.DataFrame | np.ndarray):
        given = list(given)
    return np.atleast_2d(_floats(given, name))


def _like_rows(found: Numbers, given: Any) -> Any:
    if isinstance(given, pd.DataFrame):
        return pd.Series(found, index=given.index)
    return found if isinstance(given, np.ndarray) and given.ndim == 2 else float(found[0])


def _shares(rows: Numbers) -> Numbers:
    sums = np.nansum(rows, axis=1, keepdims=True)
    return rows / np.where(sums == 0, np.nan, sums)


def _sum_known(terms: Numbers) -> Numbers:
    sums: Numbers = np.where(np.isnan(terms).all(axis=1), np.nan, np.nansum(terms, axis=1))
    return sums
