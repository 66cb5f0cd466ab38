"""The exposure index a second time: loops in plain Python, meant to be boring."""

from pathlib import Path

from etl.indicators import INDICATORS
from tests.etl.plainly import Figure, Groups, lines_of

Found = dict[tuple[str, str, str], Figure]
# A year ends on its last day.
YEAR_END = "-12-31"


def exposure(figures: Found, lookups: Path, districts: list[str], groups: Groups) -> Found:
    """Return both indices of every area that has all ingredients, a sign where one of them has no value."""
    lines = {line["indicator_id"]: line for line in lines_of(lookups / "exposure.csv") if float(line["weight"])}
    order = [indicator.id for indicator in INDICATORS if indicator.id in lines]
    covered = {line["area_code"] for line in lines_of(lookups / "event_coverage.csv")}
    everywhere = {area for _, area, _ in figures}
    here = {area for area in everywhere if area[:2] in covered and (area in covered or area in districts)}
    here |= {group for group, members in groups.items() if all(code[:2] in covered for code in members)}
    without = [name for name in order if lines[name]["needs_register"] == "false"]
    return {
        **_scores("exposure_index", figures, lines, order, here, districts),
        **_scores("exposure_index_country", figures, lines, without, everywhere, districts),
    }


def _scores(
    name: str, figures: Found, lines: dict[str, dict[str, str]], order: list[str], areas: set[str], districts: list[str]
) -> Found:
    newest: dict[str, str] = {}
    for (indicator, area, period), figure in figures.items():
        if indicator in order and area in districts and figure.value is not None:
            end = period if len(period) == 10 else period + YEAR_END
            newest[indicator] = max(newest.get(indicator, ""), end)
    if set(newest) != set(order):
        return {}
    year = max(newest.values())[:4]
    by_end = {
        (indicator, area, period if len(period) == 10 else period + YEAR_END): figure
        for (indicator, area, period), figure in figures.items()
        if indicator in order
    }
    found: Found = {}
    for area in areas:
        parts = [by_end.get((indicator, area, newest[indicator])) for indicator in order]
        if any(part is None for part in parts):
            continue
        missing = [part for part in parts if part is not None and part.value is None]
        if missing:
            if missing[0].sign:
                found[name, area, year] = Figure(None, missing[0].sign)
            continue
        points, weights = 0.0, 0.0
        for indicator, part in zip(order, parts, strict=True):
            line = lines[indicator]
            low, high, weight = float(line["low"]), float(line["high"]), float(line["weight"])
            value = part.value if part is not None and part.value is not None else 0.0
            share = min(max((value - low) / (high - low), 0.0), 1.0)
            points += weight * (share if line["higher_is_worse"] == "true" else 1 - share)
            weights += weight
        found[name, area, year] = Figure(100 * points / weights)
    return found
