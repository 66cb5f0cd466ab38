"""Streuung: two indicators of an area's districts against each other, the chosen places named."""

import pandas as pd

from atlas.analysis import compare
from atlas.charts.scatter import SCATTER_PX, Pair, Scatter, scatter_chart
from atlas.export import Column
from atlas.store import Row
from atlas.ui.comparison import Choice, Shown, is_district, own_remark, periods_by_year, titled, told
from atlas.ui.comparison_ranked import Ranked, districts, places
from atlas.ui.comparison_sheet import sheet
from atlas.ui.map_block import theme
from atlas.ui.visit import Visit

# From which coefficient on (Spearman, without its sign) a connection is called so; below the last one there is none.
STRENGTHS = ((0.7, "strong"), (0.4, "medium"), (0.2, "weak"))
# With fewer districts one of them can make or break a connection.
FEW = 12


def shown(visit: Visit, choice: Choice) -> Shown:
    """Return the scatter of two indicators made ready."""
    w = visit.words
    first, second = choice.indicator, choice.second or choice.indicator
    titles = (visit.local(first, "title"), visit.local(second, "title"))
    area = visit.area_name(choice.area_code)
    title = w("comparison.scatter_title", first=titles[0], second=titles[1])
    if first["indicator_id"] == second["indicator_id"]:
        return Shown((), title, "", None, (), reason=w("comparison.same_indicator"))
    periods = _periods(visit, choice, second)
    sides = [
        places(visit.store, row["indicator_id"], period) for row, period in zip((first, second), periods, strict=True)
    ]
    codes = districts(visit.store, choice.area_code)
    whole = [code for code in codes if all(_usable(side[code]) for side in sides)]
    subtitle = w("comparison.scatter_subtitle", area=area, first=w.period(periods[0]), second=w.period(periods[1]))
    notes = tuple(_notes(visit, choice, codes, sides, periods))
    listed = [*codes, *_others(visit, choice, sides)]
    used = [
        side[code].row | {"indicator_id": side[code].indicator["indicator_id"]} for side in sides for code in listed
    ]
    table = sheet(
        visit,
        choice,
        _frame(visit, listed, sides),
        _columns(visit, first, second, periods),
        used,
        title=w("comparison.scatter_caption", first=titles[0], second=titles[1], area=area),
        area=area,
        period="; ".join(dict.fromkeys(w.period(period) for period in periods)),
        notes=notes,
    )
    named = (*titles, area, periods[0])
    if not whole:
        return Shown((), title, subtitle, table, named, reason=w("comparison.no_pairs"), notes=notes)
    values = [pd.Series({code: side[code].value for code in whole}, dtype=float) for side in sides]
    content = Scatter(
        tuple(_pair(visit, choice, code, sides) for code in [*whole, *_others(visit, choice, sides)]),
        (
            w("comparison.axis", title=titled(visit, first), year=periods[0][:4]),
            w("comparison.axis", title=titled(visit, second), year=periods[1][:4]),
        ),
        legend=(w("press_rows.dots"),),
    )
    return Shown(
        answer=answer(visit, choice, titles, compare.association(*values)),
        title=title,
        subtitle=subtitle,
        sheet=table,
        named=named,
        figure=scatter_chart(content, theme=theme(), language=visit.language),
        height=SCATTER_PX,
        notes=notes,
        content=content,
    )


def answer(visit: Visit, choice: Choice, titles: tuple[str, str], found: compare.Association) -> tuple[str, ...]:
    """Return how strongly the two go together, in words and as coefficients, and that this is no cause."""
    w = visit.words
    area = visit.area_name(choice.area_code)
    if found.pearson is None or found.spearman is None:
        return (w("comparison.no_coefficient", n=found.pairs, area=area),)
    strength = next((word for least, word in STRENGTHS if abs(found.spearman) >= least), "none")
    said = [
        w("comparison.scatter_opening", first=titles[0], second=titles[1], area=area),
        w(f"comparison.connection_{strength}"),
    ]
    if strength in ("strong", "medium"):
        direction = "same" if found.spearman > 0 else "opposite"
        said.append(w(f"comparison.direction_{direction}"))
    pearson, spearman = (w.number(value, 2) for value in (found.pearson, found.spearman))
    said.append(w("comparison.coefficients", pearson=pearson, spearman=spearman, n=found.pairs))
    said.append(w("comparison.few_pairs") if found.pairs < FEW else "")
    return (*said, w("comparison.no_cause"))


def _periods(visit: Visit, choice: Choice, second: Row) -> tuple[str, str]:
    """Return the periods of both: those of the chosen year, or the newest of each where they share none."""
    known = [periods_by_year(visit.store, row["indicator_id"]) for row in (choice.indicator, second)]
    first, other = (side[choice.year if choice.year is not None else max(side)] for side in known)
    return first, other


def _usable(one: Ranked) -> bool:
    return one.value is not None and not one.few


def _others(visit: Visit, choice: Choice, sides: list[dict[str, Ranked]]) -> list[str]:
    """Return the chosen places to draw that are none of the area's districts; sums beside single districts are not."""
    inside = set(districts(visit.store, choice.area_code))
    counts = "count" in (choice.indicator["kind"], (choice.second or choice.indicator)["kind"])
    able = [code for code in choice.places if code not in inside and (is_district(visit, code) or not counts)]
    return [code for code in able if all(_usable(side[code]) for side in sides)]


def _pair(visit: Visit, choice: Choice, code: str, sides: list[dict[str, Ranked]]) -> Pair:
    name = visit.area_name(code)
    told_values = [
        visit.words("district.compare", area=visit.local(side[code].indicator, "title"), value=value)
        for side in sides
        if (value := told(visit, side[code].indicator, side[code].row))
    ]
    place = choice.places.index(code) if code in choice.places else None
    x, y = (side[code].value or 0.0 for side in sides)
    return Pair(code, name, x, y, "\n".join([name, *told_values]), place)


def _notes(
    visit: Visit, choice: Choice, codes: list[str], sides: list[dict[str, Ranked]], periods: tuple[str, str]
) -> list[str]:
    w = visit.words
    said = [w("comparison.scatter_note")]
    if periods[0][:4] != periods[1][:4]:
        said.append(w("comparison.no_common_year", first=w.period(periods[0]), second=w.period(periods[1])))
    few = [code for code in codes if any(side[code].few for side in sides)]
    if few:
        said.append(w("comparison.not_drawn", n=len(few)))
    missing = [code for code in codes if code not in few and any(side[code].value is None for side in sides)]
    if missing:
        said.append(w("comparison.no_value", n=len(missing)))
    drawn = {code for code in codes if all(_usable(side[code]) for side in sides)} | set(_others(visit, choice, sides))
    away = [code for code in choice.places if code not in drawn]
    if away:
        said.append(w("comparison.not_in_scatter", names=w.list(visit.area_name(code) for code in away)))
    return said


def _frame(visit: Visit, codes: list[str], sides: list[dict[str, Ranked]]) -> pd.DataFrame:
    remarks = []
    for code in codes:
        said = [own_remark(visit, side[code].row) for side in sides]
        remarks.append("; ".join(dict.fromkeys(text for text in said if text)))
    held: dict[str, list[object]] = {"name": [visit.area_name(code) for code in codes], "area_code": list(codes)}
    for name, side in zip(("first", "second"), sides, strict=True):
        held[name] = [side[code].value for code in codes]
        held[f"{name}_sign"] = [side[code].row["sign"] for code in codes]
    frame = pd.DataFrame(held | {"remark": remarks}).astype({"first": float, "second": float})
    order = sorted(range(len(codes)), key=lambda i: visit.words.collate(str(held["name"][i])))
    return frame.iloc[order]


def _columns(visit: Visit, first: Row, second: Row, periods: tuple[str, str]) -> list[Column]:
    w = visit.words
    columns = [Column("name", w("table.area")), Column("area_code", w("table.code"))]
    for name, row, period in (("first", first, periods[0]), ("second", second, periods[1])):
        heading = w("comparison.axis", title=titled(visit, row), year=w.period(period))
        columns.append(Column(name, heading, "number", "", int(row["decimals"]), f"{name}_sign"))
    return [*columns, Column("remark", w("table.remark"))]
