"""Pictures in print: the same picture and content as on the screen, drawn by matplotlib at a size in millimetres."""

from atlas.charts.printed.sheet import Printed, printed

__all__ = ["Printed", "printed"]
