"""What is said of the network's nodes wherever they appear."""

from collections.abc import Iterable
from datetime import date

from atlas.messages import nodes_sentence
from atlas.picture import NodeMark
from atlas.store import Row
from atlas.ui import siting_planned
from atlas.ui.visit import Visit, is_known


def plural(visit: Visit) -> str:
    """Return what several nodes are called."""
    return str(visit.region.words["node"][f"plural_{visit.language}"])


def places_line(visit: Visit) -> str:
    """Return whose coordinates of the nodes a map is drawn with; '' for a region that names nobody."""
    return str(visit.region.words["node"].get(f"places_{visit.language}", ""))


def nodes_line(visit: Visit, day: date) -> str:
    """Return how many nodes are open on a day, and when that was last confirmed; '' for a region without nodes."""
    nodes = visit.store.nodes(day)
    if nodes.empty:
        return ""
    told = nodes_sentence(visit.words, int((nodes["status"] == "open").sum()), day.isoformat())
    return f"{told} {confirmed(visit, day)}".strip()


def confirmed(visit: Visit, day: date) -> str:
    """Return when the status of the nodes was last confirmed; '' for a day up to then."""
    until = visit.store.nodes(day)["confirmed_until"].dropna()
    if until.empty or day.isoformat()[:7] <= until.max()[:7]:
        return ""
    when = visit.region.words["node"].get(f"last_confirmed_{visit.language}") or visit.words.period(until.max())
    return visit.words("node.last_confirmed", when=when)


def node_marks(visit: Visit, rows: Iterable[Row]) -> tuple[NodeMark, ...]:
    """Return the marks of nodes (rows of the store), and of the sites that a scenario shown on the maps proposes."""
    return (*(node_mark(visit, row) for row in rows), *siting_planned.marks(visit))


def node_mark(visit: Visit, row: Row) -> NodeMark:
    """Return the mark of a node (a row of the store) as it was on its day."""
    w = visit.words
    lines = [w(f"node.{row['status']}")]
    if is_known(row["opened_on"]):
        key = "node.opened" if row["status"] == "open" else "node.opens"
        lines = [w(key, date=w.date(row["opened_on"].date()))]
    lines.append(w("node.host", host=row["host"]))
    if is_known(row["confirmed_until"]):
        lines.append(w("node.confirmed", date=w.period(row["confirmed_until"])))
    return NodeMark(row["node_id"], visit.local(row, "name"), row["status"], row["lon"], row["lat"], tuple(lines))
