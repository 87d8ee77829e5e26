"""Make areas-districts.ttl and areas-communes.ttl: districts until 2025-06-30, communes and wards before and after.

    python areas_local.py LEGACY.csv UNITS.json FOLDER

Args (on the command line):
    LEGACY.csv: `convert_legacy_2025_simple.csv` of vietnamadminunits (MIT, Tran Ngoc Minh Hieu): for every ward of
        June 2025 the units of July 2025 that its land is in, with codes and types.
    UNITS.json: the units in force on a later day, of vietnamese-provinces-database (MIT, Thang Le Quoc).
    FOLDER: where to write.

`districts-former.tsv` beside this script is kept by hand.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from areas_provinces import DONG_NAI_CITY, MERGED, bare, rows
from reference_turtle import Thing, date, text, write

from kg.language.normal import key, normal, slug

Unit = TypeVar("Unit", bound=tuple[str, ...])
LAST = "2025-06-30"
PREFIXES = ["kg", "id", "code", "rdfs", "schema", "skos", "xsd"]
DISTRICTS = """Districts, towns and cities under provinces until 2025-06-30; since then local government has two tiers.
Made by make/areas_local.py from vietnamadminunits (MIT) and make/districts-former.tsv; not edited by hand.
Their names stand alone only for well-known cities and towns whose name is no province's and no person's.
A city under a province is an AdministrativeArea too, as news says "thành phố" of it and not "huyện"."""
COMMUNES = """Communes, wards and townships: those of June 2025 and what their land became, and those since 2025-07-01.
Made by make/areas_local.py from vietnamadminunits and vietnamese-provinces-database (both MIT); not edited by hand.
A bare name is ambiguous (Tân Thành is the name of 43 of these units): labels carry the type, and identity needs the
parent. Units since 2025-07-01 are new ones even where the land is the same: they belong to no district any more.
Not read at start: see kg/ontology.py."""
LEVELS = {"Huyện": "huyen", "Quận": "quan", "Thị xã": "thi-xa", "Thành phố": "thanh-pho-thuoc-tinh", "Xã": "xa"}
LEVELS |= {"Phường": "phuong", "Thị trấn": "thi-tran", "Đặc khu": "dac-khu"}
# Cities and towns whose bare names are also words, people, companies or other places.
UNSAFE = {
    "Vinh",
    "Huế",
    "Thuận An",
    "Tân An",
    "Phú Mỹ",
    "Điện Biên Phủ",
    "Bảo Lộc",
    "Long Khánh",
    "Chí Linh",
    "Phúc Yên",
}
UNSAFE |= {"Hòa Thành", "Bình Minh", "Bình Long", "Hồng Lĩnh", "An Nhơn", "An Khê", "Kỳ Anh", "Phong Điền", "Thái Hòa"}
UNSAFE |= {"Sông Cầu", "Long Mỹ", "Giá Rai", "Tân Châu", "Tân Uyên", "Sông Công", "Vĩnh Châu", "Ngã Năm", "Ngã Bảy"}
UNSAFE |= {"Duyên Hải", "Phước Long", "Tịnh Biên", "Gò Công", "Ba Đồn", "Đông Hòa", "Kim Bảng", "Duy Tiên", "Hoa Lư"}
UNSAFE |= {"Hoàng Mai", "Hà Đông", "Chũ", "Chí Linh", "Phúc Yên", "Phú Quốc"}


def typed(full: str) -> tuple[str, str]:
    """The type of a unit and its name ("Thị xã", "Sơn Tây")."""
    level = next(t for t in LEVELS if key(full).startswith(key(t) + " "))
    return level, normal(full[len(level) + 1 :].strip())


def district(full: str, province: str, provinces: set[str]) -> Thing:
    """A district with its spellings; `provinces` are the names of all provinces."""
    level, name = typed(full)
    low = f"{level.lower()} {name}"
    city = level == "Thành phố"
    kind = "kg:AdministrativeArea , kg:District" if city else "kg:District"
    thing = Thing(f"id:{slug(full)}-{slug(province)}", kind, low, [f"{level} {name}"])
    short = {"Thành phố": "TP", "Thị xã": "TX", "Huyện": "H", "Quận": "Q"}[level]
    if not name.isdigit():
        thing.alt += [f"{short}{s}{name}" for s in (" ", ".", ". ") if len(short) > 1]
    else:
        thing.alt += [f"Q.{name}", f"Q. {name}"]
    alone = level in ("Thành phố", "Thị xã") and (" " in name or name == "Pleiku") and name not in UNSAFE | provinces
    (thing.alt if alone else thing.hidden).append(name)
    thing.say("kg:level", f"code:{LEVELS[level]}")
    return thing


def districts(legacy: list[dict[str, str]]) -> Iterator[Thing]:
    """The districts of June 2025, then those of before."""
    provinces = {bare(r["province"])[0] for r in legacy}
    old = {(r["district"], r["province"]): r["districtCode"] for r in legacy}
    known: dict[str, str] = {}
    made = []
    for (full, of), code in old.items():
        name = bare(of)[0]
        thing = district(full, name, provinces)
        thing.say("skos:notation", text(f"{int(code):03}", ""))
        parents = [f"id:{slug(name)}"]
        if name == "Huế" and typed(full)[1] not in ("Thuận Hóa", "Phú Xuân", "Phong Điền"):
            parents.append("id:thua-thien-hue")  # the same district, in a province until 2024-12-31
        thing.say("kg:within", *parents)
        thing.say("schema:validThrough", date(LAST))
        known[thing.id] = full
        made.append(thing)
    for full, of, end, next_ in (r + [""] * (4 - len(r)) for r in rows("districts-former.tsv")):
        thing = district(full[0].upper() + full[1:], of, provinces)
        if thing.id in known:
            continue
        successors = [f"id:{slug(n)}-{slug(of)}" for n in next_.split(",") if n]
        if missing := [s for s in successors if s not in known]:
            raise SystemExit(f"districts-former.tsv: {full}: no {missing}")
        thing.say("kg:within", "id:thua-thien-hue" if of == "Huế" else f"id:{slug(of)}")
        thing.say("schema:validThrough", date(end))
        thing.say("kg:succeededBy", *successors)
        made.append(thing)
    yield from sorted(made, key=lambda t: t.id)


def communes(legacy: list[dict[str, str]], units: list[dict[str, object]]) -> Iterator[Thing]:
    """The communes of June 2025 in the order of their codes, then those since."""
    now = {w["Code"]: w["FullName"] for u in units for w in u["Wards"]}  # type: ignore[attr-defined]
    codes = {(r["newWard"], r["newProvince"]): r["newWardCode"] for r in legacy}
    new = _ids({unit: (_under(*unit) + "-2025", code) for unit, code in codes.items()})
    became: dict[tuple[str, str, str, str], set[str]] = {}
    for row in legacy:
        if row["ward"]:
            old = (row["wardCode"], row["ward"], row["district"], row["province"])
            became.setdefault(old, set()).add(f"id:{new[row['newWard'], row['newProvince']]}")
    ids = _ids({o: (f"{slug(o[1])}-{_under(o[2], o[3])}", f"{int(float(o[0])):05}") for o in became})
    for old, after in sorted(became.items(), key=lambda kv: float(kv[0][0])):
        thing = commune(ids[old], old[1], f"{int(float(old[0])):05}", [f"id:{_under(old[2], old[3])}"])
        thing.say("schema:validThrough", date(LAST))
        thing.say("kg:succeededBy", *sorted(after))
        yield thing
    merged: dict[str, set[str]] = {}
    for row in legacy:
        merged.setdefault(row["newProvince"], set()).add(row["province"])
    renumbered = {_under(str(w["FullName"]), str(u["FullName"])): w["Code"] for u in units for w in u["Wards"]}  # type: ignore[attr-defined]
    for (full, of), given in sorted(codes.items(), key=lambda kv: kv[1]):
        name = bare(of)[0]
        code = given if given in now else renumbered[_under(full, of)]
        promoted = typed(now[code])[0] != typed(full)[0]
        within = [f"id:{slug(name)}" + ("-2025" if len(merged[of]) > 1 else "")]
        if name == "Đồng Nai" and not promoted:
            within.append("id:dong-nai-2026")
        thing = commune(new[full, of], full, code, within)
        thing.say("schema:validFrom", date(MERGED))
        if promoted:  # ten communes of Đồng Nai became wards when it became a city
            if name != "Đồng Nai":
                raise SystemExit(f"{full}, {of}: changed its type on an unknown day")
            later = commune(f"{slug(now[code])}-dong-nai-2026", now[code], code, ["id:dong-nai-2026"])
            later.say("schema:validFrom", date(DONG_NAI_CITY))
            thing.say("schema:validThrough", date("2026-04-29"))
            thing.say("kg:succeededBy", later.id)
            yield thing
            thing = later
        yield thing


def _under(full: str, of: str) -> str:
    """The folded names of a unit and of the province it is in."""
    return f"{slug(full)}-{slug(bare(of)[0])}"


def _ids(wanted: dict[Unit, tuple[str, str]]) -> dict[Unit, str]:
    """A local name for each unit; its code follows where two fold to one ("Xã Hoằng Phú", "Xã Hoằng Phụ")."""
    times = Counter(id_ for id_, _ in wanted.values())
    return {unit: f"{id_}-{code}" if times[id_] > 1 else id_ for unit, (id_, code) in wanted.items()}


def commune(id_: str, full: str, code: str, within: list[str]) -> Thing:
    """A commune, ward, township or special zone."""
    level, name = typed(full)
    thing = Thing(f"id:{id_}", "kg:Commune", f"{level.lower()} {name}")
    thing.say("kg:level", f"code:{LEVELS[level]}")
    thing.say("skos:notation", text(code, ""))
    thing.say("kg:within", *within)
    return thing


def main() -> None:
    """Read the sources named on the command line and write the files."""
    legacy_path, units_path, folder = map(Path, sys.argv[1:4])
    with legacy_path.open(encoding="utf-8-sig", newline="") as handle:
        legacy = list(csv.DictReader(handle))
    units = json.loads(units_path.read_text("utf-8"))
    write(folder / "areas-districts.ttl", DISTRICTS, districts(legacy), PREFIXES)
    write(folder / "areas-communes.ttl", COMMUNES, communes(legacy, units), PREFIXES)


if __name__ == "__main__":
    main()
