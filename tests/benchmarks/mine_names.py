"""Frequent names of a folder of articles that no list of the ontology knows, for a person to look through.

    python mine_names.py FOLDER [--least 6] [--head Bộ,Cục,...]

FOLDER has *.jsonl with {"title": ..., "text": ...}. Vietnamese names go on in small letters ("Ban Quản lý dự án"), so
their end is found by counting: of all runs of words that begin with a capital, those in enough articles are kept that no
single next word follows in more than half of the cases (frequent and closed on the right). Left out are runs inside known
names, full names of people, and runs that begin with a role. Printed: in how many articles, and the name.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg import ontology
from kg.extract.gazetteer import Gazetteer
from kg.language.names import full_name
from kg.language.normal import normal
from kg.language.tokens import Token, tokens
from kg.ontology import Ontology

LONGEST = 10  # words
OPEN = 0.5  # share of one next word from which on a run is no whole name
STOPS = frozenset([*'.;:!?()"“”‘’…/', "ngày", "đã", "sẽ", "được", "cho", "là", "tại", "do", "để", "với", "khi", "sáng"])
# No name ends with these.
LOOSE = frozenset([*",-–", "và", "của", "các", "về", "cùng", "trong", "đến", "có", "năm", "tỉnh"])

Run = tuple[int, tuple[str, ...]]  # number of the article, words


def articles(folder: Path) -> Iterator[str]:
    """The texts, each once."""
    seen: set[int] = set()
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = normal(f"{record.get('title') or ''}\n{record.get('text') or ''}")
                if hash(text) not in seen:
                    seen.add(hash(text))
                    yield text


def runs(folder: Path, known: Ontology) -> list[Run]:
    """Everything that may be a name, with up to LONGEST words from its capital on."""
    gazetteer = Gazetteer(known)
    roles = {k.label.split()[0].lower() for k in known.known.values() if k.kind in ("Role", "Rank")}
    found: list[Run] = []
    for number, text in enumerate(articles(folder)):
        inside: set[int] = set()
        for hit in gazetteer.hits(text):
            inside.update(range(hit.start, hit.end))
        at = 0
        for line in text.split("\n"):
            row = list(tokens(text, at, at + len(line)))
            at += len(line) + 1
            if sum(t.text.isupper() for t in row) * 2 <= len(row):  # not a headline in capitals
                found.extend((number, words) for words in _starts(row, inside, roles))
    return found


def _starts(row: list[Token], inside: set[int], roles: set[str]) -> Iterator[tuple[str, ...]]:
    i = 0
    while i < len(row):
        if not row[i].capital or row[i].start in inside or row[i].text.lower() in roles:
            i += 1
            continue
        person = full_name(row, i)
        if person is not None:
            i = person
            continue
        end = i
        while end < len(row) and end - i < LONGEST and row[end].text not in STOPS:
            end += 1
        if end - i > 1:
            yield tuple(t.text for t in row[i:end])
        i += 1
        while i < len(row) and row[i].capital:  # one start a run of capitals
            i += 1


def closed(found: list[Run], least: int) -> list[tuple[int, str]]:
    """The runs in at least so many articles that are whole, the most frequent first."""
    out: list[tuple[int, str]] = []
    counts: dict[tuple[str, ...], int] = {}
    for length in range(1, LONGEST + 1):
        seen: dict[tuple[str, ...], set[int]] = {}
        for number, words in found:
            if len(words) >= length and (length == 1 or counts.get(words[: length - 1], 0) >= least):
                seen.setdefault(words[:length], set()).add(number)
        now = {words: len(numbers) for words, numbers in seen.items() if len(numbers) >= least}
        best: Counter[tuple[str, ...]] = Counter()
        for words, n in now.items():
            best[words[:-1]] = max(best[words[:-1]], n)
        whole = [(n, w) for w, n in counts.items() if len(w) == length - 1 and len(w) > 1 and best[w] < OPEN * n]
        out.extend((n, " ".join(w)) for n, w in whole if w[-1].lower() not in LOOSE)
        counts = now
        if not now:
            break
    return sorted(out, key=lambda row: (-row[0], row[1]))


def main() -> None:
    """Print the names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--least", type=int, default=6, help="articles that must have a name")
    parser.add_argument("--head", default="", help="print only names with these first words, comma-separated")
    options = parser.parse_args()
    heads = {h.strip() for h in options.head.split(",") if h.strip()}
    for n, name in closed(runs(options.folder, ontology.load()), options.least):
        if not heads or name.split()[0] in heads:
            print(f"{n}\t{name}")


if __name__ == "__main__":
    main()
