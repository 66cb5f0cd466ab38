"""Verlauf: the series of the chosen places in one picture, as values or as an index."""

from collections.abc import Iterable

import pandas as pd

from atlas.analysis import compare
from atlas.charts.lines import LINES_PX, Line, Lines, line_comparison
from atlas.charts.small_multiples import Break, Point
from atlas.export import Column
from atlas.export.table_csv import ROW_ORIGIN
from atlas.store import Row
from atlas.ui.comparison import (
    Choice,
    Shown,
    by_year,
    cut_years,
    distance_text,
    own_remark,
    place_names,
    rows,
    since,
    titled,
    told,
    touching,
)
from atlas.ui.comparison_sheet import sheet
from atlas.ui.downloads import origin
from atlas.ui.map_block import theme
from atlas.ui.profile_series import CUTS
from atlas.ui.visit import Visit, is_known


def shown(visit: Visit, choice: Choice) -> Shown:
    """Return the series of the chosen places made ready."""
    w = visit.words
    store, codes, key = visit.store, choice.places, choice.indicator_id
    title = w("comparison.lines_title", indicator=visit.local(choice.indicator, "title"))
    if not codes:
        return Shown((), title, "", None, (), reason=w("comparison.no_places"))
    values = by_year(store, codes, key)
    used = rows(store, codes, key)
    # An empty table has no years to choose from.
    if choice.start is not None and not values.empty:
        values, used = values.loc[choice.start :], tuple(row for row in used if row["year"] >= choice.start)
    if values.empty:
        return Shown((), title, "", None, (), reason=w("comparison.no_figures", names=place_names(visit, codes)))
    drawn = values if choice.base is None else compare.indexed(values, choice.base, since(store, codes, key))
    first, last = int(drawn.dropna(how="all").index.min()), int(drawn.dropna(how="all").index.max())
    breaks = touching(visit, key, codes, first, last)
    unit = visit.local(choice.indicator, "unit")
    scale = unit if choice.base is None else w("comparison.index_unit", base=str(choice.base))
    subtitle = w("comparison.lines_subtitle", unit=scale, first=str(first), last=str(last))
    said = {(row["area_code"], row["year"]): row for row in used}
    content = Lines(
        tuple(_line(visit, choice, code, drawn[code], said) for code in codes),
        tuple(break_words(visit, breaks, drawn.index)),
        None if choice.base is None else 100.0,
    )
    return Shown(
        answer=answer(visit, choice, drawn),
        title=title,
        subtitle=subtitle,
        sheet=sheet(
            visit,
            choice,
            _frame(visit, used, drawn if choice.base is not None else None),
            _columns(visit, choice),
            used,
            title=title,
            area=place_names(visit, codes),
            period=f"{first}–{last}",
            notes=[*_notes(visit, choice, drawn), *break_texts(visit, breaks)],
        ),
        named=(visit.local(choice.indicator, "title"), w("comparison.form_lines"), str(last)),
        figure=line_comparison(content, theme=theme(), language=visit.language),
        height=LINES_PX,
        notes=(*_page_notes(visit, choice), *_notes(visit, choice, drawn), *break_texts(visit, breaks)),
        content=content,
    )


def answer(visit: Visit, choice: Choice, drawn: pd.DataFrame) -> tuple[str, ...]:
    """Return who is highest and lowest in the newest common year, how far apart, and since when."""
    w, indicator = visit.words, choice.indicator
    found = compare.spreads(drawn)
    title = visit.local(indicator, "title")
    if not found:
        return (w("comparison.alone", indicator=title),)
    last = found[-1]
    index = choice.base is not None
    opening = w("comparison.opening", indicator=title, period=str(last.period))
    if index:
        opening = w("comparison.opening_index", indicator=title, period=str(last.period), base=str(choice.base))
    high, low = (w.number(v, 1) if index else visit.figure(indicator, v) for v in (last.high, last.low))
    if high == low:
        return (opening, w("sentence.all_equal", value=high))
    told_high = w("sentence.highest", names=w.list(visit.area_name(c) for c in last.highest), value=high)
    told_low = w("sentence.lowest", names=w.list(visit.area_name(c) for c in last.lowest), value=low)
    apart = w("comparison.distance", distance=distance_text(visit, indicator, last.distance, index=index))
    return opening, told_high, told_low, apart, _since(visit, choice, found)


def _since(visit: Visit, choice: Choice, found: list[compare.Spread]) -> str:
    """Return when the places were nearest to each other, as far as that can be compared with now."""
    w, index = visit.words, choice.base is not None
    cuts = cut_years(visit.store, choice.indicator_id, choice.places)
    start = max([year for year in cuts if year <= found[-1].period], default=found[0].period)
    able = [one for one in found if one.period >= start and one.period != choice.base]
    if len(able) < 3:
        return ""
    nearest, widest = (pick(able, key=lambda one: one.distance) for pick in (min, max))
    if able[-1].distance >= widest.distance:
        return w("comparison.widest_now", first=str(able[0].period))
    if able[-1].distance <= nearest.distance:
        return w("comparison.nearest_now", first=str(able[0].period))
    ends = {"nearest": nearest, "widest": widest}
    texts = {name: distance_text(visit, choice.indicator, one.distance, index=index) for name, one in ends.items()}
    years = {f"{name}_year": str(one.period) for name, one in ends.items()}
    return w("comparison.apart_since", **texts, **years)


def break_words(visit: Visit, breaks: list[Row], years: Iterable[int]) -> list[Break]:
    """Return where breaks are marked and with which words: those of the places themselves, between two figures."""
    there = sorted(years)
    found: dict[int, dict[str, bool]] = {}
    for row in breaks:
        before = [year for year in there if year < row["year"]]
        after = [year for year in there if year >= row["year"]]
        if row["own"] and before and after:
            at = min(max(row["year"], before[-1] + 1), after[0])
            found.setdefault(at, {})[visit.words(f"profile.break.{row['kind']}")] = row["kind"] in CUTS
    return [Break(year, ", ".join(words), any(words.values())) for year, words in sorted(found.items())]


def break_texts(visit: Visit, breaks: list[Row]) -> list[str]:
    """Return what the breaks are, each text once."""
    return list(dict.fromkeys(visit.local(row, "text") for row in breaks))


def without(visit: Visit, choice: Choice, values: pd.DataFrame) -> list[str]:
    """Return which of the chosen places have no figure at all, as a sentence, or nothing."""
    missing = tuple(str(code) for code in values.columns[values.isna().all()])
    return [visit.words("comparison.without", names=place_names(visit, missing))] if missing else []


def _page_notes(visit: Visit, choice: Choice) -> list[str]:
    """Return what is said to the visitor alone and travels with no file."""
    return [visit.words("comparison.one_place")] if len(choice.places) == 1 else []


def _notes(visit: Visit, choice: Choice, drawn: pd.DataFrame) -> list[str]:
    w = visit.words
    told = without(visit, choice, drawn)
    if choice.base is not None:
        told.append(w("comparison.index_note", base=str(choice.base)))
        begin = since(visit.store, choice.places, choice.indicator_id)
        if begin:
            told.append(w("comparison.index_since", year=str(begin)))
    if len(drawn.dropna(how="all")) == 1:
        told.append(w("comparison.one_period"))
    told.append(w("comparison.lines_note"))
    return told


def _line(visit: Visit, choice: Choice, code: str, drawn: pd.Series, said: dict[tuple[str, int], Row]) -> Line:
    w, name = visit.words, visit.area_name(code)
    points = []
    for year, value in drawn.items():
        row = said.get((code, int(str(year))))
        if row is None:
            continue
        text = w("profile.point", name=name, period=w.period(row["period"]), value=told(visit, choice.indicator, row))
        if choice.base is not None and is_known(value):
            text = f"{text} · {w('comparison.index_value', base=str(choice.base), value=w.number(value, 1))}"
        remark = own_remark(visit, row)
        points.append(Point(row["year"], value if is_known(value) else None, f"{text} ({remark})" if remark else text))
    known = drawn.dropna()
    decimals = 1 if choice.base is not None else int(choice.indicator["decimals"])
    signed = choice.indicator["kind"] == "change" and choice.base is None
    newest = w.number(known.iloc[-1], decimals, signed=signed) if len(known) else ""
    if len(known) and known.index[-1] != drawn.index[-1]:
        # Other lines go on: the number is older than theirs.
        newest = f"{newest} ({known.index[-1]})"
    return Line(name, tuple(points), newest)


def _frame(visit: Visit, used: Iterable[Row], index: pd.DataFrame | None) -> pd.DataFrame:
    """Return one row per place and period, place after place."""
    order = {code: i for i, code in enumerate(dict.fromkeys(row["area_code"] for row in used))}
    listed = sorted(used, key=lambda row: (order[row["area_code"]], row["period_end"]))
    frame = pd.DataFrame(
        {
            "name": [visit.area_name(row["area_code"]) for row in listed],
            "area_code": [row["area_code"] for row in listed],
            "period": [visit.words.period(row["period"]) for row in listed],
            "value": [row["value"] for row in listed],
            "sign": [row["sign"] for row in listed],
            "remark": [own_remark(visit, row) for row in listed],
        }
    )
    # Series are joined from several files: each row says its own.
    origins = [origin(visit, row["source_id"], row) if is_known(row["source_id"]) else None for row in listed]
    for name, field in zip(ROW_ORIGIN, ("attribution", "licence", "as_of"), strict=True):
        frame[name] = [getattr(one, field) if one else "" for one in origins]
    if index is not None:
        cells = index.stack().to_dict()
        frame["index"] = [cells.get((row["year"], row["area_code"]), float("nan")) for row in listed]
    return frame


def _columns(visit: Visit, choice: Choice) -> list[Column]:
    w, indicator = visit.words, choice.indicator
    columns = [
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        Column("period", w("about.period")),
        Column("value", titled(visit, indicator), "number", "", int(indicator["decimals"]), "sign"),
    ]
    if choice.base is not None:
        columns.append(Column("index", w("comparison.index_unit", base=str(choice.base)), "number", "", 1, "sign"))
    return [*columns, Column("remark", w("table.remark"))]
