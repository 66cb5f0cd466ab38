"""The exposure index, with and without the register of events, as data."""

from etl.indicators.indicator import Indicator

EXPOSURE_DE = (
    "Das Ergebnis hängt von den Gewichten ab. Jeder Bestandteil in seinem neuesten Zeitraum; der Anteil des "
    "Verarbeitenden Gewerbes ist von 2020."
)
EXPOSURE_EN = (
    "The result depends on the weights. Each ingredient in its newest period; the share of manufacturing is of 2020."
)
# As in data/lookups/exposure.csv, which holds weights, goalposts and reasons.
EXPOSURE = (
    "manufacturing_share",
    "employees_change_since_2015_pct",
    "unemployment_rate",
    "unemployment_rate_change_since_2019_pp",
    "insolvency_rate",
)

INDICES = (
    Indicator(
        id="exposure_index",
        title_de="Betroffenheit (Index)",
        title_en="Exposure (index)",
        unit_de="Punkte von 100",
        unit_en="points out of 100",
        decimals=0,
        direction="higher_is_worse",
        kind="rate",
        definition_de="Gewichtetes Mittel von sechs Zahlen auf festen Maßstäben: 0 nicht betroffen, 100 am stärksten.",
        definition_en="Weighted mean of six figures on fixed scales: 0 not exposed, 100 most exposed.",
        formula="Summe aus Gewicht × Lage zwischen den festen Grenzen",
        formula_en="sum of weight × position between the fixed goalposts",
        caveat_de=EXPOSURE_DE,
        caveat_en=EXPOSURE_EN,
        inputs=(*EXPOSURE, "jobs_lost_announced_5y_per_1000"),
    ),
    Indicator(
        id="exposure_index_country",
        title_de="Betroffenheit (Index ohne Register)",
        title_en="Exposure (index without the register)",
        unit_de="Punkte von 100",
        unit_en="points out of 100",
        decimals=0,
        direction="higher_is_worse",
        kind="rate",
        definition_de="Derselbe Index ohne angekündigten Stellenabbau, der nur für ein Land erfasst ist.",
        definition_en="The same index without announced job losses, which are held for one federal state only.",
        formula="Summe aus Gewicht × Lage zwischen den festen Grenzen",
        formula_en="sum of weight × position between the fixed goalposts",
        caveat_de=EXPOSURE_DE,
        caveat_en=EXPOSURE_EN,
        inputs=EXPOSURE,
    ),
)
