"""Steigung: the chosen places at two periods, and by how much each changed."""

import pandas as pd

from atlas.analysis import compare
from atlas.charts.slopes import SLOPES_PX, Slope, Slopes, slope_chart
from atlas.export import Column
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
    titled,
    told,
    touching,
)
from atlas.ui.comparison_lines import break_texts
from atlas.ui.comparison_sheet import sheet
from atlas.ui.map_block import theme
from atlas.ui.visit import Visit, is_known


def shown(visit: Visit, choice: Choice) -> Shown:
    """Return the chosen places at two periods made ready."""
    w, codes, key = visit.words, choice.places, choice.indicator_id
    title = w("comparison.slope_title", indicator=visit.local(choice.indicator, "title"))
    if not codes:
        return Shown((), title, "", None, (), reason=w("comparison.no_places"))
    if choice.start is None or choice.end is None:
        return Shown((), title, "", None, (), reason=w("comparison.one_period_only", names=place_names(visit, codes)))
    start, end = choice.start, choice.end
    values = by_year(visit.store, codes, key).loc[[start, end]]
    used = [row for row in rows(visit.store, codes, key) if row["year"] in (start, end)]
    breaks = touching(visit, key, codes, start, end)
    cut = any(start < year <= end for year in cut_years(visit.store, key, codes))
    unit = visit.local(choice.indicator, "unit")
    scale = unit if choice.base is None else w("comparison.index_unit", base=str(choice.base))
    there = [code for code in codes if values[code].notna().all()]
    drawn = values if choice.base is None else compare.indexed(values, start)
    missing = tuple(code for code in codes if code not in there)
    notes = [w("comparison.slope_missing", names=place_names(visit, missing))] if missing else []
    notes += [w("comparison.cut_between")] if cut else []
    notes += [w("comparison.broken_between")] if breaks and not cut else []
    notes += break_texts(visit, breaks)
    table = sheet(
        visit,
        choice,
        _frame(visit, choice, values, used, comparable=not cut),
        _columns(visit, choice),
        used,
        title=w(
            "comparison.slope_caption", indicator=visit.local(choice.indicator, "title"), start=str(start), end=str(end)
        ),
        area=place_names(visit, codes),
        period=f"{start}, {end}",
        notes=notes,
    )
    subtitle = w("comparison.lines_subtitle", unit=scale, first=str(start), last=str(end))
    named = (visit.local(choice.indicator, "title"), w("comparison.form_slope"), f"{start}-{end}")
    if not there:
        return Shown((), title, subtitle, table, named, reason=w("comparison.slope_none"), notes=tuple(notes))
    words = dict.fromkeys(w(f"profile.break.{row['kind']}") for row in breaks if row["own"])
    said = {(row["area_code"], row["year"]): row for row in used}
    content = Slopes(
        tuple(_slope(visit, choice, code, drawn, said) for code in there),
        (str(start), str(end)),
        tuple(codes.index(code) for code in there),
        tuple(words),
        cut,
    )
    return Shown(
        answer=answer(visit, choice, drawn[there], cut=cut),
        title=title,
        subtitle=subtitle,
        sheet=table,
        named=named,
        figure=slope_chart(content, theme=theme(), language=visit.language),
        height=SLOPES_PX,
        notes=tuple(notes),
        content=content,
    )


def answer(visit: Visit, choice: Choice, drawn: pd.DataFrame, *, cut: bool) -> tuple[str, ...]:
    """Return where the change was largest and smallest; that it cannot be told across a cut."""
    w = visit.words
    title = visit.local(choice.indicator, "title")
    opening = w("comparison.slope_opening", indicator=title, start=str(choice.start), end=str(choice.end))
    if cut:
        return opening, w("comparison.cut_between")
    changes = {str(code): change_of(visit, choice, drawn, str(code)) for code in drawn.columns}
    order = sorted(changes, key=lambda code: -changes[code][0])
    if len(order) == 1:
        return opening, w("comparison.change_of", name=visit.area_name(order[0]), change=changes[order[0]][1])
    top, bottom = ([code for code in order if changes[code][1] == changes[end][1]] for end in (order[0], order[-1]))
    if top == bottom:
        return opening, w("comparison.change_equal", change=changes[order[0]][1])
    return (
        opening,
        w(
            "comparison.change_range",
            low=changes[order[-1]][1],
            low_names=place_names(visit, tuple(bottom)),
            high=changes[order[0]][1],
            high_names=place_names(visit, tuple(top)),
        ),
    )


def change_of(visit: Visit, choice: Choice, drawn: pd.DataFrame, code: str) -> tuple[float, str]:
    """Return by how much a place changed, and how that is read: in percent for an index, else in the unit."""
    before, after = drawn[code].tolist()
    change = after - before
    if choice.base is not None:
        return change, visit.words.value(change, "%", 1, signed=True)
    text = distance_text(visit, choice.indicator, abs(change))
    decimals = int(choice.indicator["decimals"])
    sign = "+" if round(change, decimals) > 0 else "−" if round(change, decimals) < 0 else ""
    return change, f"{sign}{text}"


def _slope(visit: Visit, choice: Choice, code: str, drawn: pd.DataFrame, said: dict[tuple[str, int], Row]) -> Slope:
    w, name = visit.words, visit.area_name(code)
    decimals = 1 if choice.base is not None else int(choice.indicator["decimals"])
    signed = choice.indicator["kind"] == "change" and choice.base is None
    ends = drawn[code].tolist()
    texts = [w.number(end, decimals, signed=signed) for end in ends]
    lines = []
    for year in (choice.start, choice.end):
        row = said[code, int(year or 0)]
        value, remark = told(visit, choice.indicator, row), own_remark(visit, row)
        line = w("profile.point", name=name, period=w.period(row["period"]), value=value)
        lines.append(f"{line} ({remark})" if remark else line)
    return Slope(name, ends[0], ends[1], texts[0], texts[1], "\n".join(lines))


def _frame(visit: Visit, choice: Choice, values: pd.DataFrame, used: list[Row], *, comparable: bool) -> pd.DataFrame:
    """Return one row per place: both figures, the change in the unit and in percent (none across a cut)."""
    by_place = {(row["area_code"], row["year"]): row for row in used}
    held = []
    for code in choice.places:
        start, end = (by_place.get((code, int(year or 0))) for year in (choice.start, choice.end))
        before, after = values[code].tolist()
        change = after - before if comparable else float("nan")
        remarks = [own_remark(visit, row) for row in (start, end) if row is not None]
        held.append(
            {
                "name": visit.area_name(code),
                "area_code": code,
                "start": before,
                "start_sign": start["sign"] if start else "",
                "end": after,
                "end_sign": end["sign"] if end else "",
                "change": change,
                "percent": change / before * 100 if is_known(change) and before > 0 else float("nan"),
                "remark": "; ".join(dict.fromkeys(text for text in remarks if text)),
            }
        )
    return pd.DataFrame(held)


def _columns(visit: Visit, choice: Choice) -> list[Column]:
    w, indicator = visit.words, choice.indicator
    decimals, unit = int(indicator["decimals"]), visit.local(indicator, "unit")
    ends = (str(choice.start), str(choice.end))
    heads = [w("comparison.axis", title=titled(visit, indicator), year=year) for year in ends]
    columns = [
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        Column("start", heads[0], "number", "", decimals, "start_sign"),
        Column("end", heads[1], "number", "", decimals, "end_sign"),
        Column("change", w("comparison.change"), "number", w("situation.points") if unit == "%" else unit, decimals),
    ]
    if indicator["kind"] != "change":
        columns.append(Column("percent", w("comparison.change"), "number", "%", 1))
    return [*columns, Column("remark", w("table.remark"))]
