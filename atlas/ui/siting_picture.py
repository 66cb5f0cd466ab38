"""What every picture of the siting for the press begins with."""

from atlas.picture import Kind, Picture
from atlas.ui.siting import Problem
from atlas.ui.visit import Visit


def picture_of(visit: Visit, asked: Problem, kind: Kind, title: str, subtitle: str, told: str) -> Picture:
    """Return a picture of the question's area and day; `told` says in words what it shows."""
    day = asked.question.day
    return Picture(
        kind=kind,
        indicator_id="",
        area=visit.area_name(asked.question.area_code),
        period=day.isoformat(),
        language=visit.language,
        title=title,
        subtitle=subtitle,
        source="",
        stand=visit.words.date(day),
        alt=told,
    )
