"""Two periods side by side in print: a line per place, its values at both ends."""

from atlas.charts.axes import look, room_for
from atlas.charts.printed.ends import End, laid_out, write_ends
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import DASHED, GAP_MM, new_plot
from atlas.charts.printed.series import label_share
from atlas.charts.printed.strokes import ink, line_look
from atlas.charts.slopes import Slopes
from atlas.charts.typeface import lines_of
from atlas.picture import Picture

_VALUES_SHARE = 0.26


def slopes(page: Page, body: Box, picture: Picture, content: Slopes) -> None:
    """Draw places between two periods; no line leads across a break that cuts."""
    small = page.line_mm(page.letters.small)
    words = ", ".join(content.broken)
    broken = lines_of(words, page.letters.small, body.width * PT_PER_MM, most=2) if words else []
    above = page.line_mm(page.letters.body) + GAP_MM + len(broken) * small
    high = max(body.height - above - GAP_MM, 1.0)
    room = room_for(content.values, high)
    colours = [ink(look(i).colour, page.theme) for i in content.looks]
    pairs = list(zip(content.slopes, colours, strict=True))
    starts = [End(0, one.start, one.start_text, "", colour) for one, colour in pairs]
    ends = [End(1, one.end, one.end_text, one.name, colour) for one, colour in pairs]
    left = laid_out(page, starts, body.width * _VALUES_SHARE, high)
    right = laid_out(page, ends, body.width * label_share(body), high)
    box = body.without(left=max(left.takes, 2.0), right=max(right.takes, 2.0), top=above, bottom=GAP_MM)
    plot = new_plot(page, box, (-0.04, 1.04), (room.low, room.high))
    for x, period in enumerate(content.periods):
        plot.axes.axvline(x, color=page.ink.quiet_text, linewidth=plot.thin_pt, zorder=0)
        baseline = box.top + GAP_MM / 2 + page.line_mm(page.letters.body) * 0.25
        page.write(plot.x(x), baseline, period, page.letters.body, bold=True, ha="center")
    for i, (position, one) in enumerate(zip(content.looks, content.slopes, strict=True)):
        across, up = [0.0, 1.0], [one.start, one.end]
        if content.cut:
            across, up = [0.0, 0.5, 1.0], [one.start, float("nan"), one.end]
        drawn = line_look(look(position), page.theme, plot.series_pt, page.letters.body * 0.6)
        plot.axes.plot(across, up, zorder=3, gid=f"line-{i}", **drawn)
    if broken:
        plot.axes.axvline(
            0.5, color=page.ink.quiet_text, linewidth=plot.thin_pt * 1.4, linestyle=DASHED, zorder=1, gid="break"
        )
        for i, line in enumerate(broken[::-1]):
            baseline = box.top + page.line_mm(page.letters.body) + GAP_MM / 2 + (i + 0.25) * small
            page.write(plot.x(0.5), baseline, line, page.letters.small, colour=page.ink.quiet_text, ha="center")
    write_ends(plot, starts, left, left=True)
    write_ends(plot, ends, right)
