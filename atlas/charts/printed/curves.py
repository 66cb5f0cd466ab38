"""Values over numbers in print: what each further site adds, and ranks over one weight."""

from atlas.charts.axes import Look, room_for
from atlas.charts.printed.ends import End, laid_out, write_ends
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import DASHED, GAP_MM, Plot, draw_below, draw_values, new_plot, value_ticks, widest_mm
from atlas.charts.printed.series import label_share
from atlas.charts.printed.strokes import ink, line_look
from atlas.charts.rank_lines import DASHES, RankLines
from atlas.charts.ranking import category, rank_ticks
from atlas.charts.steps import Step, Steps
from atlas.charts.typeface import lines_of, width_pt
from atlas.messages import words
from atlas.picture import Picture

_TITLE_LINES = 2


def steps(page: Page, body: Box, picture: Picture, content: Steps) -> None:
    """Draw a value for every number, the chosen one ringed, what is not proven hollow with a bar to its bound."""
    body = _titles(page, body, content.titles)
    number = page.line_mm(page.letters.body) + 1.0 if page.finish.labels else 1.0
    below = page.line_mm(page.letters.small) + GAP_MM
    high = max(body.height - below - number, 1.0)
    room = room_for(content.values, high, from_zero=True)
    ticks, texts = value_ticks(page, room.low, room.high, high)
    box = body.without(left=widest_mm(texts, page.letters.small) + GAP_MM, right=1.0, bottom=below, top=number)
    counts = [step.count for step in content.steps]
    plot = new_plot(page, box, (min(counts) - 0.5, max(counts) + 0.5), (room.low, room.high))
    draw_values(plot, ticks, texts)
    draw_below(plot, counts, [str(count) for count in counts])
    colour = ink(category(0), page.theme)
    for step in content.steps:
        if step.bound is not None:
            plot.axes.plot(
                (step.count, step.count), (step.value, step.bound), color=page.ink.spoke,
                linewidth=plot.series_pt * 2.4, solid_capstyle="butt", zorder=2, gid=f"gap-{step.count}",
            )  # fmt: skip
    plot.axes.plot(
        counts, [step.value for step in content.steps], color=colour, linewidth=plot.series_pt, zorder=3, gid="steps"
    )
    for step in content.steps:
        _mark(plot, step, colour, chosen=step.count == content.chosen)
    _numbers(plot, content)


def rank_lines(page: Page, body: Box, picture: Picture, content: RankLines) -> None:
    """Draw ranks over the percent of one weight; a dashed line marks its present value."""
    body = _titles(page, body, content.titles)
    below = page.line_mm(page.letters.small) + GAP_MM
    high = max(body.height - below, 1.0)
    ticks = rank_ticks(content.last)
    texts = [str(tick) for tick in ticks]
    ends = [
        End(content.shares[-1], one.ranks[-1], "", one.name, ink(category(i), page.theme))
        for i, one in enumerate(content.lines)
    ]
    labels = laid_out(page, ends, body.width * label_share(body), high)
    left = widest_mm(texts, page.letters.small) + GAP_MM
    box = body.without(left=left, right=max(labels.takes, 2.0), bottom=below)
    plot = new_plot(page, box, (0, 100), (content.last + 0.5, 0.5))
    draw_values(plot, ticks, texts)
    w = words(page.language)
    draw_below(plot, (0, 25, 50, 75, 100), [w.value(share, "%") for share in (0, 25, 50, 75, 100)])
    plot.axes.axvline(
        content.current, color=page.ink.text, linewidth=plot.thin_pt * 1.4, linestyle=DASHED, zorder=1,
        gid="current",
    )  # fmt: skip
    for i, one in enumerate(content.lines):
        drawn = line_look(Look(category(i), DASHES[i % len(DASHES)], "circle"), page.theme, plot.series_pt, 0)
        plot.axes.plot(content.shares, one.ranks, zorder=3, gid=f"line-{i}", **drawn)
    write_ends(plot, ends, labels)


def _titles(page: Page, body: Box, titles: tuple[str, str]) -> Box:
    """Write the title of the axis of values above the picture and that of the other below it."""
    size, room = page.letters.small, body.width * PT_PER_MM
    below, beside = (lines_of(title, size, room, most=_TITLE_LINES) for title in titles)
    step = page.line_mm(size)
    page.paragraph(body, titles[1], size, colour=page.ink.quiet_text, most=_TITLE_LINES)
    foot = Box(body.left, body.bottom, body.width, len(below) * step)
    for i, line in enumerate(below):
        page.write(
            body.left + body.width / 2, foot.top - (i + 0.8) * step, line, size, colour=page.ink.quiet_text, ha="center"
        )
    return body.without(top=len(beside) * step + GAP_MM, bottom=len(below) * step + GAP_MM / 2)


def _mark(plot: Plot, step: Step, colour: str, *, chosen: bool) -> None:
    size = plot.page.letters.body * (0.95 if chosen else 0.62)
    page = plot.page
    plot.axes.plot(
        (step.count,), (step.value,), marker="o", markersize=size, zorder=5, linestyle="none", clip_on=False,
        markerfacecolor=colour if step.bound is None else page.ink.page,
        markeredgecolor=page.ink.chosen_border if chosen and page.theme != "grey" else colour,
        markeredgewidth=plot.series_pt * (1.3 if chosen else 1.0), gid=f"step-{step.count}",
    )  # fmt: skip
    if chosen and page.theme == "grey":
        plot.axes.plot(
            (step.count,), (step.value,), marker="o", markersize=size * 1.8, markerfacecolor="none",
            markeredgecolor=page.ink.text, markeredgewidth=plot.thin_pt * 2, clip_on=False, zorder=4,
        )  # fmt: skip


def _numbers(plot: Plot, content: Steps) -> None:
    """Write each value above its mark; where they would lie on each other, first, chosen and last alone."""
    page, size = plot.page, plot.page.letters.body
    if not page.finish.labels:
        return
    slot = plot.box.width / len(content.steps) * PT_PER_MM * 0.92
    many = max(width_pt(step.label, size, True) for step in content.steps) > slot
    shown = {content.steps[0].count, content.steps[-1].count, content.chosen} if many else None
    ends: list[float] = []
    for step in sorted(content.steps, key=lambda step: step.count != content.chosen):
        if shown is not None and step.count not in shown:
            continue
        bold = step.count == content.chosen
        x, half = plot.x(step.count), width_pt(step.label, size, bold) / PT_PER_MM / 2
        if any(abs(x - other) < 2 * half + 0.6 for other in ends):
            continue
        ends.append(x)
        above = size * (1.05 if bold else 0.7) / PT_PER_MM + 0.3
        page.write(x, plot.y(step.value) + above, step.label, size, bold=bold, ha="center")
