"""Make areas-provinces.ttl: the provinces and centrally run cities of Việt Nam, old and new, and what became of them.

    python areas_provinces.py LEGACY.csv UNITS.json OUT.ttl

Args (on the command line):
    LEGACY.csv: `convert_legacy_2025_simple.csv` of vietnamadminunits (MIT, Tran Ngoc Minh Hieu): wards before and after
        2025-07-01 with the codes of their provinces.
    UNITS.json: the units in force on a later day, of vietnamese-provinces-database (MIT, Thang Le Quoc).
    OUT.ttl: the file to write.

`spellings.tsv` and `provinces-former.tsv` beside this script are kept by hand.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from reference_turtle import Thing, date, text, write

from kg.language.normal import normal, slug

HERE = Path(__file__).parent
MERGED = "2025-07-01"  # Nghị quyết 202/2025/QH15
DONG_NAI_CITY = "2026-04-30"
COMMENT = """Provinces and cities under the central government, with codes, validity and succession.
Made by make/areas_provinces.py from vietnamadminunits and vietnamese-provinces-database (both MIT); not edited by hand.
A unit is one legal territory over one span of time: id:bac-ninh ended on 2025-06-30, id:bac-ninh-2025 began the
day after.
Bare names are spellings that stand alone, but for names that are also those of people, rivers or places."""

# Bare names that are more often something else: matched only with their type.
UNSAFE = {"Cửu Long", "Minh Hải", "Nam Hà", "Hà Bắc", "Vĩnh Phú", "Phú Khánh", "Sông Bé", "Hà Nam Ninh"}
BEGAN = {
    "1997-01-01": "bac-kan thai-nguyen bac-giang bac-ninh hai-duong hung-yen nam-dinh ha-nam vinh-phuc phu-tho "
    "bac-lieu ca-mau binh-duong binh-phuoc quang-nam da-nang",
    "2004-01-01": "dak-nong dien-bien hau-giang can-tho",
    "1991-10-01": "ha-giang tuyen-quang lao-cai yen-bai hoa-binh gia-lai kon-tum",
    "1989-07-01": "quang-binh quang-tri quang-ngai binh-dinh phu-yen khanh-hoa",
    "1992-04-01": "ninh-thuan binh-thuan vinh-long tra-vinh",
    "1991-08-12": "nghe-an ha-tinh",
    "2025-01-01": "hue",
}


def rows(name: str) -> list[list[str]]:
    """The rows of a hand-kept table."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


SPELLINGS = {
    r[0]: ([s for s in r[1].split("|") if s], r[2].split("|") if r[2:] and r[2] else []) for r in rows("spellings.tsv")
}


def province(id_: str, name: str, city: bool, code: str = "") -> Thing:
    """A province or a centrally run city with its spellings."""
    name = normal(name)
    other, hidden = SPELLINGS.get(name, ([], []))
    if city:
        label = f"Thành phố {name}" if name == "Hồ Chí Minh" else name
        typed = [f"{t} {name}" for t in ("thành phố", "Thành phố", "TP", "TP.")] + [f"TP.{name}", f"Tp.{name}"]
        typed += [f"{t} {name}" for t in ("thủ đô", "Thủ đô")] if name == "Hà Nội" else []
    else:
        label = f"tỉnh {name}" if name in UNSAFE else name
        typed = [f"{t} {name}" for t in ("tỉnh", "Tỉnh")]
    thing = Thing(f"id:{id_}", "kg:AdministrativeArea" if city else "kg:Province", label)
    thing.alt = [*typed, *other]
    thing.hidden = [*hidden, *([name] if name in UNSAFE else [])]
    thing.say("kg:level", "code:thanh-pho-tw" if city else "code:tinh")
    if code:
        thing.say("skos:notation", text(code, ""))
    thing.say("kg:within", "id:viet-nam")
    return thing


def change(id_: str, label: str, old: list[str], new: list[str], day: str, *, act: str = "") -> Thing:
    """What happened on a day: units that ended and units that began."""
    thing = Thing(f"id:{id_}", "kg:AreaChange", label)
    thing.say("kg:dissolves", *(f"id:{o}" for o in old))
    thing.say("kg:establishes", *(f"id:{n}" for n in new))
    thing.say("prov:endedAtTime", f'"{day}T00:00:00+07:00"^^xsd:dateTime')
    if act:
        thing.say("kg:occasion", f"id:nq-{slug(act)}")
    return thing


def bare(full: str) -> tuple[str, bool]:
    """Name and whether it is a city, of a full name ("Thành phố Hà Nội")."""
    city = full.startswith("Thành phố ")
    return normal(full.removeprefix("Thành phố ").removeprefix("Tỉnh ")), city


def things(legacy: list[dict[str, str]], units: list[dict[str, object]]) -> list[Thing]:
    """All provinces of all times and their changes."""
    old = {r["province"]: f"{int(r['provinceCode']):02}" for r in legacy}
    moves: dict[str, set[str]] = {}
    for row in legacy:
        moves.setdefault(row["newProvince"], set()).add(row["province"])
    codes = {bare(str(u["FullName"]))[0]: str(u["Code"]) for u in units}
    began = {i: day for day, ids in BEGAN.items() for i in ids.split()}
    found: list[Thing] = []
    after = {o: n for n, olds in moves.items() if len(olds) > 1 for o in olds}
    for full, code in old.items():
        name, city = bare(full)
        thing = province(slug(name), name, city, code)
        if slug(name) in began:
            thing.say("schema:validFrom", date(began[slug(name)]))
        if full in after:
            thing.say("schema:validThrough", date("2025-06-30"))
            thing.say("kg:succeededBy", f"id:{slug(bare(after[full])[0])}-2025")
        found.append(thing)
    for full, olds in moves.items():
        if len(olds) == 1:
            continue
        name, city = bare(full)
        thing = province(f"{slug(name)}-2025", name, city, codes[name])
        thing.say("schema:validFrom", date(MERGED))
        if name == "Đồng Nai":
            thing.say("schema:validThrough", date("2026-04-29"))
            thing.say("kg:succeededBy", "id:dong-nai-2026")
            later = province("dong-nai-2026", name, True, codes[name])
            later.say("schema:validFrom", date(DONG_NAI_CITY))
            # Said before it was a city: the bare name and "tỉnh" belong to the earlier units too.
            found.append(later)
            label = "Thành lập thành phố Đồng Nai trực thuộc Trung ương"
            found.append(change("thanh-lap-dong-nai-2026", label, ["dong-nai-2025"], ["dong-nai-2026"], DONG_NAI_CITY))
        found.append(thing)
        parts = sorted(olds, key=lambda o: (o != full, o))
        label = "Sáp nhập " + ", ".join(_typed(p) for p in parts[:-1]) + " và " + _typed(parts[-1])
        ids = [slug(bare(p)[0]) for p in parts]
        found.append(
            change(f"sap-nhap-{slug(name)}-2025", label, ids, [f"{slug(name)}-2025"], MERGED, act="202/2025/QH15")
        )
    for name, _, start, end, successors, act in (r + [""] * (6 - len(r)) for r in rows("provinces-former.tsv")):
        thing = province(slug(name), name, False)
        thing.say("schema:validFrom", date(start))
        thing.say("schema:validThrough", date(end))
        thing.say("kg:succeededBy", *(f"id:{s}" for s in successors.split(",")))
        found.append(thing)
        if act:
            day = {"2008-07-31": "2008-08-01", "2024-12-31": "2025-01-01"}[end]
            found.append(
                change(
                    f"chuyen-{slug(name)}-{day[:4]}",
                    f"Kết thúc tỉnh {name}",
                    [slug(name)],
                    successors.split(","),
                    day,
                    act=act,
                )
            )
    acts = {
        "202/2025/QH15": ("2025-06-12", "về việc sắp xếp đơn vị hành chính cấp tỉnh"),
        "175/2024/QH15": ("2024-11-30", "về việc thành lập thành phố Huế trực thuộc Trung ương"),
        "15/2008/QH12": (
            "2008-05-29",
            "về việc điều chỉnh địa giới hành chính thành phố Hà Nội và một số tỉnh có liên quan",
        ),
    }
    for number, (day, about) in acts.items():
        label = f"Nghị quyết {number} ({day[:4]})"
        hidden = [f"Nghị quyết {number}", f"Nghị quyết số {number}"]  # the number is read from the text, by frames
        thing = Thing(f"id:nq-{slug(number)}", "kg:Resolution", label, hidden=hidden)
        thing.say("dct:title", text(f"Nghị quyết số {number} {about}"))
        thing.say("kg:documentKind", "code:nghi-quyet")
        thing.say("kg:number", text(number, ""))
        thing.say("kg:issuedOn", date(day))
        found.append(thing)
    for id_, label in (("tinh", "tỉnh"), ("thanh-pho-tw", "thành phố trực thuộc Trung ương")):
        found.append(Thing(f"code:{id_}", "skos:Concept", label, labelled="skos:prefLabel"))
    return sorted(found, key=lambda t: t.id)


def _typed(full: str) -> str:
    return full[0].lower() + full[1:]


def main() -> None:
    """Read the sources named on the command line and write the file."""
    legacy_path, units_path, out = map(Path, sys.argv[1:4])
    with legacy_path.open(encoding="utf-8-sig", newline="") as handle:
        legacy = list(csv.DictReader(handle))
    units = json.loads(units_path.read_text("utf-8"))
    write(out, COMMENT, things(legacy, units), ["kg", "id", "code", "dct", "prov", "rdfs", "schema", "skos", "xsd"])


if __name__ == "__main__":
    main()
