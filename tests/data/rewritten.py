"""Annotated articles in our own words, read from the inline markup of `tests/data/rewritten/batch-*.txt`.

One article of a batch:

    # rw01-01 | 2025-08-12
    Headline with [P1 Nguyễn Văn An], [C1 Chủ tịch [O1 UBND [A1 tỉnh Cao Bằng]]]
    Body ...
    --
    P1 holdsPost C1; chairs speaksAt E1; directs O2 O3
    D1 number 28-NQ/TW; issuedOn 2025-03-01
    P1 says Chúng ta phải
    = O1 a full name that is no surface
    - C1 postIn O1

The letter of an entity is its type; `[O1+O2 Tỉnh ủy X và Y]` is one surface of two things. What the markup already says is
not written again: a body or area marked directly inside a post gives postIn, one inside a body, and an area inside an area,
give partOf (a line with `-` takes such a relation back). chairs and speaksAt bring attends, appointedTo brings holdsPost,
removedFrom brings heldPost. `says` is given by the beginning of the quoted words and completed to twelve.

    python tests/data/rewritten.py OUT          writes OUT/articles.jsonl, OUT/text/ID.txt and OUT/gold/ID.json

`tests/data/rewriting.py` helps to write further articles.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from rewritten_markup import FOLDER, RELATIONS, TYPES, Draft, MarkupError, drafts, nested
from rewritten_quotes import quote

# bodies that every province or commune has, so that their full name needs its name
LOCAL = re.compile(
    "(UBND|HĐND|Ủy ban|Hội|Thường trực|Tỉnh ủy|Thành ủy|Đảng|Ban|Sở|Công an|Bộ C|Viện|Phòng|Văn phòng|Liên|Thanh|Trung tâm)"
)
__all__ = ["RELATIONS", "MarkupError", "articles", "drafts", "gold", "write"]


def articles(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """Yield every article as the gold has it, with its text and date: id, text, date, entities, relations."""
    seen: set[str] = set()
    for path in sorted(folder.glob("batch-*.txt")):
        for draft in drafts(path):
            if draft.id in seen:
                raise MarkupError(f"{path.name}: the id {draft.id} is there twice; give each article its own")
            seen.add(draft.id)
            yield gold(draft)


def gold(draft: Draft) -> dict[str, Any]:
    """Return the article in the gold format; every relation carries the sentence(s) that hold both its ends."""
    numbers: dict[str, str] = {}
    entities = []
    for span in sorted(draft.spans, key=lambda s: (s.start, -s.end)):
        for name in span.names:
            numbers.setdefault(name, f"e{len(numbers) + 1}")
    for name, number in numbers.items():
        surfaces = list(dict.fromkeys(draft.text[s.start : s.end] for s in draft.spans if name in s.names))
        entities.append({"id": number, "type": TYPES[name[0]], "name": _full(draft, name), "mentions": surfaces})
    relations = []
    for subject, predicate, value in draft.relations:
        literal = not RELATIONS[predicate][1]
        relations.append(
            {
                "s": numbers[subject],
                "p": predicate,
                "o": f"literal:{value}" if literal else numbers[value],
                "quote": quote(draft, subject, predicate, value),
            }
        )
    return {"id": draft.id, "text": draft.text, "date": draft.date, "entities": entities, "relations": relations}


def _full(draft: Draft, name: str) -> str:
    """Return the fullest name: the one written, or the longest surface with the bodies and area it stands in completed."""
    if name in draft.full:
        return draft.full[name]
    longest = max((span for span in draft.spans if span.names == (name,)), key=lambda s: s.end - s.start, default=None)
    if longest is None:
        return next(draft.text[span.start : span.end] for span in draft.spans if name in span.names)
    full = draft.text[longest.start : longest.end]
    if name[0] not in "CO":
        return full
    inner = [span for outer, span in nested(draft.spans) if outer == longest and len(span.names) == 1]
    for span in inner:
        if span.names[0][0] in "OA" and span.names[0] != name:
            full = full.replace(draft.text[span.start : span.end], _full(draft, span.names[0]))
    areas = [value for subject, predicate, value in draft.relations if (subject, predicate) == (name, "partOf")]
    if name[0] == "O" and not inner and areas and areas[0][0] == "A" and LOCAL.match(full):
        area = _full(draft, areas[0])
        bare = re.sub(r"^(tỉnh|thành phố|TP\.?|xã|phường|huyện|đặc khu) ?", "", area)
        full, cut = re.subn(r" (tỉnh|thành phố|TP|xã|phường|huyện|đặc khu)$", r" \1 " + bare, full)
        if not cut:
            full += f" {bare if full in ('Tỉnh ủy', 'Thành ủy') else area}"
    return full


def write(out: Path) -> int:
    """Write articles.jsonl, text/ and gold/ below `out` in the layout of the gold; return the number of articles."""
    for name in ("text", "gold"):
        (out / name).mkdir(parents=True, exist_ok=True)
    records = []
    for article in articles():
        records.append({"id": article["id"], "text": article["text"], "date": article["date"]})
        kept = {key: article[key] for key in ("id", "entities", "relations")}
        (out / "text" / f"{article['id']}.txt").write_text(article["text"] + "\n", encoding="utf-8")
        (out / "gold" / f"{article['id']}.json").write_text(
            json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (out / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    return len(records)


def main(arguments: list[str]) -> int:
    """Run the command line and return its exit status."""
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        counts: Counter[str] = Counter(r["p"] for article in articles() for r in article["relations"])
        print(write(Path(arguments[0])), "articles;", ", ".join(f"{p} {n}" for p, n in counts.most_common()))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
