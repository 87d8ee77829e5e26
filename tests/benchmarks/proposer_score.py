"""How right proposals are: as exact spans, and as names of annotated things (with the tolerance of entity scores)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from proposer_data import KINDS, Annotated

from kg.extract.proposer import Span
from kg.language.normal import key

# Share of common tokens (Dice) from which a surface counts as naming the same thing.
LIKENESS = {
    "Person": 1.0,
    "Area": 1.0,
    "Organization": 0.75,
    "Post": 0.6,
    "Document": 0.5,
    "Programme": 0.6,
    "Event": 0.5,
    "Honour": 0.6,
}
_AREA = re.compile(r"^(nước|tỉnh|thành phố|tp\.?|thị xã|tx\.?|huyện|quận|phường|xã|thị trấn|thủ đô)\s+")


def plain(surface: str, kind: str) -> str:
    """A surface without marks, case, and the type word of an area."""
    surface = " ".join(re.sub(r"[\"“”'‘’()\[\],;:.]", " ", key(surface)).split())
    return (_AREA.sub("", surface) or surface) if kind == "Area" else surface


def alike(one: str, two: str) -> float:
    """Dice coefficient of the words; 1 only for equality."""
    if one == two:
        return 1.0
    a, b = Counter(one.split()), Counter(two.split())
    same = sum((a & b).values())
    return 0.999 * 2 * same / (sum(a.values()) + sum(b.values())) if same else 0.0


def surface(article: Annotated, span: Span) -> str:
    """The words of a span."""
    return article.text[article.tokens[span.first].start : article.tokens[span.last - 1].end]


def right(article: Annotated, span: Span) -> bool:
    """Whether a span names an annotated thing of its kind."""
    words = plain(surface(article, span), span.kind)
    return any(
        alike(words, plain(m, kind)) >= LIKENESS[kind]
        for kind, mentions in article.entities
        if kind == span.kind
        for m in mentions
    )


def show(articles: Sequence[Annotated], outcome: Mapping[str, Sequence[Span]]) -> None:
    """Print precision, recall and F1 by kind: exact spans, then distinct names against things."""
    exact: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    loose: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for article in articles:
        for kind in KINDS:
            mine = {(s.first, s.last) for s in outcome[article.id] if s.kind == kind}
            gold = {(o.first, o.last) for o in article.occurrences if o.kind == kind}
            names = {plain(surface(article, s), kind) for s in outcome[article.id] if s.kind == kind}
            things = [{plain(m, kind) for m in mentions} for k, mentions in article.entities if k == kind]
            hits = [any(alike(m, n) >= LIKENESS[kind] for m in thing for n in names) for thing in things]
            good = [any(alike(m, n) >= LIKENESS[kind] for thing in things for m in thing) for n in names]
            for row, values in (
                (exact, (len(mine & gold), len(mine), len(gold))),
                (loose, (sum(good), len(names), sum(hits), len(things))),
            ):
                for name in (kind, "ALL"):
                    row[name] = [a + b for a, b in zip(row[name], values, strict=True)]
    print(f"{'':14}{'span P':>7}{'R':>6}{'F1':>6}{'gold':>6} | {'thing P':>7}{'R':>6}{'F1':>6}{'gold':>6}")
    for kind in (*KINDS, "ALL"):
        hit, said, gold_count = exact[kind]
        p, r = hit / max(said, 1), hit / max(gold_count, 1)
        good_names, all_names, found, total = loose[kind]
        p2, r2 = good_names / max(all_names, 1), found / max(total, 1)
        print(f"{kind:14}{p:7.3f}{r:6.3f}{_f(p, r):6.3f}{gold_count:6} | {p2:7.3f}{r2:6.3f}{_f(p2, r2):6.3f}{total:6}")


def _f(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0
