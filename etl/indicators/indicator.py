"""What is said of an indicator."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One indicator. `kind` 'count' adds up over areas; 'rate' is a share or ratio, 'change' has a sign and a zero.

    A published rate is rebuilt for sums of areas from `part_indicator_id`; `part_role` says which half of the rate
    the part is: rate = numerator / denominator * `part_scale`. Without a part it is shown only for the areas that the
    publisher prints.

    A computed one names in `inputs` the indicators that it is made from, which stand before it in INDICATORS, or in
    `source_id` the source that it is counted in; etl/sql/<id>.sql makes it.

    A rate of counted cases names in `cases_indicator_id` the input that counts them: rate = cases / base * `cases_per`,
    cases and base each summed over the parts of a figure. Where the cases are few the rate is mostly chance: it is
    shown with its interval, and neither coloured nor ranked (atlas.analysis.rates.evidence). The same rate over
    several years is `pooled_indicator_id`.
    """

    id: str
    title_de: str
    title_en: str
    unit_de: str
    unit_en: str
    definition_de: str
    definition_en: str
    formula: str
    formula_en: str
    decimals: int = 0
    direction: str = "neutral"
    kind: str = "count"
    caveat_de: str = ""
    caveat_en: str = ""
    part_indicator_id: str | None = None
    part_role: str | None = None
    part_scale: float | None = None
    inputs: tuple[str, ...] = ()
    source_id: str | None = None
    cases_indicator_id: str | None = None
    cases_per: float | None = None
    pooled_indicator_id: str | None = None

    @property
    def computed(self) -> bool:
        """Return whether the atlas makes this figure itself."""
        return bool(self.inputs or self.source_id)
