"""Commuters of a district: how many come and go, and the districts that most of them come from or go to."""

from atlas.export.document import Cell, Folded, Notes, Section, Sources, Table
from atlas.messages import words
from atlas.store import Store, kept, records
from atlas.ui.downloads import origin
from atlas.ui.visit import Visit

PARTNERS = 6
SOURCE = "commuters"
WAYS = ("commuters_in", "commuters_out")


@kept(256)
def section(store: Store, code: str, language: str) -> Section | None:
    """Return the sums, the main partners and what the figures cannot bear; None where there are no figures."""
    flows = store.commuters(code)
    if flows.empty:
        return None
    visit = Visit(words(language), store, store.region())
    w, name = visit.words, visit.area_name(code)
    told = w("profile.commuters_sentence", name=name, **sums(visit, code))
    how = Folded(w("profile.how"), (Notes(tuple(visit.source(SOURCE)[f"caveats_{language}"])),))
    rows = [(visit.area_name(row["area_code"]), *(row[way] for way in WAYS)) for row in records(flows.head(PARTNERS))]
    rows.append((w("profile.all_partners"), *(float(flows[way].sum()) for way in WAYS)))
    table = Table(
        w("profile.commuters_caption", name=name),
        (w("profile.partner"), *(w(f"profile.{way}") for way in WAYS)),
        tuple((Cell(head), *(Cell(w.number(people)) for people in people_each)) for head, *people_each in rows),
        numbers=(2, 3),
    )
    parts = (Notes((told,)), table, Sources((origin(visit, SOURCE),)), how)
    return Section("commuters", w("profile.commuters"), parts)


def sums(visit: Visit, code: str) -> dict[str, str]:
    """Return how many come and go, in words; hundreds are as much as the sums, partly estimated, bear."""
    flows = visit.store.commuters(code)
    return {way: visit.words.number(round(float(flows[way].sum()), -2)) for way in WAYS} if len(flows) else {}
