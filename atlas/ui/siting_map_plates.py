"""The maps of the page of sites for the press: a plan, and the reach of the nodes today."""

from dataclasses import replace

from atlas.export.plate import Plate
from atlas.ui import siting_files, siting_map, siting_today_below, siting_today_map, siting_words
from atlas.ui.map_plates import boundaries, headline
from atlas.ui.nodes import plural
from atlas.ui.siting import Problem
from atlas.ui.siting_solve import Answer
from atlas.ui.siting_today_words import beyond_sentence, sentences
from atlas.ui.visit import Visit


def plan_plate(visit: Visit, answer: Answer) -> Plate:
    """Return the map of a plan: which municipality goes to which site."""
    w, question = visit.words, answer.problem.question
    first, *rest = siting_words.sentences(visit, answer)
    picture = siting_map.describe(visit, answer)
    subtitle = " ".join([f"{picture.title} {picture.area}, {w.date(question.day)}.", *rest[:1]])
    picture = replace(
        picture, title=headline(first, picture.title), subtitle=subtitle, credit=boundaries(visit), theme="light"
    )
    named = (w("siting.file_places"), picture.area, question.day.isoformat())
    sheet = siting_files.places_sheet(visit, answer)
    return Plate(picture, siting_map.content(visit, answer), sheet, named, own=True, figure="after")


def reach_plate(visit: Visit, answer: Answer, counts: Problem) -> Plate:
    """Return the map of the way to the nearest open node; `counts` is the problem with people alone."""
    w, question = visit.words, answer.problem.question
    told = sentences(visit, answer, counts)
    picture = siting_today_map.describe(visit, answer, " ".join(filter(None, told)))
    subtitle = f"{picture.area}: {beyond_sentence(visit, answer, counts)}"
    picture = replace(picture, subtitle=subtitle, credit=boundaries(visit), theme="light")
    named = (plural(visit), w("reach.file"), picture.area, question.day.isoformat())
    sheet = siting_today_below.table(visit, answer, counts)
    return Plate(picture, siting_today_map.content(visit, answer), sheet, named, own=True, figure="minutes")
