"""The indicators of the atlas, as data: what each figure counts, in which unit, and how it adds up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One indicator. `kind` 'count' adds up over areas; 'rate' is rebuilt from `part_indicator_id`.

    `part_role` says which half of the rate the part is: rate = numerator / denominator * `part_scale`.
    A rate without a part is shown only for the areas that the publisher prints.
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


AS_PUBLISHED = "wie veröffentlicht"
AS_PUBLISHED_EN = "as published"
SEAT_DE = "Gezählt wird am Sitz des Unternehmens, nicht am Ort des Werks."
SEAT_EN = "Counted where the company has its seat, not where the plant stands."
CASES_DE = "Ein Land kann größer sein als die Summe seiner Kreise, weil es Fälle ohne Kreis gibt."
CASES_EN = "A federal state can exceed the sum of its districts, because some cases have no district."
PLANTS_DE = "Nur Betriebe mit 20 und mehr tätigen Personen. Wer unter die Grenze schrumpft, sieht aus wie geschlossen."
PLANTS_EN = "Only plants with 20 or more persons. One that shrinks below the limit looks like a closure."
BRANCH_DE = "Die Aufgliederung nach Wirtschaftszweigen endet hier 2020. Kleine Zellen sind geheim."
BRANCH_EN = "The breakdown by branch ends in 2020 here. Small cells are secret."


def _branch(key: str, name_de: str, name_en: str, sections: str) -> Indicator:
    return Indicator(
        id=f"employees_{key}",
        title_de=f"Beschäftigte: {name_de}",
        title_en=f"Employees: {name_en}",
        unit_de="Personen",
        unit_en="persons",
        definition_de=f"Sozialversicherungspflichtig Beschäftigte am Arbeitsort am 30. Juni, WZ 2008 {sections}.",
        definition_en=f"Employees subject to social insurance by place of work on 30 June, NACE Rev. 2 {sections}.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=BRANCH_DE,
        caveat_en=BRANCH_EN,
    )


INDICATORS = (
    Indicator(
        id="unemployment_rate",
        title_de="Arbeitslosenquote",
        title_en="Unemployment rate",
        unit_de="%",
        unit_en="%",
        decimals=1,
        direction="higher_is_worse",
        kind="rate",
        definition_de="Arbeitslose je 100 zivile Erwerbspersonen, Jahresdurchschnitt.",
        definition_en="Unemployed persons per 100 of the whole civilian labour force, annual average.",
        formula="Arbeitslose / alle zivilen Erwerbspersonen × 100",
        formula_en="unemployed persons / whole civilian labour force × 100",
        caveat_de="Vor 2009 und 2021 aus INKAR, 2022 aus dem Regionalatlas, sonst aus der Regionaldatenbank.",
        caveat_en="Before 2009 and for 2021 from INKAR, for 2022 from the Regionalatlas, otherwise "
        "from Regionalstatistik.",
        part_indicator_id="unemployed",
        part_role="numerator",
        part_scale=100.0,
    ),
    Indicator(
        id="unemployed",
        title_de="Arbeitslose",
        title_en="Unemployed persons",
        unit_de="Personen",
        unit_en="persons",
        direction="higher_is_worse",
        definition_de="Registrierte Arbeitslose am Wohnort, Jahresdurchschnitt.",
        definition_en="Registered unemployed persons by place of residence, annual average.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de="Für 2021, 2022 und 2024 liegen keine Zahlen vor. Die Jahre 2001 bis 2007 sind nicht revidiert.",
        caveat_en="No figures are held for 2021, 2022 and 2024. The years 2001 to 2007 are not revised.",
    ),
    Indicator(
        id="employees",
        title_de="Beschäftigte am Arbeitsort",
        title_en="Employees by place of work",
        unit_de="Personen",
        unit_en="persons",
        direction="lower_is_worse",
        definition_de="Sozialversicherungspflichtig Beschäftigte, die im Kreis arbeiten, am 30. Juni.",
        definition_en="Employees subject to social insurance who work in the district, on 30 June.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de="Ohne Beamte, Selbstständige und ausschließlich geringfügig Beschäftigte. 2021 und 2022 fehlen.",
        caveat_en="Without civil servants, the self-employed and those in marginal employment "
        "only. 2021 and 2022 are missing.",
    ),
    _branch("manufacturing", "Verarbeitendes Gewerbe", "manufacturing", "C"),
    _branch("industry", "Produzierendes Gewerbe ohne Bau", "industry without construction", "B–E"),
    _branch("production", "Produzierendes Gewerbe", "industry and construction", "B–F"),
    _branch("construction", "Baugewerbe", "construction", "F"),
    _branch("agriculture", "Land- und Forstwirtschaft", "agriculture and forestry", "A"),
    _branch("services", "Dienstleistungen", "services", "G–U"),
    _branch("trade_transport", "Handel, Gastgewerbe, Verkehr", "trade, hospitality, transport", "G–I"),
    _branch("information", "Information und Kommunikation", "information and communication", "J"),
    _branch("finance", "Finanzen und Versicherungen", "finance and insurance", "K"),
    _branch("real_estate", "Grundstücks- und Wohnungswesen", "real estate", "L"),
    _branch("business_services", "Unternehmensnahe Dienstleistungen", "business services", "M–N"),
    _branch("public_services", "Öffentliche Verwaltung, Bildung, Gesundheit", "public services", "O–Q"),
    _branch("other_services", "Sonstige Dienstleistungen", "other services", "R–U"),
    Indicator(
        id="employees_production_share",
        title_de="Anteil des Produzierenden Gewerbes",
        title_en="Share of industry and construction",
        unit_de="%",
        unit_en="%",
        decimals=1,
        kind="rate",
        definition_de="Beschäftigte im Produzierenden Gewerbe (B–F, also mit Bau) an allen Beschäftigten am 30. Juni.",
        definition_en="Employees in industry and construction (B–F) as a share of all employees on 30 June.",
        formula="Beschäftigte B–F / alle Beschäftigten × 100",
        formula_en="employees in B–F / all employees × 100",
        caveat_de="Das ist nicht das Verarbeitende Gewerbe (C) allein.",
        caveat_en="This is not manufacturing (C) alone.",
        part_indicator_id="employees",
        part_role="denominator",
        part_scale=100.0,
    ),
    Indicator(
        id="insolvencies",
        title_de="Unternehmensinsolvenzen",
        title_en="Company insolvencies",
        unit_de="Verfahren",
        unit_en="cases",
        direction="higher_is_worse",
        definition_de="Im Jahr beantragte Insolvenzverfahren von Unternehmen.",
        definition_en="Company insolvency proceedings filed in the year.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=f"{SEAT_DE} Zahlen für 2007 bis 2015 und 2024; dazwischen ist eine Lücke. {CASES_DE}",
        caveat_en=f"{SEAT_EN} Figures for 2007 to 2015 and 2024, with a gap in between. {CASES_EN}",
    ),
    Indicator(
        id="insolvencies_opened",
        title_de="Insolvenzen: eröffnet",
        title_en="Insolvencies opened",
        unit_de="Verfahren",
        unit_en="cases",
        direction="higher_is_worse",
        definition_de="Beantragte Verfahren von Unternehmen, die eröffnet wurden.",
        definition_en="Company proceedings that were opened.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=SEAT_DE,
        caveat_en=SEAT_EN,
    ),
    Indicator(
        id="insolvencies_rejected",
        title_de="Insolvenzen: mangels Masse abgewiesen",
        title_en="Insolvencies rejected for lack of assets",
        unit_de="Verfahren",
        unit_en="cases",
        direction="higher_is_worse",
        definition_de="Beantragte Verfahren von Unternehmen, die mangels Masse abgewiesen wurden.",
        definition_en="Company proceedings that were rejected because the assets did not cover the costs.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=SEAT_DE,
        caveat_en=SEAT_EN,
    ),
    Indicator(
        id="insolvency_employees",
        title_de="Von Insolvenz betroffene Beschäftigte",
        title_en="Employees affected by insolvencies",
        unit_de="Personen",
        unit_en="persons",
        direction="higher_is_worse",
        definition_de="Beschäftigte der Unternehmen, für die im Jahr ein Verfahren beantragt wurde.",
        definition_en="Employees of the companies for which proceedings were filed in the year.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=f"{SEAT_DE} {CASES_DE}",
        caveat_en=f"{SEAT_EN} {CASES_EN}",
    ),
    Indicator(
        id="insolvency_claims",
        title_de="Voraussichtliche Forderungen aus Insolvenzen",
        title_en="Expected claims from insolvencies",
        unit_de="Tsd. €",
        unit_en="thousand €",
        direction="higher_is_worse",
        definition_de="Forderungen der Gläubiger, wie sie bei Antragstellung geschätzt wurden.",
        definition_en="Creditors' claims as estimated when the case was filed.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=f"{SEAT_DE} {CASES_DE}",
        caveat_en=f"{SEAT_EN} {CASES_EN}",
    ),
    Indicator(
        id="business_closures",
        title_de="Betriebsaufgaben",
        title_en="Businesses given up",
        unit_de="Betriebe",
        unit_en="businesses",
        direction="higher_is_worse",
        definition_de="Gewerbeabmeldungen wegen Betriebsaufgabe im Jahr; amtlicher Ersatz für Werksschließungen.",
        definition_en="Trade deregistrations because a business was given up; the official proxy for plant closures.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de="Ohne Angabe von Branche und Größe; ein amtliches Verzeichnis geschlossener "
        "Werke gibt es nicht. Endet 2015.",
        caveat_en="Without branch or size; there is no official register of closed plants. Ends in 2015.",
    ),
    Indicator(
        id="business_registrations",
        title_de="Gewerbeanmeldungen",
        title_en="Trade registrations",
        unit_de="Anmeldungen",
        unit_en="registrations",
        definition_de="Gewerbeanmeldungen im Jahr, einschließlich Zuzug und Übernahme.",
        definition_en="Trade registrations in the year, including moves and takeovers.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
    ),
    Indicator(
        id="business_deregistrations",
        title_de="Gewerbeabmeldungen",
        title_en="Trade deregistrations",
        unit_de="Abmeldungen",
        unit_en="deregistrations",
        definition_de="Gewerbeabmeldungen im Jahr, einschließlich Fortzug und Übergabe.",
        definition_en="Trade deregistrations in the year, including moves and handovers.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
    ),
    Indicator(
        id="plants_manufacturing",
        title_de="Industriebetriebe ab 20 Personen",
        title_en="Manufacturing plants of 20 and more persons",
        unit_de="Betriebe",
        unit_en="plants",
        direction="lower_is_worse",
        definition_de="Betriebe des Verarbeitenden Gewerbes und des Bergbaus am 30. September.",
        definition_en="Plants in manufacturing and mining on 30 September.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=f"{PLANTS_DE} Endet 2015.",
        caveat_en=f"{PLANTS_EN} Ends in 2015.",
    ),
    Indicator(
        id="plant_employees_manufacturing",
        title_de="Tätige Personen in Industriebetrieben",
        title_en="Persons in manufacturing plants",
        unit_de="Personen",
        unit_en="persons",
        direction="lower_is_worse",
        definition_de="Tätige Personen in Betrieben des Verarbeitenden Gewerbes und des Bergbaus am 30. September.",
        definition_en="Persons working in plants of manufacturing and mining on 30 September.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=f"{PLANTS_DE} Endet 2015.",
        caveat_en=f"{PLANTS_EN} Ends in 2015.",
    ),
    Indicator(
        id="plant_employees_vehicles",
        title_de="Tätige Personen im Kraftwagenbau",
        title_en="Persons in motor vehicle plants",
        unit_de="Personen",
        unit_en="persons",
        definition_de="Tätige Personen in Betrieben, die Kraftwagen und Kraftwagenteile herstellen (WZ "
        "29), am 30. September 2015.",
        definition_en="Persons in plants that make motor vehicles and their parts (NACE 29) on 30 September 2015.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de=f"{PLANTS_DE} In vielen Kreisen geheim. Älter als zehn Jahre; Zulieferer anderer Branchen fehlen.",
        caveat_en=f"{PLANTS_EN} Secret in many districts. More than ten years old; suppliers in "
        "other branches are not in it.",
    ),
    Indicator(
        id="establishments",
        title_de="Betriebe (Unternehmensregister)",
        title_en="Establishments (business register)",
        unit_de="Betriebe",
        unit_en="establishments",
        definition_de="Betriebe im Unternehmensregister, Abschnitte B–N und P–S.",
        definition_en="Establishments in the business register, sections B–N and P–S.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de="2006 bis 2014. In einem Land und zwei weiteren Kreisen gibt es 2007 keine Zahlen, 2006 in zwei "
        "Kreisen keine.",
        caveat_en="2006 to 2014. In one federal state and two further districts there are no figures for 2007, in two "
        "districts none for 2006.",
    ),
    Indicator(
        id="population",
        title_de="Bevölkerung",
        title_en="Population",
        unit_de="Personen",
        unit_en="persons",
        definition_de="Bevölkerung am 31. Dezember, fortgeschrieben.",
        definition_en="Population on 31 December, updated from the census.",
        formula=AS_PUBLISHED,
        formula_en=AS_PUBLISHED_EN,
        caveat_de="2022 auf der Grundlage des Zensus 2011, ab 2023 auf der des Zensus 2022: kein "
        "Vergleich über den Bruch.",
        caveat_en="2022 is based on the 2011 census, from 2023 on the 2022 census: do not compare across the break.",
    ),
    Indicator(
        id="gdp_per_head",
        title_de="Bruttoinlandsprodukt je Kopf",
        title_en="Gross domestic product per head",
        unit_de="€",
        unit_en="€",
        direction="lower_is_worse",
        kind="rate",
        definition_de="Bruttoinlandsprodukt je Einwohnerin und Einwohner, jeweilige Preise.",
        definition_en="Gross domestic product per inhabitant at current prices.",
        formula="Bruttoinlandsprodukt / Bevölkerung",
        formula_en="gross domestic product / population",
        caveat_de="Der Herausgeber führt die Zahl in Tausend Euro; hier in Euro umgerechnet.",
        caveat_en="The publisher gives the figure in thousand euro; converted to euro here.",
    ),
    Indicator(
        id="gva_secondary_share",
        title_de="Wertschöpfung: Anteil des Produzierenden Gewerbes",
        title_en="Gross value added: share of the secondary sector",
        unit_de="%",
        unit_en="%",
        decimals=1,
        kind="rate",
        definition_de="Anteil des sekundären Sektors an der Bruttowertschöpfung.",
        definition_en="Share of the secondary sector in gross value added.",
        formula="Bruttowertschöpfung des sekundären Sektors / Bruttowertschöpfung × 100",
        formula_en="gross value added of the secondary sector / gross value added × 100",
    ),
)
