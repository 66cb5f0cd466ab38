"""The most similar districts as a table, each with what makes it similar and what does not."""

from collections.abc import Sequence
from urllib.parse import urlencode

from atlas.export.document import Cell, Folded, Notes, Section, Table
from atlas.messages import words
from atlas.store import Row, Store, kept, records
from atlas.ui.profile_branches import branch_name
from atlas.ui.profile_similar import BRANCHES, WEALTH, features, similar
from atlas.ui.visit import Visit

# So many features are named as the reason.
REASONS = 2


@kept(256)
def section(store: Store, code: str, language: str) -> Section:
    """Return the table of similar districts and how they were found."""
    visit = Visit(words(language), store, store.region())
    w = visit.words
    if similar(store, code).empty:
        return Section("similar", w("profile.similar"), (Notes((w("profile.similar_none"),)),))
    table = Table(
        w("profile.similar_caption", name=visit.area_name(code)),
        tuple(w(f"profile.similar_{name}") for name in ("district", "land", "distance", "closest", "different")),
        tuple(_row(visit, row) for row in records(similar(store, code).reset_index(names="area_code"))),
        numbers=(3,),
    )
    periods = {"period": w.period(store.periods(BRANCHES[0])[-1]), "wealth": store.periods(WEALTH)[-1]}
    how = Folded(w("profile.how"), (Notes((w("profile.similar_note", **periods),)),))
    said = [_first(visit, code)]
    known, total = int(features(store).count(axis=1)[code]), features(store).shape[1]
    if known < total:
        said.append(w("profile.similar_partial", known=known, total=total))
    return Section("similar", w("profile.similar"), (Notes(tuple(said)), table, how))


def _first(visit: Visit, code: str) -> str:
    """Return the most similar district, and why, in a sentence."""
    (row,) = records(similar(visit.store, code).head(1).reset_index(names="area_code"))
    other = row["area_code"]
    places = {"name": visit.area_name(other), "land": visit.area_name(str(visit.store.areas.at[other, "land_code"]))}
    return visit.words("profile.answer_similar", features=visit.words.list(reasons(visit, row["closest"])), **places)


def _row(visit: Visit, row: Row) -> tuple[Cell, ...]:
    w, other = visit.words, row["area_code"]
    # A feature may be nearer than on the average and still the largest part of a small distance.
    apart = [key for key in row["different"] if key not in row["closest"][:REASONS]][:REASONS]
    return (
        Cell(visit.area_name(other), link="?" + urlencode({"lang": visit.language, "district": other})),
        Cell(visit.area_name(str(visit.store.areas.at[other, "land_code"]))),
        Cell(w.number(row["distance"], 1)),
        Cell(", ".join(reasons(visit, row["closest"]))),
        Cell(", ".join(_feature(visit, key) for key in apart)),
    )


def reasons(visit: Visit, closest: Sequence[str]) -> list[str]:
    """Return in words what brings two districts closest, the strongest first."""
    return [_feature(visit, key) for key in closest[:REASONS]]


def _feature(visit: Visit, key: str) -> str:
    if key in BRANCHES:
        return visit.words("profile.feature_share", branch=branch_name(visit, key))
    return visit.words(f"profile.feature.{key}")
