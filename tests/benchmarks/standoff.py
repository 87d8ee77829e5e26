"""Annotated articles of a corpus whose text is not ours to carry: what stands where, by position.

    python -m tests.benchmarks.standoff CORPUS --take RECORDS   writes tests/data/standoff.jsonl from records as the gold has them
    python -m tests.benchmarks.standoff CORPUS --give FOLDER    writes a gold folder, for `kg eval FOLDER --held-out tests/gold_split.json`

A line of the file is one article: its id in the corpus, a hash of its text, its things as [type, surfaces, full name if no
surface gives it], a surface as [start, end] in characters, and its relations as [subject, relation, object, quote], where
ends are positions in the list of things, quotations are [start, end] too, and dates and numbers are written out.
The articles stand in CORPUS/*.jsonl with id, title, text and date; one that is missing there or reads otherwise is left out
with a warning.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.read.dates import iso_day

FILE = Path(__file__).parent.parent / "data" / "standoff.jsonl"
_PLACED = frozenset({"says"})  # relations whose literal is words of the article


def texts(corpus: Path) -> dict[str, dict[str, Any]]:
    """The articles of a corpus by identifier: id, text (with its title), date as ISO date or None."""
    out = {}
    for path in sorted(corpus.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = f"{row['title']}\n{row['text']}\n"
            out[row["id"]] = {"id": row["id"], "text": text, "date": iso_day(row.get("date") or "")}
    return out


def records(corpus: Path, file: Path = FILE) -> Iterator[dict[str, Any]]:
    """The annotated articles as the gold format has them: id, text, date, entities, relations."""
    found = texts(corpus)
    for line in file.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        article = found.get(kept["id"])
        if article is None or _hash(article["text"]) != kept["sha1"]:
            print(f"{kept['id']}: not in {corpus}, or another text; left out", file=sys.stderr)
            continue
        yield article | _placed(kept, article["text"])


def _placed(kept: Mapping[str, Any], text: str) -> dict[str, Any]:
    entities = []
    for number, (kind, places, *name) in enumerate(kept["entities"]):
        surfaces = [text[a:b] for a, b in places]
        entities.append(
            {"id": f"e{number}", "type": kind, "name": name[0] if name else surfaces[0], "mentions": surfaces}
        )
    relations = []
    for s, p, o, (a, b) in kept["relations"]:
        value = text[o[0] : o[1]] if p in _PLACED else o
        end = f"e{o}" if isinstance(o, int) else f"literal:{value}"
        relations.append({"s": f"e{s}", "p": p, "o": end, "quote": text[a:b]})
    return {"entities": entities, "relations": relations}


def line(record: Mapping[str, Any]) -> str:
    """One article as a line of the file.

    Raises:
        ValueError: a surface or a quotation does not stand in the text.
    """
    text = record["text"]
    index = {e["id"]: n for n, e in enumerate(record["entities"])}
    entities = [
        [e["type"], [_place(text, m) for m in e["mentions"]], *([] if e["name"] == e["mentions"][0] else [e["name"]])]
        for e in record["entities"]
    ]
    relations = []
    for r in record["relations"]:
        literal = r["o"].removeprefix("literal:")
        end: Any = index[r["o"]] if r["o"] in index else _place(text, literal) if r["p"] in _PLACED else literal
        relations.append([index[r["s"]], r["p"], end, _place(text, r["quote"], whole=False)])
    kept = {"id": record["id"], "sha1": _hash(text), "entities": entities, "relations": relations}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _place(text: str, words: str, *, whole: bool = True) -> list[int]:
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)" if whole else re.escape(words), text)
    if found is None:
        raise ValueError(f"«{words}» does not stand in the text")
    return list(found.span())


def _hash(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def write(annotated: Iterable[Mapping[str, Any]], file: Path = FILE) -> int:
    """Write the file, sorted by identifier, and return how many articles it has."""
    lines = [line(r) for r in sorted(annotated, key=lambda r: str(r["id"]))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def give(corpus: Path, folder: Path) -> int:
    """Write the annotated articles as a gold folder and return how many there are."""
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    lines = []
    for record in records(corpus):
        lines.append(json.dumps({k: record[k] for k in ("id", "text", "date")}, ensure_ascii=False))
        annotation = {k: record[k] for k in ("id", "entities", "relations")}
        (folder / "gold" / f"{record['id']}.json").write_text(json.dumps(annotation, ensure_ascii=False), "utf-8")
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def main() -> None:
    """Turn records into the file, or the file into a gold folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--take", type=Path, metavar="RECORDS", help="a line of JSON an article: id, entities, relations")
    what.add_argument("--give", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    if options.give:
        print(f"{options.give}: {give(options.corpus, options.give)} articles")
        return
    found = texts(options.corpus)
    rows = [json.loads(row) for row in options.take.read_text(encoding="utf-8").splitlines()]
    print(f"{FILE}: {write(found[row['id']] | row for row in rows)} articles")


if __name__ == "__main__":
    main()
