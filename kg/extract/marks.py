"""What the noun frames say of each token, as features for the mention proposer.

The frames know the grammar of names (what may stand in a post, where a body's name ends); the model learns from
annotated articles how far to trust each of them. Stacking in the sense of Wolpert (1992).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.phrase import Phrase
from kg.language.tokens import Token
from kg.ontology import Ontology

TYPES = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event", "Honour")
_DEEPEST = 1  # layers of nesting that are told apart: outermost, and inside another of the same type


def marks(tokens: Sequence[Token], phrases: Iterable[Phrase], ontology: Ontology) -> list[list[str]]:
    """For each token, the places it has in phrases: type and depth, frame, class, each with B, I, L or U.

    Args: all tokens of the article; its phrases, outer before inner.
    """
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i for i, t in enumerate(tokens)}
    out: list[list[str]] = [[] for _ in tokens]
    plain: list[list[str]] = [[] for _ in tokens]
    seen: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for phrase in phrases:
        kind = type_of(phrase.kind, ontology) or ("Date" if phrase.kind == "DateSpan" else None)
        first, last = starts.get(phrase.core[0]), ends.get(phrase.core[1])
        if phrase.same is not None or kind is None or first is None or last is None or last < first:
            continue
        depth = sum(low <= first and last <= high for low, high in seen[kind])
        seen[kind].append((first, last))
        if depth > _DEEPEST:
            continue
        for i in range(first, last + 1):
            place = "U" if first == last else "B" if i == first else "L" if i == last else "I"
            plain[i] += (f"R{kind}{depth}={place}", f"RK{depth}={phrase.kind}{place}")
            out[i].append(f"RF{depth}={phrase.frame}{place}")
    for i, row in enumerate(plain):
        out[i].extend(row)
        if i + 1 < len(plain):
            out[i].extend("+" + mark for mark in plain[i + 1])
        if i:
            out[i].extend("-" + mark for mark in plain[i - 1])
    return out


def type_of(kind: str, ontology: Ontology) -> str | None:
    """Which of the eight counted classes a class belongs to."""
    return next((t for t in TYPES if ontology.is_a(kind, t)), None)
