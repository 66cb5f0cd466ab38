"""What a plan rests on: who is counted and since when, what minutes are, where everything comes from."""

from html import escape

import streamlit as st

from atlas.export import Origin
from atlas.store import records
from atlas.ui import siting_words
from atlas.ui.downloads import boundaries_line, origin, origin_line
from atlas.ui.network_nodes import BETWEEN, sources
from atlas.ui.siting import INDICATORS, Problem
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit

# The source of the events.
REGISTER = "events"


def show(visit: Visit, answer: Answer) -> None:
    """Draw what is counted and how ways are measured (folded), and the sources."""
    w, asked = visit.words, answer.problem
    with st.expander(w("siting.rests_on")):
        lines = [*(escape(line) for line in notes(visit, asked)), *_ways(visit, asked)]
        st.html("".join(f'<p class="atlas-note">{line}</p>' for line in lines))
    own = w("source.changed", change=w("method.own"))
    told = [origin_line(visit, one) for one in origins(visit, asked)]
    st.html(f'<p class="atlas-note">{"<br>".join([*told, escape(own), escape(boundaries_line(visit))])}</p>')


def notes(visit: Visit, asked: Problem) -> list[str]:
    """Return what is counted, how it is shared out, and what must be known of it."""
    w, question = visit.words, asked.question
    scaled = w.date(visit.store.municipalities()["population_scaled_on"].max().date())
    told = [
        w(f"siting.demand_{question.whom}", date=scaled) if question.whom == "population" else _demand(visit, asked)
    ]
    if question.whom != "population":
        told.append(w("siting.shared_out", date=scaled))
    if question.by_index:
        told.append(w("siting.weighted"))
    if question.capacity:
        told.append(w("siting.with_capacity", capacity=w.number(question.capacity)))
    told += [siting_words.unknown(visit, asked), w("siting.one_point"), w("siting.only_area")]
    return [line for line in told if line]


def origins(visit: Visit, asked: Problem) -> tuple[Origin, ...]:
    """Return where the figures of a plan come from: places, demand."""
    keys = ["municipalities", "population"]
    whom = asked.question.whom
    if whom == "announced":
        keys.append(REGISTER)
    elif whom in ("home", "work"):
        keys.append("commuters")
    elif whom in INDICATORS:
        found = visit.store.newest_values((INDICATORS[whom],))["source_id"].dropna()
        keys += list(dict.fromkeys(found))
    return tuple(origin(visit, key) for key in dict.fromkeys(keys) if key in visit.store.source_rows)


def _demand(visit: Visit, asked: Problem) -> str:
    w, whom = visit.words, asked.question.whom
    if whom in INDICATORS:
        return w(f"siting.demand_{whom}", period=w.period(asked.period) if asked.period else "")
    return w(f"siting.demand_{whom}")


def way_notes(visit: Visit, asked: Problem) -> list[str]:
    """Return how minutes are reckoned: an estimate with its assumptions, or routed times."""
    w = visit.words
    if asked.routed:
        return [w("siting.routed_note")]
    factor = w.number(float(visit.region.words["distance"]["detour_factor"]), 1)
    rows = records(visit.store.speeds())
    steps = [
        w("siting.speed", way=w.value(row["up_to_km"], "km"), speed=w.value(row["kmh"], "km/h")) for row in rows[:-1]
    ]
    steps.append(w("siting.speed_beyond", speed=w.value(rows[-1]["kmh"], "km/h")))
    reasons = " ".join(dict.fromkeys(visit.local(row, "reason") for row in rows))
    return [w("siting.estimate_note", factor=factor), w("siting.speeds", speeds="; ".join(steps)), reasons]


def _ways(visit: Visit, asked: Problem) -> list[str]:
    """Return the same as HTML, with what the detour factor rests on."""
    told = [escape(line) for line in way_notes(visit, asked)]
    if not asked.routed:
        addresses = visit.region.words["distance"].get("source_urls", ())
        told[0] += sources(visit, BETWEEN.join(addresses) or None, None)
    return told
