"""What a map shows, made ready for drawing, reading and taking away: frames in, frames and texts out."""

from dataclasses import dataclass

import pandas as pd

from atlas.analysis import secrecy
from atlas.analysis.classes import Classes, class_limits, classify, limits_around_zero
from atlas.analysis.rates import LEAST_CASES
from atlas.messages import Shown, map_sentence
from atlas.store import Row, Store, kept
from atlas.ui import small_numbers
from atlas.ui.controls import COUNTRY, Choice, within
from atlas.ui.visit import Visit

K = 5


@dataclass(frozen=True)
class Figures:
    """The figures of one map: `districts` of the area, `others` to compare with, and their classes.

    Both frames have area_code, name, value (NaN: none), sign, class (-1: none), few (a figure of too few cases, in no
    class), remark and the columns of the store's values; of a rate of counted cases also cases, low and high.
    """

    districts: pd.DataFrame
    others: pd.DataFrame
    classes: Classes

    @property
    def known(self) -> pd.DataFrame:
        """Return the districts that have a figure."""
        return self.districts[self.districts["value"].notna()]

    @property
    def compared(self) -> pd.DataFrame:
        """Return the districts whose figure may be coloured and ranked."""
        return self.known[~self.known["few"]]


def figures(visit: Visit, choice: Choice) -> Figures:
    """Return the figures of a choice, past the secrecy gate."""
    values = visit.store.values(choice.indicator_id, choice.period)
    rows = secrecy.release(small_numbers.with_cases(visit.store, choice.indicator, values, choice.period))
    rows["few"] &= rows["kind"] == "district"
    inside = within(rows, choice.area_code)
    districts = rows[inside & (rows["kind"] == "district")]
    others = rows[rows["kind"].eq("region") | rows["area_code"].isin([*visit.region.land_codes, COUNTRY])]
    classes = frozen_classes(visit.store, choice.indicator_id, choice.area_code, choice.method)
    return Figures(_ready(visit, districts, classes), _ready(visit, others, classes), classes)


@kept(256)
def frozen_classes(store: Store, indicator_id: str, area_code: str, method: str) -> Classes:
    """Return the classes of an indicator in an area, made from the figures of all periods at once.

    Those of a change lie around zero. Figures of too few cases move no limit.
    """
    indicator = store.indicator_rows[indicator_id]
    cut = limits_around_zero if indicator["kind"] == "change" else class_limits
    every = secrecy.release(small_numbers.with_cases(store, indicator, store.history(indicator_id)))
    history = every[~every["few"]].reset_index(drop=True)
    places = store.areas.loc[history["area_code"], ["in_region", "land_code"]].reset_index(drop=True)
    return cut(history["value"][within(places, area_code)], method, K, decimals=int(indicator["decimals"]))  # type: ignore[arg-type]


def sentence(visit: Visit, choice: Choice, shown: Figures) -> str:
    """Return the sentence that says what the map shows."""
    known, others = shown.compared, shown.others[shown.others["value"].notna()]
    compare = others[others["area_code"].isin([*visit.region.land_codes, COUNTRY, choice.area_code])]
    return map_sentence(
        visit.words,
        Shown(
            indicator=visit.local(choice.indicator, "title"),
            area=visit.area_name(choice.area_code),
            period=choice.period,
            unit=visit.local(choice.indicator, "unit"),
            decimals=int(choice.indicator["decimals"]),
            figures=list(zip(known["name"], known["value"], strict=True)),
            total=len(shown.districts),
            compare=list(zip(compare["name"], compare["value"], strict=True)),
            signed=choice.indicator["kind"] == "change",
            zero_is_none_counted=_of_register(choice.indicator),
            few=len(shown.known) - len(known),
            least=LEAST_CASES,
        ),
    )


def _of_register(indicator: Row) -> bool:
    """Return whether an indicator counts what the register of events holds, or is a share of that."""
    counted = ("jobs_lost_announced", "jobs_created_announced")
    return indicator["indicator_id"] in counted or any(part in counted for part in indicator["inputs"])


def remark(visit: Visit, method: str | None, approximate: bool, provisional: bool, kind: str, known: bool) -> str:
    """Return what must stand beside a figure: own calculation, approximate, provisional; '' where nothing.

    `known` is False where the calculation gave no figure, because a member has none.
    """
    w = visit.words
    said = []
    if method in ("rebuilt", "summed") and not known:
        said.append(w("method.no_sum"))
    elif method == "computed":
        said.append(w("method.own" if known else "method.no_part"))
    elif method == "rebuilt":
        said.append(w("method.rebuilt_approximate" if approximate else "method.rebuilt"))
    elif method == "summed":
        day = visit.store.info["territory_on"]
        said.append(w("method.merged", date=w.date(day, long=False)) if kind == "district" else w("method.summed"))
    if provisional:
        said.append(w("method.provisional"))
    return "; ".join(said)


def _ready(visit: Visit, rows: pd.DataFrame, classes: Classes) -> pd.DataFrame:
    """Return the rows with name, class and remark in the visitor's words, in the order of names."""
    names = [visit.area_name(code) for code in rows["area_code"].tolist()]
    columns = (rows[column].tolist() for column in ("method", "approximate", "provisional", "kind"))
    known = rows["value"].notna().tolist()
    few = rows["few"].tolist()
    remarks = [remark(visit, *told) for told in zip(*columns, known, strict=True)]
    if any(few):
        said = visit.words("few.legend", least=LEAST_CASES)
        remarks = [
            "; ".join(filter(None, (said if is_few else "", text))) for is_few, text in zip(few, remarks, strict=True)
        ]
    ready = rows.assign(
        name=names,
        remark=remarks,
        **{"class": classify(rows["value"].where(~rows["few"]).tolist(), classes)},
    )
    return ready.iloc[sorted(range(len(names)), key=lambda i: visit.words.collate(names[i]))]
