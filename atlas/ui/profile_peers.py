"""The most similar districts as a table, each with what makes it similar and what does not."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from atlas.messages import words
from atlas.store import Store, kept, records
from atlas.ui.profile_branches import branch_name
from atlas.ui.profile_similar import BRANCHES, WEALTH, similar
from atlas.ui.visit import Visit

# So many features are named as the reason.
REASONS = 2


def show(visit: Visit, code: str) -> None:
    """Draw the table of similar districts and how they were found."""
    w = visit.words
    st.header(w("profile.similar"), anchor=False)
    if similar(visit.store, code).empty:
        st.html(f'<p class="atlas-note">{escape(w("profile.similar_none"))}</p>')
        return
    st.html(_table(visit.store, code, visit.language))
    periods = {"period": w.period(visit.store.periods(BRANCHES[0])[-1]), "wealth": visit.store.periods(WEALTH)[-1]}
    st.html(f'<p class="atlas-note">{escape(w("profile.similar_note", **periods))}</p>')


@kept(256)
def _table(store: Store, code: str, language: str) -> str:
    w = words(language)
    visit = Visit(w, store, store.region())
    title = escape(w("profile.similar_caption", name=visit.area_name(code)))
    heads = [w(f"profile.similar_{name}") for name in ("district", "land", "distance", "closest", "different")]
    body = []
    for row in records(similar(store, code).reset_index(names="area_code")):
        other, near = row["area_code"], row["closest"][:REASONS]
        # A feature may be nearer than on the average and still the largest part of a small distance.
        apart = [key for key in row["different"] if key not in near][:REASONS]
        link = f'<a href="?{escape(urlencode({"lang": language, "district": other}))}" target="_self">'
        cells = [
            visit.area_name(str(store.areas.at[other, "land_code"])),
            w.number(row["distance"], 1),
            ", ".join(_feature(visit, key) for key in near),
            ", ".join(_feature(visit, key) for key in apart),
        ]
        told = "".join(f"<td>{escape(cell)}" for cell in cells)
        body.append(f"<tr><th scope=row>{link}{escape(visit.area_name(other))}</a>{told}")
    return (
        f'<div class="atlas-table" role="region" tabindex="0" aria-label="{title}"><table class="n3">'
        f"<caption>{title}</caption><thead><tr>{''.join(f'<th scope=col>{escape(head)}' for head in heads)}"
        f"<tbody>{''.join(body)}</table></div>"
    )


def _feature(visit: Visit, key: str) -> str:
    if key in BRANCHES:
        return visit.words("profile.feature_share", branch=branch_name(visit, key))
    return visit.words(f"profile.feature.{key}")
