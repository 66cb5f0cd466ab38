"""How the Bundesamt für Kartographie und Geodäsie is asked for an edition of its boundaries: an open download."""

from etl.http import Reply
from etl.services import Asked, Piece, Plan, ServiceError, base

SERVICE = ("ATLAS_BKG_URL", "https://daten.gdz.bkg.bund.de")
# Boundaries of 31 December, 1 : 250 000, layers as shapefiles in UTM 32; the folder names the edition's year.
PATH = "/produkte/vg/vg250_ebenen_1231/{edition}/vg250_12-31.utm32s.shape.ebenen.zip"
NO_EDITION = "Look at https://gdz.bkg.bund.de which editions there are, and name one in etl/sources/boundaries.py."


def plan(asked: Asked, edition: str) -> Plan:
    """Return what is asked for: an edition (its year), or nothing where it is kept: an edition stays as it is."""
    file = f"boundaries/vg250_12-31__retrieved-{{day}}__{edition}.zip"
    if file in asked.kept:
        return Plan([], known=f"{edition}-12-31")
    piece = Piece(
        file=file,
        periods=(f"{edition}-12-31",),
        ask=lambda: edition_of(asked, edition),
        parameters={"product": "vg250_ebenen_1231", "edition": edition},
    )
    return Plan([piece], known=f"{edition}-12-31")


def edition_of(asked: Asked, edition: str) -> Reply:
    """Return the zip of an edition; raises HttpError, and ServiceError where there is none."""
    reply = asked.client.ask(base(*SERVICE) + PATH.format(edition=edition))
    if reply.status == 200 and reply.start(4) == b"PK\x03\x04":
        return reply
    reply.close()
    raise ServiceError(f"The edition of 31 December {edition} answered with status {reply.status}, no zip.", NO_EDITION)
