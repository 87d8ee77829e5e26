"""Makes officeholders.ttl: who held which office from when to when, from infoboxes of the Vietnamese Wikipedia.

usage: python officeholders.py TABLE

TABLE is a file of tab-separated columns person, born, office, from, until, as they stand in infoboxes of articles on
Vietnamese politicians (late 2025, CC BY-SA 4.0). The person is the article's title, so the link to it is certain.
Left out are lines without an office, dates that cannot be read, and terms that end before they begin.
"""

from __future__ import annotations

import csv
import html
import re
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

from areas_provinces import slug
from reference_turtle import Thing, date, text, write

from kg.language.normal import normal

HERE = Path(__file__).parent
COMMENT = """Terms of office: who held which office from when to when.
Made by make/officeholders.py from infoboxes of the Vietnamese Wikipedia of late 2025 (CC BY-SA 4.0, by its authors;
the article of each person is linked); not edited by hand. A term without an end ran on in late 2025 or its end is not
known, as kg:status says. Read on demand: it supports who-is-who and fills in an unnamed holder, marked as inferred;
it never overrides an article."""
NOTES = re.compile(r"\s*,?\s*['‘]*phụ trách.*", re.IGNORECASE)
STATE = re.compile(r"(?:(?<!Chủ tịch)\s+nước)?,?\s*(?:nước )?Cộng h(?:òa|oà) xã hội chủ nghĩa Việt Nam", re.IGNORECASE)
ROLE = "Chủ tịch|Bí thư|Trưởng|Bộ trưởng|Thứ trưởng|Ủy viên|Chủ nhiệm|Giám đốc|Chính ủy|Tổng Biên tập|Thủ tướng"
NEXT = re.compile(rf",\s*(?=(?:Phó |Quyền )?(?:{ROLE})\b)|\s+kiêm\s+(?=(?:Phó |Quyền )?(?:{ROLE})\b)|;")


def clean_office(raw: str) -> list[str]:
    """The offices of a line, without notes: of "Phó Bí thư Tỉnh ủy X, (Thường trực đến 02/2025)" the first part.

    A line with several ("Phó Bí thư Tỉnh ủy X, Chủ tịch UBND tỉnh X") gives each; a comma where the infobox broke the
    line ("Chủ tịch nước, Cộng hòa ...") parts nothing.
    """
    office = normal(html.unescape(raw).replace("\u00a0", " ").replace("–", "-"))
    office = re.sub(r"<[^>]*>|\{\{[^}]*\}\}|[{}\[\]]|'{2,}|\([^)]*\)?", " ", office)
    office = STATE.sub("", NOTES.sub("", office))
    found: list[str] = []
    for piece in NEXT.split(office):
        spaced = "".join(  # "Thành ủyVĩnh Long"
            " " + c if c.isupper() and before.islower() else c for before, c in zip(" " + piece, piece, strict=False)
        )
        part = re.sub(r"\s+", " ", spaced).strip(" ,.-'‘’")
        if len(part.split()) < 2 or not part[0].isupper() or re.search(r"\d{4}", part):
            continue
        if part in ROLE.split("|") and part != "Thủ tướng":
            continue  # a role without its body
        # "Chủ tịch, Viện Hàn lâm" is one line broken in two, "Bộ Văn hóa, Thể thao và Du lịch" is not.
        found.append(
            re.sub(
                r"^((?:\w+ ){0,3}\w+), (?=(?:Viện|Hội|Ủy ban|Ban|Văn phòng|Quốc hội|Trung ương|Đoàn|Tập đoàn|Tổng)\b)",
                r"\1 ",
                part,
            )
        )
    return found


def clean_date(raw: str) -> str:
    """ISO day, month or year of what an infobox gives, "" where it cannot be read."""
    raw = html.unescape(raw).strip()
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", raw):
        return raw
    day = re.search(r"\b(\d{1,2})\s*(?:tháng|[./-])\s*(\d{1,2})\s*(?:[./,-]|năm|tháng)?\s*(\d{4})\b", raw)
    if day:
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    month = re.search(r"\b(\d{1,2})\s*(?:/|, năm|năm)\s*(\d{4})\b", raw)
    if month and 1 <= int(month[1]) <= 12:
        return f"{month[2]}-{int(month[1]):02}"
    year = re.fullmatch(r"(?:cuối |đầu )?(?:[Nn]ăm )?(\d{4})(?: \(\?\))?", raw)
    return year[1] if year else ""


def things(path: Path) -> list[Thing]:
    """People with their terms, by name."""
    people: dict[str, list[tuple[str, str, str, bool]]] = defaultdict(list)
    born: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            title = normal(row["person"]).strip()
            start, end = clean_date(row["from"] or ""), clean_date(row["until"] or "")
            sitting = (row["until"] or "").strip(" ,.()").lower() in {"nay", "đương nhiệm"}
            if clean_date(row["born"] or ""):
                born[title] = clean_date(row["born"])
            if start and end and (end < start[: len(end)] or start == end):
                continue
            for office in clean_office(row["office"] or ""):
                people[title].append((office, start, end, sitting))
    names: dict[str, set[str]] = defaultdict(set)
    for title in people:
        names[slug(name_of(title))].add(title)
    found = []
    for title in sorted(people):
        name = name_of(title)
        id_ = slug(name) if len(names[slug(name)]) == 1 and name == title else slug(title)
        person = Thing(f"id:{id_}", "kg:Person", name)
        person.say("rdfs:seeAlso", f"<https://vi.wikipedia.org/wiki/{quote(title.replace(' ', '_'), safe='_(),')}>")
        if title in born:
            person.say("schema:birthDate", date(born[title]))
        found.append(person)
        terms = sorted(set(people[title]), key=lambda t: (t[1] or "9", t[0], t[2]))
        for n, (office, start, end, sitting) in enumerate(terms, 1):
            term = Thing(f"id:{id_}--{n}", "kg:Tenure", office)
            term.say("kg:person", f"id:{id_}")
            if start:
                term.say("schema:startDate", date(start))
            if end:
                term.say("schema:endDate", date(end))
            elif sitting:
                term.say("kg:status", text("nay"))
            found.append(term)
    return found


def name_of(title: str) -> str:
    """The name in a title: "Lê Thanh Hải (chính khách)" is Lê Thanh Hải."""
    return re.sub(r"\s*\(.*\)$", "", title).strip()


def main() -> None:
    """Write officeholders.ttl beside the other reference files."""
    write(
        HERE.parent / "reference" / "officeholders.ttl",
        COMMENT,
        things(Path(sys.argv[1])),
        ["kg", "id", "rdfs", "schema", "xsd"],
    )


if __name__ == "__main__":
    main()
