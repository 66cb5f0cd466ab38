"""What breaks the rules of the register and of the computed figures: see test_rules.py."""

from typing import NamedTuple


class Broken(NamedTuple):
    """A rule, the statement that breaks it, and what its message must say of the row."""

    rule: str
    statement: str
    told: str


ROW = "event_id = 'TH-MUSASHI-2025-07-CA'"
NAMED = "event_id=TH-MUSASHI-2025-07-CA, company=Musashi Europe"


def _unchecked(column: str, value: str, found: object, wanted: str) -> Broken:
    return Broken(
        "every_event_can_be_checked",
        f"UPDATE event SET {column} = {value} WHERE {ROW}",
        f"site=Leinefelde-Worbis (Leinefelde), column={column}, found={found}, wanted={wanted}",
    )


def _impossible(column: str, value: str) -> Broken:
    return Broken(
        "every_event_has_possible_days",
        f"UPDATE event SET {column} = '{value}' WHERE {ROW}",
        f"{NAMED}, column={column}, found={value}, wanted=a",
    )


EVENT_CASES = [
    _unchecked("company", "NULL", None, "a name"),
    _unchecked("text_en", "''", "", "a sentence of at most 200 letters"),
    _unchecked("source_url", "NULL", None, "an address like https://…"),
    _unchecked("source_url", "'a newspaper'", "a newspaper", "an address like https://…"),
    _unchecked("source_publisher", "NULL", None, "a publisher"),
    _unchecked("source_publisher_2", "NULL", None, "a publisher with its address"),
    _unchecked("event_type", "'rumour'", "rumour", "a type of the README"),
    _unchecked("status", "'open'", "open", "announced, completed, superseded, ended"),
    _unchecked("jobs_direction", "'fewer'", "fewer", "lost, at_risk, saved, created, short_time or empty"),
    _unchecked("confidence", "'low'", "low", "high or medium: a weaker row does not ship"),
    _unchecked("jobs", "0", 0, "a number where the row is counted, none below 1"),
    Broken(
        "every_event_can_be_checked",
        f"UPDATE event SET jobs = NULL, count_jobs = true WHERE {ROW}",
        "column=jobs, found=None, wanted=a number where the row is counted, none below 1",
    ),
    _unchecked("count_jobs", "NULL", None, "true or false"),
    _unchecked("text_de", "repeat('a', 201)", "a" * 201, "a sentence of at most 200 letters"),
    _unchecked("source_url_2", "'javascript:alert(1)'", "javascript:alert(1)", "an address like https://… or nothing"),
    _unchecked("area_code_at_event", "'99999'", "99999", "a district of today or a dissolved one"),
    _unchecked("jobs_at_site", "-3", -3, "a number above 0 or nothing"),
    _unchecked("superseded_by", "NULL", None, "a later row where the status is superseded, never itself"),
    _unchecked("superseded_by", "event_id", "TH-MUSASHI-2025-07-CA", "a later row where the status is superseded"),
    _impossible("announced_on", "2025-02-30"),
    _impossible("announced_on", "2025-07"),
    _impossible("announced_on", "2999-07-01"),
    _impossible("effective_on", "soon"),
    _impossible("effective_on", "2026-13"),
    _impossible("source_date", "2999"),
    _impossible("source_date_2", "07/2025"),
    Broken(
        "every_event_has_possible_days",
        f"UPDATE event SET announced_on = NULL WHERE {ROW}",
        f"{NAMED}, column=announced_on, found=None, wanted=a day up to today",
    ),
    Broken(
        "every_event_has_a_district",
        f"UPDATE event SET area_code = '16999' WHERE {ROW}",
        "area_code=16999, municipality_code=16061115, fault=no district of today",
    ),
    Broken(
        "every_event_has_a_district",
        f"UPDATE event SET area_code = NULL WHERE {ROW}",
        "area_code=None, municipality_code=16061115, fault=no district of today",
    ),
    Broken(
        "every_event_has_a_district",
        f"UPDATE event SET municipality_code = '16063105' WHERE {ROW}",
        "area_code=16061, municipality_code=16063105, fault=municipality is not in the district",
    ),
    Broken(
        "every_event_is_there_once",
        f"INSERT INTO event SELECT * REPLACE ('TWIN' AS event_id) FROM event WHERE {ROW}",
        "event_id=TH-MUSASHI-2025-07-CA, company=Musashi Europe, site=Leinefelde-Worbis (Leinefelde), "
        "announced_on=2025-07-01, other=TWIN, fault=company twice on one day at one site",
    ),
    Broken(
        "every_event_is_there_once",
        """INSERT INTO event SELECT * REPLACE ('TWIN' AS event_id, 'rescue' AS event_type) FROM event
        WHERE event_id = 'TH-MUSASHI-2025-07-CA'""",
        "other=TWIN, fault=company twice on one day at one site",
    ),
    Broken(
        "every_event_is_there_once",
        f"INSERT INTO event SELECT * REPLACE ('TWIN' AS event_id, upper(company) AS company) FROM event WHERE {ROW}",
        "other=TWIN, fault=company twice on one day at one site",
    ),
    Broken(
        "every_event_is_there_once",
        f"INSERT INTO event SELECT * REPLACE ('TWIN' AS event_id, '2025-07' AS announced_on) FROM event WHERE {ROW}",
        "event_id=TWIN, company=Musashi Europe, site=Leinefelde-Worbis (Leinefelde), announced_on=2025-07, "
        "other=TH-MUSASHI-2025-07-CA, fault=company twice on one day at one site",
    ),
    Broken(
        "every_event_is_there_once",
        f"UPDATE event SET count_jobs = true WHERE {ROW}",
        "other=TH-MUSASHI-2025-12-JC, fault=counted beside the row that overtook it",
    ),
    Broken(
        "the_coverage_is_possible",
        "UPDATE event_coverage SET area_code = '16063'",
        "area_code=16063, first_year=2018, last_year=2025, fault=no Land",
    ),
    Broken(
        "the_coverage_is_possible",
        "UPDATE event_coverage SET last_year = 2999",
        "last_year=2999, fault=ends before it begins, or after the year of the build",
    ),
    Broken(
        "the_coverage_is_possible",
        "INSERT INTO event_coverage VALUES ('16', 2025, 2025, 'x', 'x')",
        "area_code=16, first_year=2018, last_year=2025, fault=overlaps with another line",
    ),
    Broken(
        "the_funding_is_told_with_its_source",
        "UPDATE funding SET source_url = NULL WHERE position = 1",
        "position=1, text_de=",
    ),
    Broken(
        "the_funding_is_told_with_its_source",
        "UPDATE funding SET source_url = 'javascript:alert(1)' WHERE position = 2",
        "state=confirmed, source_url=javascript:alert(1)",
    ),
    Broken(
        "every_event_is_there_once",
        "INSERT INTO event_link VALUES ('TH-MUSASHI-2025-07-CA', 'NOBODY', 'related')",
        "other=NOBODY, fault=names a row that does not exist",
    ),
    Broken(
        "computed_figures_have_known_parts",
        """UPDATE value_current SET value = NULL, sign = '.'
        WHERE indicator_id = 'employees_manufacturing' AND area_code = '16063' AND period = '2020-06-30'""",
        "indicator_id=manufacturing_share, area_code=16063, period=2020-06-30, "
        "part_indicator_id=employees_manufacturing, part_period=2020-06-30",
    ),
]
