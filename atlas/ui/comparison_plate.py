"""The pictures of a comparison for the press: each of the four forms, and series of places for the gallery."""

from atlas.analysis import compare
from atlas.export import Sheet
from atlas.export.plate import Plate
from atlas.picture import Kind, Picture
from atlas.ui import comparison_lines
from atlas.ui.comparison import (
    LINES,
    RANKING,
    SCATTER,
    SLOPE,
    Choice,
    Shown,
    by_year,
    cut_years,
    place_names,
    titled,
)
from atlas.ui.comparison_slope import change_of
from atlas.ui.visit import Visit

_KINDS: dict[str, Kind] = {LINES: "line", RANKING: "ranking", SCATTER: "scatter", SLOPE: "slope"}
# A message fits on one glance; of more places their number is told.
LONGEST, MOST_NAMES = 160, 3


class NoSeriesError(ValueError):
    """There is no figure to make a picture of."""


def series_plate(
    visit: Visit, indicator_id: str, codes: tuple[str, ...], since: int | None = None, base: int | None = None
) -> Plate:
    """Return the series of places (area codes, at most six) from a year on; with `base` as an index of that year.

    Raises NoSeriesError where none of the places has a figure that may be shown.
    """
    indicator = visit.indicator(indicator_id)
    periods = visit.store.periods(indicator_id)
    choice = Choice(LINES, codes, indicator, periods[-1], visit.home_area, base=base, start=since)
    return plate(visit, choice, comparison_lines.shown(visit, choice))


def plate(visit: Visit, choice: Choice, ready: Shown) -> Plate:
    """Return a comparison that was made ready, as a picture for the press; raises NoSeriesError where it has none."""
    if ready.content is None or ready.sheet is None:
        raise NoSeriesError(f"{choice.indicator_id}: {ready.reason}")
    about = ready.sheet.about
    picture = Picture(
        kind=_KINDS[choice.form],
        indicator_id=choice.indicator_id,
        area=about.area,
        period=about.period,
        language=visit.language,
        title=_title(visit, choice, ready),
        subtitle=_subtitle(visit, choice, ready, about.period),
        source="",
        stand=about.joined("as_of"),
        notes=about.notes,
        alt=" ".join((ready.title, *ready.answer)),
    )
    own = _own(visit, choice, ready.sheet)
    return Plate(picture, ready.content, ready.sheet, _named(visit, choice, ready), own, figure=_figure(choice))


def _named(visit: Visit, choice: Choice, ready: Shown) -> tuple[str, ...]:
    """Return the parts of the files' names: with the places, so that a batch of districts has as many names."""
    if choice.form not in (LINES, SLOPE) or len(choice.places) > MOST_NAMES:
        return ready.named
    title, form, period = ready.named
    return title, *map(visit.area_name, choice.places), period if choice.form == LINES else f"{form} {period}"


def _figure(choice: Choice) -> str:
    """Return the column of the table that the picture draws."""
    lines = "index" if choice.base is not None else "value"
    return {LINES: lines, RANKING: "value", SLOPE: "end"}.get(choice.form, "")


def _of_change(visit: Visit, choice: Choice) -> str:
    """Return where a figure changed most and least between two years; '' where that cannot be compared."""
    w, start, end = visit.words, choice.start or 0, choice.end or 0
    if any(start < year <= end for year in cut_years(visit.store, choice.indicator_id, choice.places)):
        return ""
    both = by_year(visit.store, choice.places, choice.indicator_id).loc[[start, end]].dropna(axis=1)
    if choice.base is not None:
        both = compare.indexed(both, start)
    changes = {str(code): change_of(visit, choice, both, str(code)) for code in both.columns}
    order = sorted(changes, key=lambda code: -changes[code][0])
    ends = dict.fromkeys([order[0], order[-1]])
    told = [w("press_series.changed", name=visit.area_name(code), change=changes[code][1]) for code in ends]
    title = visit.local(choice.indicator, "title")
    return w("press_series.changes", indicator=title, start=str(start), end=str(end), list=", ".join(told))


def _own(visit: Visit, choice: Choice, sheet: Sheet) -> bool:
    """Return whether a figure of the picture is an own calculation: an index always is."""
    return choice.base is not None or any(visit.words("method.own") in text for text in sheet.frame["remark"])


def _title(visit: Visit, choice: Choice, ready: Shown) -> str:
    """Return the message: what changed, or who is highest and lowest; the title where that is too long."""
    told = ""
    if choice.form == LINES:
        # A district beside its Land and the country is compared with them: the picture is of the district.
        alone = len(choice.places) == 1 or len(set(visit.store.areas.loc[list(choice.places), "kind"])) > 1
        told = _of_one(visit, choice) if alone else _of_several(visit, choice)
    elif choice.form == SLOPE:
        told = _of_change(visit, choice)
    elif ready.answer:
        told = " ".join(ready.answer[:2]).rstrip(".")
    return told if 0 < len(told) <= LONGEST else ready.title


def _subtitle(visit: Visit, choice: Choice, ready: Shown, period: str) -> str:
    w = visit.words
    if choice.form not in (LINES, SLOPE) or ready.content is None:
        return ready.subtitle
    # Only those that are drawn: a place without figures has no line.
    names = [one.name for one in ready.content.drawn() if any(value is not None for value in one.values)]
    places = w.list(names) if len(names) <= MOST_NAMES else w("press_series.places", n=len(names))
    told = titled(visit, choice.indicator)
    if choice.base is not None:
        told = f"{visit.local(choice.indicator, 'title')} ({w('comparison.index_unit', base=str(choice.base))})"
    return w("press_series.subtitle", indicator=told, places=places, period=period)


def _of_one(visit: Visit, choice: Choice) -> str:
    """Return from where to where the figure of a place went, as far back as it can be compared."""
    code, w = choice.places[0], visit.words
    known = by_year(visit.store, choice.places, choice.indicator_id)[code].dropna()
    # A place may have no figure where those that it is compared with have one: then nothing is said of it.
    if choice.base is not None or known.empty:
        return ""
    cuts = [year for year in cut_years(visit.store, choice.indicator_id, choice.places) if year <= known.index[-1]]
    known = known.loc[max([*cuts, choice.start or 0]) :]
    if known.empty:
        return ""
    before, after = (visit.figure(choice.indicator, float(known.iloc[at])) for at in (0, -1))
    given = {"indicator": visit.local(choice.indicator, "title"), "name": visit.area_name(code)}
    given["last"] = str(known.index[-1])
    if len(known) == 1:
        return w("press_series.only", value=after, **given)
    given["first"] = str(known.index[0])
    if before == after:
        return w("press_series.same", value=after, **given)
    way = "risen" if known.iloc[-1] > known.iloc[0] else "fallen"
    return w(f"press_series.{way}", before=before, after=after, **given)


def _of_several(visit: Visit, choice: Choice) -> str:
    """Return who is highest and lowest in the newest year that places share; '' where none is or all are equal."""
    values, w = by_year(visit.store, choice.places, choice.indicator_id), visit.words
    found = [] if choice.base is not None else compare.spreads(values)
    if not found or visit.figure(choice.indicator, found[-1].high) == visit.figure(choice.indicator, found[-1].low):
        return ""
    last = found[-1]
    return w(
        "press_series.between" if len(values.loc[last.period].dropna()) == 2 else "press_series.range",
        indicator=visit.local(choice.indicator, "title"),
        year=str(last.period),
        high_names=place_names(visit, tuple(last.highest)),
        low_names=place_names(visit, tuple(last.lowest)),
        high=visit.short_figure(choice.indicator, last.high),
        low=visit.short_figure(choice.indicator, last.low),
    )
