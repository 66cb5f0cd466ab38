"""Groups of areas as the store tells them: who belongs to which, and figures like those of any area."""

from atlas.store import Store


def test_members_are_those_of_the_region_and_of_each_group(store: Store) -> None:
    found = store.group_members()
    assert list(found.columns) == ["group_code", "area_code"]
    areas = store.areas
    together = areas.index[areas["kind"].isin(["region", "group"])]
    assert set(found["group_code"]) == set(together) and not found.duplicated().any()
    assert set(areas.loc[found["area_code"], "kind"]) == {"district"}
    own = found.loc[found["group_code"] == store.region().area_code, "area_code"]
    assert own.tolist() == sorted(store.region().district_codes)


def test_a_district_knows_its_groups_and_nothing_else_has_any(store: Store) -> None:
    areas, every = store.areas, store.group_members()
    for code, groups in areas["groups"].items():
        listed = every.loc[every["area_code"] == code, "group_code"]
        assert groups == tuple(group for group in listed if areas.at[group, "kind"] == "group"), code
    told = areas["groups"].to_dict()
    assert told["16051"] == ("rest",) and told["16063"] == ("regions",) and told["06611"] == ("kassel", "regions")
    assert {told[code] for code in ("01001", "16", "rest", "westthueringen")} == {()}


def test_the_region_and_the_rest_make_up_the_land(store: Store) -> None:
    rows = store.series(("16", "rest", "westthueringen", "regions"), ("unemployed", "unemployment_rate"))
    last = rows[rows["period"] == "2025"].set_index("area_code")
    of_count, of_rate = (last[last["indicator_id"] == name] for name in ("unemployed", "unemployment_rate"))
    counts, rates = of_count["value"], of_rate["value"]
    # Averages of a year, rounded one by one: the publisher's 70 417 of the Land are 70 420 in its districts.
    assert (counts["rest"], counts["westthueringen"], counts["16"]) == (47_893, 22_527, 70_417)
    assert min(rates["rest"], rates["westthueringen"]) <= rates["16"] <= max(rates["rest"], rates["westthueringen"])
    assert set(of_count["method"][["rest", "regions"]]) == {"summed"}
    assert set(of_rate["method"][["rest", "regions"]]) == {"rebuilt"}


def test_what_only_one_land_counts_is_unknown_elsewhere(store: Store) -> None:
    """The register covers one Land: the rest of it has a figure, also where that is none; regions elsewhere no row."""
    jobs = store.values("jobs_lost_announced", "2025").set_index("area_code")["value"]
    assert jobs["rest"] + jobs["westthueringen"] == jobs["16"]
    assert jobs[["regions", "kassel", "saarland", "DG"]].isna().all()
    index = store.values("exposure_index", "2025").set_index("area_code")["value"]
    assert index[["rest", "westthueringen", "16"]].notna().all() and index[["regions", "kassel"]].isna().all()
    ways = store.newest_values(("distance_to_node_km",)).set_index("area_code")["value"]
    assert ways["westthueringen"] < ways["16"] < ways["rest"] and not {"regions", "kassel"} & set(ways.index)
