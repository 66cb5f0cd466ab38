"""The indicators of the atlas, as data: what each figure counts, in which unit, and how it adds up."""

from etl.indicators.computed import COMPUTED
from etl.indicators.fetched import FETCHED
from etl.indicators.indicator import Indicator
from etl.indicators.published import PUBLISHED

__all__ = ["COMPUTED", "FETCHED", "INDICATORS", "PUBLISHED", "Indicator"]

# The order of lists; a computed one stands behind those that it is made from.
INDICATORS = (*PUBLISHED, *FETCHED, *COMPUTED)
