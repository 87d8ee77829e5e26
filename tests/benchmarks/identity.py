"""Scores of this resolver on the public name pairs, beside the rules that popular tools ship.

usage: python tests/benchmarks/identity.py [--errors]
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from rapidfuzz import fuzz, utils

sys.path.insert(0, str(Path(__file__).parent.parent / "identity"))
from pairs import Pair, joined, pairs, scores


def graphrag(pair: Pair) -> bool:
    """neo4j-graphrag's FuzzyMatchResolver: RapidFuzz's WRatio over processed names, joined from 0.8 on."""
    return fuzz.WRatio(pair.left[0], pair.right[0], processor=utils.default_process) / 100 >= 0.8


def unaccented(pair: Pair) -> bool:
    """Equality of names without accents and case, as docling-graph and Graphiti compare them."""
    return _flat(pair.left[0]) == _flat(pair.right[0])


def exact(pair: Pair) -> bool:
    """Equality of names as they are written, the default of most tools."""
    return pair.left[0] == pair.right[0]


def _flat(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def main() -> None:
    """Print the table, and with --errors what this resolver decides wrongly."""
    everything = list(pairs())
    count = {v: sum(p.verdict == v for p in everything) for v in ("same", "different", "unknown")}
    print(f"{len(everything)} pairs: {count}\n")
    print(f"{'rule':32}{'recall':>8}{'false merges: different':>26}{'cannot know':>13}")
    for name, decide in (
        ("this resolver", joined),
        ("neo4j-graphrag fuzzy, 0.8", graphrag),
        ("equal without accents", unaccented),
        ("equal as written", exact),
    ):
        recall, different, unknown, wrong = scores(decide)
        print(f"{name:32}{recall:8.3f}{different:>20} / {count['different']}{unknown:>7} / {count['unknown']}")
        if decide is joined and "--errors" in sys.argv:
            for pair in wrong:
                print("   ", pair.verdict, pair.group, *pair.left, "|", *pair.right, sep="\t")


if __name__ == "__main__":
    main()
