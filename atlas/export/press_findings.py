"""What is to be seen in a picture, in sentences made of its figures: a template for each kind of chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from atlas.charts.area_map import AreaMap, KeyGroup
from atlas.charts.columns import Columns
from atlas.charts.contributions import Contributions
from atlas.charts.lines import Lines
from atlas.charts.rank_lines import RankLines
from atlas.charts.ranking import Ranking
from atlas.charts.slopes import Slopes
from atlas.charts.small_multiples import OneLine
from atlas.export.plate import Plate
from atlas.export.press_figures import extremes, listed, missing, spans, when, writer
from atlas.messages import Words
from atlas.picture import Content, Values

# Of more lines or parts their number is told.
MOST_SERIES = 6
# Of more places whose ranks are equally uncertain their number is told.
MOST_WIDEST = 3
# From here on two measures are said to go together (Spearman's coefficient); below it nothing is said of them.
TOGETHER = 0.5
# Of fewer points nothing is said: chance does as much.
FEWEST_POINTS = 8

Finder = Callable[[Plate, tuple[Values, ...]], list[str]]


def findings(plate: Plate) -> list[str]:
    """Return highest, lowest, trend and what is missing, sentence by sentence; empty for a picture without figures."""
    drawn = tuple(series for series in plate.content.drawn() if series.at)
    nothing = all(value is None for series in drawn for value in series.values)
    # Events are told without figures too.
    if not drawn or (nothing and plate.picture.kind != "timeline"):
        lost = [missing(plate, series) for series in drawn]
        return [text for text in (*lost, *_rows_of_the_key(plate), plate.picture.alt) if text]
    return [sentence for sentence in _finder(plate)(plate, drawn) if sentence]


def _finder(plate: Plate) -> Finder:
    by_content: dict[type, Finder] = {Ranking: _ranks, RankLines: _rank_lines, Contributions: _stacked}
    by_kind: dict[str, Finder] = {"line": _series, "slope": _series, "scatter": _pairs, "timeline": _events}
    return by_content.get(type(plate.content)) or by_kind.get(plate.picture.kind, _places)


def _places(plate: Plate, drawn: tuple[Values, ...]) -> list[str]:
    """Tell of places or years side by side, series by series; of the place that is marked first."""
    told, lost = _chosen(plate, drawn[0]), []
    named = len(drawn) > 1 or _groups(plate) is not None
    for series in drawn[:MOST_SERIES]:
        figures = [(when(plate.words, at), value) for at, value in _known(series)]
        told += extremes(writer(plate, series), figures, series.name if named else "")
        lost.append(missing(plate, series))
    return [*told, *dict.fromkeys(lost), *_partial(plate), *_rows_of_the_key(plate)]


def _partial(plate: Plate) -> list[str]:
    """Tell the years of columns that have a figure but are not counted in full."""
    content = plate.content
    if not isinstance(content, Columns):
        return []
    found = [i for i in content.partial if any(one.values[i] is not None for one, _ in content.sides)]
    years = spans(plate.words, sorted(int(content.at[i]) for i in found if content.at[i].isdigit()))
    return [plate.words("press_text.partial", years=years)] if years else []


def _chosen(plate: Plate, series: Values) -> list[str]:
    """Tell the figure of the place that the picture marks; nothing where it marks none or that has no figure."""
    chosen = plate.content.chosen if isinstance(plate.content, AreaMap) else None
    at = series.keys.index(chosen) if chosen in series.keys else None
    value = None if at is None else series.values[at]
    if at is None or value is None:
        return []
    return [plate.words("sentence.single", name=series.at[at], value=writer(plate, series)(value))]


def _ranks(plate: Plate, drawn: tuple[Values, ...]) -> list[str]:
    w, series = plate.words, drawn[0]
    ranks = [(name, round(value)) for name, value in _known(series)]
    told = []
    for which, rank in (("first", min(rank for _, rank in ranks)), ("last", max(rank for _, rank in ranks))):
        names = [name for name, own in ranks if own == rank]
        told.append(w(f"press_text.rank_{which}", names=listed(w, names), rank=rank))
    spans = zip(series.at, series.low, series.high, strict=True) if series.low else ()
    known = {name: (round(low), round(high)) for name, low, high in spans if low is not None and high is not None}
    chosen = plate.content.chosen_row if isinstance(plate.content, Ranking) else None
    marked = None if chosen is None else series.at[chosen]
    if marked is not None and marked in dict(ranks):
        told.insert(0, w("press_text.rank_chosen", name=marked, rank=dict(ranks)[marked]))
    if known:
        name = marked if marked in known else next(iter(known))
        low, high = known[name]
        told.append(w("press_text.rank_span", name=name, low=low, high=high))
        told.append(_widest(w, known))
    return told


def _widest(w: Words, known: dict[str, tuple[int, int]]) -> str:
    """Return whose rank is the least certain: all whose spans (lowest, highest rank) are equally wide."""
    span = max(high - low for low, high in known.values())
    widest = [(name, low, high) for name, (low, high) in known.items() if high - low == span]
    if len(widest) == 1:
        name, low, high = widest[0]
        return w("press_text.rank_widest", name=name, low=low, high=high)
    if len(widest) > MOST_WIDEST:
        return w("press_text.rank_widest_many", n=len(widest), span=span)
    each = [w("press_text.rank_widest_one", name=name, low=low, high=high) for name, low, high in widest]
    return w("press_text.rank_widest_some", names=w.list(each))


def _rank_lines(plate: Plate, drawn: tuple[Values, ...]) -> list[str]:
    """Tell of ranks over the weight of an ingredient: where each line begins and ends."""
    told = []
    for series in drawn[:MOST_SERIES]:
        known = _known(series)
        (first, start), (last, end) = known[0], known[-1]
        given: dict[str, str | int] = {"first": first, "last": last, "start": round(start), "end": round(end)}
        told.append(plate.words("press_text.rank_line", name=series.name, **given))
    if len(drawn) > MOST_SERIES:
        told.append(plate.words("press_text.more_series", n=len(drawn) - MOST_SERIES))
    return told


def _stacked(plate: Plate, drawn: tuple[Values, ...]) -> list[str]:
    """Tell of bars made of parts: the longest and shortest, and the largest part of the longest."""
    w, bars = plate.words, drawn[0].at
    sums = [sum(series.values[i] or 0.0 for series in drawn) for i in range(len(bars))]
    longest = max(range(len(bars)), key=lambda i: sums[i])
    shortest = min(range(len(bars)), key=lambda i: sums[i])
    part = max(drawn, key=lambda series: series.values[longest] or 0.0)
    told = [w("press_text.parts", parts=listed(w, [series.name for series in drawn]))]
    size = writer(plate, part)(part.values[longest] or 0.0)
    told.append(w("press_text.longest", name=bars[longest], part=part.name, size=size))
    return [*told, w("press_text.shortest", name=bars[shortest])] if shortest != longest else told


def _series(plate: Plate, drawn: tuple[Values, ...]) -> list[str]:
    """Tell of lines over time: which went up and down since the last break, their ends, what lies between."""
    w, shown = plate.words, drawn[:MOST_SERIES]
    lines = [line for line in (_since_break(plate, series) for series in shown) if line.known]
    told = _moves(plate, lines)
    longer = [(line, at, value) for line in lines if len(line.known) > 2 for at, value in line.known]
    several = len(lines) > 1
    figures = [(f"{line.name} {when(w, at)}" if several else when(w, at), value) for line, at, value in longer]
    if figures:
        told += extremes(writer(plate, longer[0][0].series), figures)
    told += _breaks(w, lines)
    # Two points in time have nothing between them.
    told += _gaps(w, shown) if plate.picture.kind == "line" else []
    if len(drawn) > MOST_SERIES:
        told.append(w("press_text.more_series", n=len(drawn) - MOST_SERIES))
    return told


@dataclass(frozen=True, slots=True)
class _Line:
    """A line since its last break: its known figures, the oldest first; `cut` is the year of the break."""

    series: Values
    known: list[tuple[str, float]]
    cut: str

    @property
    def name(self) -> str:
        return self.series.name


def _since_break(plate: Plate, series: Values) -> _Line:
    cut = _newest_break(plate.content, series)
    return _Line(series, [(at, value) for at, value in _known(series) if at[:4] >= cut], cut)


def _moves(plate: Plate, lines: Sequence[_Line]) -> list[str]:
    """Return a sentence for the lines that begin and end together and go the same way: who from where to where."""
    w = plate.words
    found: dict[tuple[str, str, str], list[str]] = {}
    for line in lines:
        write = writer(plate, line.series)
        (first, start), (last, end) = line.known[0], line.known[-1]
        way = "risen" if end > start else "fallen"
        if len(line.known) == 1:
            way = "only"
        elif isinstance(plate.content, Slopes) and plate.content.cut:
            way = "not_compared"
        elif write.seen(start) == write.seen(end):
            way = "same"
        if way in ("only", "same"):
            one = w("press_text.one", name=line.name, end=write(end))
        else:
            one = w("press_text.move", name=line.name, start=write(start), end=write(end))
        found.setdefault((way, when(w, first), when(w, last)), []).append(one)
    told = []
    for (way, start_at, end_at), moves in found.items():
        given = {"last": end_at} if way == "only" else {"first": start_at, "last": end_at}
        told.append(w(f"press_text.{way}", list="; ".join(moves), **given))
    return told


def _breaks(w: Words, lines: Sequence[_Line]) -> list[str]:
    """Return from which year on lines can be compared, a sentence for each such year."""
    cuts = dict.fromkeys(line.cut for line in lines if line.cut)
    told = []
    for cut in cuts:
        names = [line.name for line in lines if line.cut == cut]
        everyone = len(names) == len(lines)
        given = {} if everyone else {"names": w.list(names)}
        told.append(w("press_text.broken" if everyone else "press_text.broken_some", year=cut, **given))
    return told


def _gaps(w: Words, shown: Sequence[Values]) -> list[str]:
    """Return the years between the first and the last figure of lines that have none, those of several lines once."""
    found: dict[str, list[str]] = {}
    for series in shown:
        years = [int(at) for at, _ in _known(series) if len(at) == 4 and at.isdigit()]
        if len(years) > 1:
            lost = sorted(set(range(min(years), max(years) + 1)) - set(years))
            found.setdefault(spans(w, lost), []).append(series.name)
    told = []
    for years_told, names in found.items():
        if years_told and len(names) == len(shown):
            told.append(w("press_text.gaps", when=years_told))
        elif years_told:
            told.append(w("press_text.gaps_some", names=w.list(names), when=years_told))
    return told


def _newest_break(content: Content, series: Values) -> str:
    """Return the year from which on a series can be compared, '' where it always can."""
    last = max((at[:4] for at, _ in _known(series)), default="")
    breaks = content.breaks if isinstance(content, Lines | OneLine) else ()
    cuts = [str(one.year) for one in breaks if one.cuts]
    return max((year for year in cuts if year <= last), default="")


def _pairs(plate: Plate, drawn: tuple[Values, ...]) -> list[str]:
    if len(drawn) != 2:
        return _places(plate, drawn)
    w, (across, up) = plate.words, drawn
    both = [(x, y) for x, y in zip(across.values, up.values, strict=True) if x is not None and y is not None]
    told = [w("press_text.points", n=len(both), across=across.name, up=up.name)]
    for series in drawn:
        told += extremes(writer(plate, series), _known(series), series.name)
    together = spearman(both)
    if len(both) >= FEWEST_POINTS and abs(together) >= TOGETHER:
        told.append(w("press_text.together" if together > 0 else "press_text.against"))
    return told


def _events(plate: Plate, drawn: tuple[Values, ...]) -> list[str]:
    w = plate.words
    days = sorted(at for series in drawn for at in series.at)
    told = [w("press_text.events", n=len(days), first=when(w, days[0]), last=when(w, days[-1]))]
    jobs = [(f"{series.name}, {when(w, at)}", value) for series in drawn for at, value in _known(series)]
    if jobs:
        name, most = max(jobs, key=lambda one: one[1])
        told.append(w("press_text.largest", name=name, jobs=w.number(most)))
    unknown = len(days) - len(jobs)
    return [*told, w("press_text.jobs_unknown", n=unknown)] if unknown else told


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Return Spearman's rank correlation, ties at their mean rank; 0 where one side does not vary."""
    across, up = (_ranked([pair[side] for pair in pairs]) for side in (0, 1))
    middle = (len(pairs) + 1) / 2
    top = sum((a - middle) * (b - middle) for a, b in zip(across, up, strict=True))
    below = sum((a - middle) ** 2 for a in across) * sum((b - middle) ** 2 for b in up)
    return top / below**0.5 if below else 0.0


def _ranked(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    edges = [0, *(i for i, (a, b) in enumerate(pairwise(order), 1) if a != b), len(order)]
    means = {order[start]: (start + end + 1) / 2 for start, end in pairwise(edges) if end > start}
    return [means[value] for value in values]


def _rows_of_the_key(plate: Plate) -> list[str]:
    """Tell the legend of a map whose areas are no classes: what there is, and how many of it, group by group."""
    told = []
    for group in _groups(plate) or ():
        rows = [plate.words("press_text.counted", text=row.text, count=row.count) for row in group.rows if row.count]
        if rows:
            title = group.title or plate.words("press_text.key")
            told.append(plate.words("press_text.rows", title=title, rows="; ".join(rows)))
    return told


def _groups(plate: Plate) -> tuple[KeyGroup, ...] | None:
    """Return the legend of a map whose areas are no classes; None for any other picture."""
    content = plate.content
    return content.key if isinstance(content, AreaMap) and content.look != "classes" else None


def _known(series: Values) -> list[tuple[str, float]]:
    return [(at, value) for at, value in zip(series.at, series.values, strict=True) if value is not None]
