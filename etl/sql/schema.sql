-- The schema of the published database. docs/database.md describes it column by column; others read the file.
-- A sign is one of - . / x ... as the publisher printed it, '' where a number stands. NULL is unknown, 0 is counted and none.

CREATE TABLE area (
    area_code VARCHAR PRIMARY KEY,      -- DG, two digits, five digits, or the id of the region or a group
    name VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('country', 'land', 'district', 'region', 'group', 'dissolved')),
    land_code VARCHAR,
    area_km2 DOUBLE,
    lon DOUBLE,
    lat DOUBLE,
    in_region BOOLEAN NOT NULL,
    valid_from DATE,
    valid_to DATE,
    merged_into VARCHAR
);

CREATE TABLE area_change (
    statistic VARCHAR NOT NULL,         -- '*' or the five digits of the statistic that followed on another day
    area_code_from VARCHAR NOT NULL,
    name_from VARCHAR,
    area_code_to VARCHAR NOT NULL,
    to_is_new BOOLEAN NOT NULL,         -- the key of the area that took it in did not exist before
    effective_on DATE NOT NULL,         -- first day on which the new key holds
    kind VARCHAR NOT NULL CHECK (kind IN ('merger', 'rename', 'split', 'transfer')),
    share_population DOUBLE,
    share_employees DOUBLE,
    source VARCHAR,
    source_url VARCHAR,
    note VARCHAR
);

CREATE TABLE municipality (
    municipality_code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL REFERENCES area (area_code),
    land_code VARCHAR NOT NULL,
    area_km2 DOUBLE,
    population BIGINT,                  -- on population_on, basis as published
    population_on DATE,
    population_scaled DOUBLE,           -- scaled to the newest total of the district, of population_scaled_on
    population_scaled_on DATE,
    lon DOUBLE,
    lat DOUBLE,
    snapshot_id VARCHAR NOT NULL
);

CREATE TABLE geometry (
    layer VARCHAR NOT NULL,             -- district, land, country
    level VARCHAR NOT NULL,             -- detailed, coarse
    area_code VARCHAR NOT NULL,
    wkb BLOB NOT NULL,                  -- EPSG:4326, exterior rings clockwise
    PRIMARY KEY (layer, level, area_code)
);

CREATE TABLE indicator (
    indicator_id VARCHAR PRIMARY KEY,
    title_de VARCHAR NOT NULL,
    title_en VARCHAR NOT NULL,
    unit_de VARCHAR NOT NULL,
    unit_en VARCHAR NOT NULL,
    decimals INTEGER NOT NULL,
    direction VARCHAR NOT NULL CHECK (direction IN ('higher_is_worse', 'lower_is_worse', 'neutral')),
    kind VARCHAR NOT NULL CHECK (kind IN ('count', 'rate', 'change')),
    definition_de VARCHAR NOT NULL,
    definition_en VARCHAR NOT NULL,
    formula VARCHAR NOT NULL,           -- in German; formula_en says the same
    formula_en VARCHAR NOT NULL,
    caveat_de VARCHAR NOT NULL,
    caveat_en VARCHAR NOT NULL,
    part_indicator_id VARCHAR,          -- the figure from which a rate is rebuilt for a sum of areas
    part_role VARCHAR CHECK (part_role IN ('numerator', 'denominator')),
    part_scale DOUBLE,                  -- rate = numerator / denominator * scale
    inputs VARCHAR[] NOT NULL,          -- of a computed one: the indicators that it is made from
    source_id VARCHAR,                  -- of a computed one: the source that it is counted in
    cases_indicator_id VARCHAR,         -- of a rate of counted cases: the indicator that counts them
    cases_per DOUBLE,                   -- rate = cases / base * cases_per
    pooled_indicator_id VARCHAR,        -- the same rate over several years, for where one year has few cases
    position INTEGER NOT NULL           -- order in lists
);

CREATE TABLE source (
    source_id VARCHAR PRIMARY KEY,
    title_de VARCHAR NOT NULL,
    title_en VARCHAR NOT NULL,
    producer VARCHAR NOT NULL,
    table_code VARCHAR NOT NULL,
    page VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    licence_url VARCHAR NOT NULL,
    attribution VARCHAR NOT NULL,
    caveats_de VARCHAR[] NOT NULL,
    caveats_en VARCHAR[] NOT NULL,
    territory_on DATE
);

CREATE TABLE snapshot (
    snapshot_id VARCHAR PRIMARY KEY,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    table_code VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    original_file VARCHAR NOT NULL,
    original_sha256 VARCHAR NOT NULL,
    shipped_sha256 VARCHAR NOT NULL,
    retrieved_on DATE,
    publisher_stand DATE,
    rows_read BIGINT NOT NULL,
    rows_kept BIGINT NOT NULL,
    fetched BOOLEAN NOT NULL            -- answered by a publisher's service; false: ships with the atlas
);

CREATE TABLE source_precedence (
    indicator_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    reason_de VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    PRIMARY KEY (indicator_id, source_id)
);

-- Key of observation_vintage: indicator_id, area_code, period, snapshot_id; of observation: indicator_id, area_code,
-- period, source_id. Held by checks/one_value_per_…: an index would double the time of a build.
CREATE TABLE observation_vintage (
    indicator_id VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_end DATE NOT NULL,
    frequency VARCHAR NOT NULL,
    value DOUBLE,
    sign VARCHAR NOT NULL,
    provisional BOOLEAN NOT NULL,
    source_id VARCHAR NOT NULL,
    table_code VARCHAR NOT NULL,
    snapshot_id VARCHAR NOT NULL,
    retrieved_on DATE,
    source_line INTEGER,                -- line and field of the original file
    source_column INTEGER
);

CREATE TABLE observation (
    indicator_id VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_end DATE NOT NULL,
    frequency VARCHAR NOT NULL,
    value DOUBLE,
    sign VARCHAR NOT NULL,
    provisional BOOLEAN NOT NULL,
    source_id VARCHAR NOT NULL,
    table_code VARCHAR NOT NULL,
    snapshot_id VARCHAR NOT NULL,
    retrieved_on DATE,
    method VARCHAR NOT NULL CHECK (method IN ('published', 'summed', 'rebuilt', 'computed')),
    approximate BOOLEAN NOT NULL,       -- rebuilt from figures that were rounded before
    members VARCHAR[] NOT NULL,         -- the areas whose figures went into it
    sql_file VARCHAR NOT NULL           -- the text is in table statement
);

CREATE TABLE computed_part (            -- the figures that a computed one was made from
    indicator_id VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    position INTEGER NOT NULL,          -- order within the formula
    part_indicator_id VARCHAR NOT NULL,
    part_area_code VARCHAR NOT NULL,
    part_period VARCHAR NOT NULL
);

CREATE TABLE not_delivered (            -- periods in which every one of today's districts carries '-'
    indicator_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    snapshot_id VARCHAR NOT NULL
);

CREATE TABLE series_break (
    indicator_id VARCHAR NOT NULL,      -- '*' for every indicator
    area_code VARCHAR NOT NULL,         -- '*' for every area
    first_day DATE NOT NULL,            -- figures from this day on stand behind the break
    last_day DATE,                      -- where it is said of some years only: the last of them
    kind VARCHAR NOT NULL CHECK (kind IN ('territory', 'census', 'method')),
    text_de VARCHAR NOT NULL,
    text_en VARCHAR NOT NULL,
    source_url VARCHAR NOT NULL
);

CREATE TABLE node (
    node_id VARCHAR PRIMARY KEY,
    name_de VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL REFERENCES area (area_code),
    municipality_code VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    host VARCHAR NOT NULL,
    address VARCHAR,
    focus_de VARCHAR,
    focus_en VARCHAR,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    coordinate_note_de VARCHAR,
    coordinate_note_en VARCHAR,
    source_url VARCHAR NOT NULL
);

CREATE TABLE node_status (
    node_id VARCHAR NOT NULL REFERENCES node (node_id),
    status VARCHAR NOT NULL CHECK (status IN ('planned', 'open', 'closed')),
    since DATE NOT NULL,
    source_url VARCHAR NOT NULL,
    source_date VARCHAR NOT NULL,
    confirmed_until VARCHAR,
    PRIMARY KEY (node_id, since)
);

-- The register of events, as its lookup says it: rules in etl/checks hold what must be true of a row.
CREATE TABLE event (
    event_id VARCHAR PRIMARY KEY,
    company VARCHAR,
    site VARCHAR,
    area_code VARCHAR,                  -- district of today
    area_code_at_event VARCHAR,
    municipality_code VARCHAR,          -- NULL where the source names none
    event_type VARCHAR,
    status VARCHAR,
    announced_on VARCHAR,               -- as precise as it is known: 2024-03-01, 2024-03 or 2024
    announced_precision VARCHAR,
    effective_on VARCHAR,
    jobs INTEGER,
    jobs_direction VARCHAR,
    jobs_at_site INTEGER,
    product_de VARCHAR,
    product_en VARCHAR,
    text_de VARCHAR,
    text_en VARCHAR,
    source_url VARCHAR,
    source_publisher VARCHAR,
    source_date VARCHAR,
    source_url_2 VARCHAR,
    source_publisher_2 VARCHAR,
    source_date_2 VARCHAR,
    confidence VARCHAR,
    superseded_by VARCHAR,              -- ids parted by |
    related VARCHAR,
    count_jobs BOOLEAN,                 -- may be summed: each job stands in one such row
    note VARCHAR
);

CREATE TABLE event_link (
    event_id VARCHAR NOT NULL,
    other_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('superseded_by', 'related'))
);

CREATE TABLE event_case (event_id VARCHAR PRIMARY KEY, case_id VARCHAR NOT NULL);

CREATE TABLE event_coverage (           -- where and when no row means none in the register
    area_code VARCHAR NOT NULL REFERENCES area (area_code),
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    text_de VARCHAR NOT NULL,
    text_en VARCHAR NOT NULL
);

CREATE TABLE exposure (                 -- ingredients of the exposure index: default weights and fixed goalposts
    indicator_id VARCHAR PRIMARY KEY,
    weight DOUBLE NOT NULL CHECK (weight >= 0),
    low DOUBLE NOT NULL,                -- this value or less (more, where lower is worse) counts as not exposed
    high DOUBLE NOT NULL,
    higher_is_worse BOOLEAN NOT NULL,
    needs_register BOOLEAN NOT NULL,    -- only where the register of events covers the area
    reason_de VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    CHECK (low < high)
);

CREATE TABLE funding (                  -- what is known of how long the network is paid for
    position INTEGER NOT NULL,
    text_de VARCHAR NOT NULL,
    text_en VARCHAR NOT NULL,
    until DATE,
    state VARCHAR NOT NULL CHECK (state IN ('confirmed', 'unconfirmed', 'open')),
    source_url VARCHAR,
    source_date VARCHAR
);

CREATE TABLE venue (                    -- training venues: that they exist is known, not that they are free
    venue_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (
        kind IN ('vhs', 'chamber', 'private_provider', 'vocational_school', 'university', 'technology_centre')),
    municipality_code VARCHAR NOT NULL,
    address VARCHAR,
    operator VARCHAR,
    focus VARCHAR,                      -- in German, as the source names it; empty where none is stated
    node_id VARCHAR,                    -- the node that it hosts
    source_url VARCHAR NOT NULL,
    source_date VARCHAR NOT NULL,
    latest_source_year INTEGER,
    confidence VARCHAR NOT NULL CHECK (confidence IN ('high', 'medium'))
);

CREATE TABLE speed (                    -- how fast the part of a way is driven that lies below up_to_km
    up_to_km DOUBLE PRIMARY KEY CHECK (up_to_km > 0),
    kmh DOUBLE NOT NULL CHECK (kmh > 0),
    reason_de VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL
);

CREATE TABLE travel_time (              -- routed times, of every pair of municipalities or of none
    origin VARCHAR NOT NULL,
    destination VARCHAR NOT NULL,
    minutes DOUBLE                      -- NULL: no route
);

CREATE TABLE commuter_flow (
    home_area_code VARCHAR NOT NULL,
    work_area_code VARCHAR NOT NULL,
    commuters DOUBLE NOT NULL,
    snapshot_id VARCHAR NOT NULL
);

CREATE TABLE release_calendar (         -- what a publisher has out or has announced, with the page that says so
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    period VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('published', 'announced')),
    on_day DATE NOT NULL,               -- published: the day on which that was seen; announced: the day it is to come out
    source_url VARCHAR NOT NULL,
    PRIMARY KEY (source_id, period)
);

CREATE TABLE source_state (             -- how fresh each source is; what was not found out is NULL
    source_id VARCHAR PRIMARY KEY,
    held_period VARCHAR,                -- newest with a figure of a district; for files without figures their Stand
    known_period VARCHAR,               -- newest that the publisher is known to have out
    known_url VARCHAR,                  -- who says so, where it is not the publisher's own answer
    next_period VARCHAR,                -- announced, with its day; not held yet
    next_on DATE,
    next_url VARCHAR
);

CREATE TABLE revision_limit (           -- a revision beyond both is marked for a person to look at
    indicator_id VARCHAR NOT NULL,      -- '*': every published one of the kind that has no line of its own
    kind VARCHAR NOT NULL CHECK (kind IN ('count', 'rate', 'change')),
    relative_pct DOUBLE NOT NULL CHECK (relative_pct >= 0),
    absolute DOUBLE NOT NULL CHECK (absolute >= 0),     -- in the unit of the indicator
    reason VARCHAR NOT NULL,
    PRIMARY KEY (indicator_id, kind)
);

CREATE TABLE refresh_log (              -- published versions whose figures differ from those of the one before
    version VARCHAR PRIMARY KEY,        -- name of the database file
    replaced VARCHAR NOT NULL,
    built_at TIMESTAMP NOT NULL,        -- UTC
    added BIGINT NOT NULL,              -- figures; those computed by the atlas are counted apart
    removed BIGINT NOT NULL,
    revised BIGINT NOT NULL,
    recomputed BIGINT NOT NULL,
    marked BIGINT NOT NULL
);

CREATE TABLE change (                   -- what differs, summed up by kind, indicator and period
    version VARCHAR NOT NULL REFERENCES refresh_log (version),
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (
        kind IN ('added', 'removed', 'revised', 'sign', 'new_area', 'vanished_area', 'title', 'unit')),
    indicator_id VARCHAR,
    period VARCHAR,
    source_id VARCHAR,
    computed BOOLEAN NOT NULL,
    figures BIGINT NOT NULL,            -- how many
    marked BIGINT NOT NULL,             -- how many of them are beyond a limit
    area_code VARCHAR,                  -- where the largest of them is
    old_value DOUBLE,
    new_value DOUBLE,
    old_text VARCHAR,
    new_text VARCHAR,
    PRIMARY KEY (version, position)
);

CREATE TABLE statement (                -- the SQL that made the figures, as it ran
    sql_file VARCHAR PRIMARY KEY,
    sql VARCHAR NOT NULL
);

CREATE TABLE build_info (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

-- Lookups that the build and the checks read.
CREATE TABLE land_name (area_code VARCHAR NOT NULL, name_de VARCHAR NOT NULL, name_en VARCHAR NOT NULL);
CREATE TABLE expected_rows (snapshot_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, period VARCHAR NOT NULL, rows BIGINT NOT NULL);
CREATE TABLE check_exemption (
    rule VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, area_code VARCHAR NOT NULL,   -- '*' for every Land
    from_day DATE NOT NULL, to_day DATE NOT NULL, reason VARCHAR NOT NULL);
CREATE TABLE region_member (area_code VARCHAR NOT NULL, kind VARCHAR NOT NULL);
CREATE TABLE sister_region (            -- a district of another network's region, with the page that names it
    region_id VARCHAR NOT NULL,
    name_de VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    source_url VARCHAR NOT NULL,
    source_date VARCHAR,
    PRIMARY KEY (region_id, area_code)
);
CREATE TABLE group_member (             -- the districts of the region and of each group of areas
    group_code VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    PRIMARY KEY (group_code, area_code)
);
