"""Which districts belong to which group, a second time: loops over the lookups in plain Python, meant to be boring."""

import tomllib
from pathlib import Path

from tests.etl.plainly import Groups, lines_of


def groups(lookups: Path, districts: list[str]) -> Groups:
    """Return area code -> districts of the region, the other regions, the rest of its Länder and all regions."""
    region = tomllib.loads((lookups / "region.toml").read_text(encoding="utf-8"))
    found: Groups = {region["id"]: sorted(region["district_codes"])}
    for line in lines_of(lookups / "regions.csv"):
        found.setdefault(line["region_id"], []).append(line["area_code"])
    every = sorted({code for members in found.values() for code in members})
    if len(found) > 1:
        found["regions"] = every
    rest = [code for code in sorted(districts) if code[:2] in region["land_codes"] and code not in found[region["id"]]]
    return found | ({"rest": rest} if rest else {})
