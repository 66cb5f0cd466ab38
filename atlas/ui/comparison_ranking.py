"""Rangfolge: the districts of an area by an indicator, the chosen ones marked, rates with their intervals."""

from collections.abc import Sequence

import pandas as pd

from atlas.analysis.rates import LEAST_CASES, OWN_CASES
from atlas.charts.ranking import rows_height
from atlas.charts.value_rows import ValueRow, ValueRows, value_rows
from atlas.export import Column
from atlas.store import records
from atlas.ui import small_numbers
from atlas.ui.comparison import Choice, Shown, is_district, own_remark, titled, told
from atlas.ui.comparison_ranked import Ranked, places, ranking
from atlas.ui.comparison_sheet import sheet
from atlas.ui.map_block import theme
from atlas.ui.visit import Visit, is_known

# All rows up to so many; of more the first and the last ones, and each chosen one with its neighbours.
MOST_ROWS, FIRST, LAST, AROUND = 30, 8, 4, 2
# A unit of at most so many letters is written behind each value.
_SHORT_UNIT = 2


def shown(visit: Visit, choice: Choice) -> Shown:
    """Return the ranking of an area's districts made ready."""
    w = visit.words
    area, period = visit.area_name(choice.area_code), w.period(choice.period)
    found = ranking(visit.store, choice.indicator_id, choice.period, choice.area_code)
    ranked = [one for one in found if one.rank is not None]
    title = w("comparison.ranking_title", indicator=visit.local(choice.indicator, "title"))
    subtitle = w("comparison.ranking_subtitle", unit=visit.local(choice.indicator, "unit"), area=area, period=period)
    notes = (*_notes(visit, choice, found), *_breaks(visit, choice, found))
    table = sheet(
        visit,
        choice,
        _frame(visit, found),
        _columns(visit, choice, found),
        [one.row | {"indicator_id": one.indicator["indicator_id"]} for one in found],
        title=w("table.caption", indicator=visit.local(choice.indicator, "title"), area=area, period=period),
        area=area,
        period=period,
        notes=notes,
    )
    named = (visit.local(choice.indicator, "title"), w("comparison.form_ranking"), area, choice.period)
    if not ranked:
        reason = w("empty.period", period=period)
        return Shown((), title, subtitle, table, named, reason=reason, notes=notes)
    from_zero = choice.indicator["kind"] == "count" or any(one.cases is not None for one in ranked)
    content = ValueRows(
        tuple(_rows(visit, choice, ranked)),
        visit.local(choice.indicator, "unit"),
        from_zero,
        tuple(_legend(visit, found)),
    )
    return Shown(
        answer=answer(visit, choice, ranked),
        title=title,
        subtitle=subtitle,
        sheet=table,
        named=named,
        figure=value_rows(content, theme=theme(), language=visit.language),
        height=rows_height(len(content.rows)),
        notes=notes,
        content=content,
    )


def answer(visit: Visit, choice: Choice, ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """Return which district is first and last, where the chosen ones stand, and how many differ from the whole."""
    w = visit.words
    title, area = visit.local(choice.indicator, "title"), visit.area_name(choice.area_code)
    said = [w("sentence.opening", indicator=title, area=area, period=w.period(choice.period))]
    if ranked[0].value == ranked[-1].value:
        return (*said, w("sentence.all_equal", value=told(visit, ranked[0].indicator, ranked[0].row)))
    for key, end in (("highest", ranked[0]), ("lowest", ranked[-1])):
        same = [visit.area_name(one.code) for one in ranked if one.rank == end.rank]
        names = w.list(same) if len(same) <= 3 else w("sentence.ties", names=", ".join(same[:2]), n=len(same) - 2)
        many = "_tied" if len(same) > 1 else ""
        said.append(w(f"sentence.{key}{many}", names=names, value=told(visit, end.indicator, end.row)))
    chosen = [one for one in ranked if one.code in choice.places]
    if chosen:
        listed = [w("comparison.place_rank", name=visit.area_name(one.code), rank=one.rank or 0) for one in chosen]
        said.append(w("comparison.ranks", list=w.list(listed), total=len(ranked)))
    return (*said, _compared(visit, choice), _differing(visit, choice, ranked))


def _compared(visit: Visit, choice: Choice) -> str:
    """Return the figures of the chosen places that are no districts, highest first; '' for counts, which are sums."""
    if choice.indicator["kind"] == "count":
        return ""
    every = places(visit.store, choice.indicator_id, choice.period)
    others = [every[code] for code in choice.places if not is_district(visit, code) and every[code].value is not None]
    listed = [
        visit.words("district.compare", area=visit.area_name(one.code), value=told(visit, one.indicator, one.row))
        for one in sorted(others, key=lambda one: -(one.value or 0.0))
    ]
    return visit.words("sentence.compare", values="; ".join(listed)) if listed else ""


def _differing(visit: Visit, choice: Choice, ranked: Sequence[Ranked]) -> str:
    """Return in how many districts the interval leaves the figure of the whole area out; '' where none are counted."""
    whole = places(visit.store, choice.indicator_id, choice.period).get(choice.area_code)
    if whole is None or whole.value is None or not any(one.cases is not None for one in ranked):
        return ""
    spans = [(one.low, one.high) for one in ranked if one.low is not None and one.high is not None]
    clear = [span for span in spans if not span[0] <= whole.value <= span[1]]
    return visit.words(
        "comparison.differing",
        n=len(clear),
        total=len(ranked),
        area=visit.area_name(choice.area_code),
        value=visit.figure(choice.indicator, whole.value),
    )


def shown_rows(total: int, chosen: Sequence[int], most: int = MOST_ROWS) -> list[int | None]:
    """Return which of so many rows a picture shows; None stands for rows left out between two.

    All up to `most`; of more the first, the last, and each of the `chosen` with its neighbours.
    """
    if total <= most:
        return list(range(total))
    wanted = {*range(FIRST), *range(total - LAST, total)}
    for place in chosen:
        wanted |= set(range(max(place - AROUND, 0), min(place + AROUND + 1, total)))
    listed: list[int | None] = []
    for place in sorted(wanted):
        before = listed[-1] if listed else -1
        if before is not None and place == before + 2:
            # A single row left out takes as much room as the word that says so.
            listed.append(place - 1)
        elif before is not None and place > before + 1:
            listed.append(None)
        listed.append(place)
    return listed


def _rows(visit: Visit, choice: Choice, ranked: Sequence[Ranked]) -> list[ValueRow]:
    w = visit.words
    listed = list(ranked)
    # What is no count can be compared with Länder, regions, the country: they stand at their place, without a rank.
    if choice.indicator["kind"] != "count":
        every = places(visit.store, choice.indicator_id, choice.period)
        listed += [
            every[code] for code in choice.places if not is_district(visit, code) and every[code].value is not None
        ]
        listed.sort(key=lambda one: -(one.value or 0.0))
    chosen = [i for i, one in enumerate(listed) if one.code in choice.places]
    positions = shown_rows(len(listed), chosen)
    rows = []
    for n, place in enumerate(positions):
        if place is None:
            before, after = positions[n - 1], positions[n + 1]
            left = (after or 0) - (before or 0) - 1
            rows.append(ValueRow(f"left out {n}", w("comparison.left_out", n=left), None, ""))
        else:
            rows.append(_row(visit, choice, listed[place], len(ranked)))
    return rows


def _row(visit: Visit, choice: Choice, one: Ranked, total: int) -> ValueRow:
    w, name = visit.words, visit.area_name(one.code)
    lines = [name, told(visit, one.indicator, one.row)]
    if one.rank is not None:
        lines.append(w("comparison.rank_of", rank=one.rank, total=total))
    if one.cases is not None:
        lines.append(small_numbers.told(w, one.indicator, one.row))
    lines += [w("comparison.pooled_word")] if one.pooled else []
    lines += [w("comparison.thin_word", enough=OWN_CASES)] if one.thin else []
    lines.append(own_remark(visit, one.row))
    place = choice.places.index(one.code) if one.code in choice.places else None
    return ValueRow(
        one.code,
        name,
        one.value,
        "\n".join(line for line in lines if line),
        one.low,
        one.high,
        place,
        one.pooled or one.thin,
        one.rank,
        _written(visit, one),
    )


def _written(visit: Visit, one: Ranked) -> str:
    """Return a value as it is written beside its row: a long unit stands above the axis alone."""
    if one.value is None or len(visit.local(one.indicator, "unit")) <= _SHORT_UNIT:
        return told(visit, one.indicator, one.row)
    signed = one.indicator["kind"] == "change"
    return visit.words.number(one.value, int(one.indicator["decimals"]), signed=signed)


def _notes(visit: Visit, choice: Choice, found: Sequence[Ranked]) -> list[str]:
    w = visit.words
    told_notes = [w("comparison.ranking_note")]
    few = [one for one in found if one.few]
    if any(one.cases is not None for one in found):
        told_notes.append(f"{w('comparison.interval_note')} {w('few.how')}")
    if few:
        listed = [w("comparison.few_cases", name=visit.area_name(one.code), n=one.cases or 0) for one in few]
        told_notes.append(w("comparison.unranked", list=w.list(listed), least=LEAST_CASES))
    pooled = [visit.area_name(one.code) for one in found if one.pooled]
    if pooled:
        told_notes.append(w("comparison.pooled", names=w.list(pooled)))
    thin = [visit.area_name(one.code) for one in found if one.thin]
    if thin:
        told_notes.append(w("comparison.thin", names=w.list(thin), enough=OWN_CASES))
    missing = [one for one in found if one.value is None]
    if missing:
        told_notes.append(w("comparison.no_value", n=len(missing)))
    return told_notes


def _legend(visit: Visit, found: Sequence[Ranked]) -> list[str]:
    """Return what the signs mean, and who has no row, for a picture in print."""
    w = visit.words
    told = [w("comparison.interval_note")] if any(one.low is not None for one in found) else []
    if any(one.rank is not None and (one.pooled or one.thin) for one in found):
        told.append(w("press_rows.hollow", enough=OWN_CASES))
    if few := sum(one.few for one in found):
        told.append(w("press_rows.unranked", n=few, least=LEAST_CASES))
    if missing := sum(one.value is None for one in found):
        told.append(w("comparison.no_value", n=missing))
    return [" ".join(told)] if told else []


def _breaks(visit: Visit, choice: Choice, found: Sequence[Ranked]) -> list[str]:
    """Return the breaks that concern the figures of this very period: those that have an end."""
    codes = {one.code for one in found}
    day = choice.period if len(choice.period) == 10 else f"{choice.period[:4]}-12-31"
    rows = [row for row in records(visit.store.breaks(choice.indicator_id)) if is_known(row["last_day"])]
    touched = [
        row
        for row in rows
        if row["area_code"] in codes
        and row["first_day"].date().isoformat() <= day <= row["last_day"].date().isoformat()
    ]
    return list(dict.fromkeys(visit.local(row, "text") for row in touched))


def _frame(visit: Visit, found: Sequence[Ranked]) -> pd.DataFrame:
    w = visit.words
    remarks = []
    for one in found:
        said = [own_remark(visit, one.row)]
        said += [w("comparison.pooled_word")] if one.pooled else []
        said += [w("comparison.thin_word", enough=OWN_CASES)] if one.thin else []
        said += [w("comparison.no_rank", least=LEAST_CASES)] if one.few else []
        remarks.append("; ".join(text for text in said if text))
    return pd.DataFrame(
        {
            "rank": [one.rank for one in found],
            "name": [visit.area_name(one.code) for one in found],
            "area_code": [one.code for one in found],
            "value": [one.value for one in found],
            "sign": [one.row["sign"] for one in found],
            "cases": [one.cases for one in found],
            "low": [one.low for one in found],
            "high": [one.high for one in found],
            "remark": remarks,
        }
    ).astype({name: float for name in ("rank", "value", "cases", "low", "high")})


def _columns(visit: Visit, choice: Choice, found: Sequence[Ranked]) -> list[Column]:
    w, indicator = visit.words, choice.indicator
    decimals = int(indicator["decimals"])
    columns = [
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        Column("rank", w("comparison.rank"), "number", "", 0, "sign"),
        Column("value", titled(visit, indicator), "number", "", decimals, "sign"),
    ]
    if any(one.cases is not None for one in found):
        places_after = dict(zip(small_numbers.COLUMNS, (0, decimals, decimals), strict=True))
        columns += [
            Column(name, w(f"few.column_{name}"), "number", "", after, "sign") for name, after in places_after.items()
        ]
    return [*columns, Column("remark", w("table.remark"))]
