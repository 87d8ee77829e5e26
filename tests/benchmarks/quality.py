"""The README's table of quality: several gold folders together, what is set aside apart.

python tests/benchmarks/quality.py GOLD_FOLDER... [--held-out tests/gold_split.json]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

SPLIT = Path(__file__).parent.parent / "gold_split.json"
SURE = (0.9, 0.95)
COUNTS = ("right", "found", "gold")


def f1(sums: Counter[str]) -> str:
    """Precision, recall and F1 as cells of a table."""
    precision, recall = sums["right"] / (sums["found"] or 1), sums["right"] / (sums["gold"] or 1)
    both = precision + recall
    return f"{precision:.2f} | {recall:.2f} | {2 * precision * recall / both if both else 0:.2f}"


def main() -> None:
    """Measure each folder with `kg eval`, add up, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--held-out", default=str(SPLIT))
    options = parser.parse_args()
    sums: dict[tuple[str, str], Counter[str]] = {}
    articles: Counter[str] = Counter()
    sure: Counter[tuple[str, float, str]] = Counter()
    for folder in options.gold:
        command = [sys.executable, "-m", "kg", "eval", folder, "--json", "--held-out", options.held_out]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for part, outcome in figures.items():
            articles[part] += outcome["articles"]
            for what in ("entities", "relations"):
                own = sums.setdefault((part, what), Counter())
                own.update({count: outcome[what]["ALL"][count] for count in COUNTS})
            for row in outcome["reliability"]:
                for least in (least for least in SURE if row["from"] >= least):
                    sure.update({(part, least, "n"): row["relations"], (part, least, "right"): row["right"]})
    print("| | articles | things P | R | F1 | relations P | R | F1 |\n|---|---|---|---|---|---|---|---|")
    for part in ("held out", "tuned"):
        print(f"| {part} | {articles[part]} | {f1(sums[part, 'entities'])} | {f1(sums[part, 'relations'])} |")
    for least in SURE:
        share = sure["held out", least, "right"] / (sure["held out", least, "n"] or 1)
        print(
            f"held out, confidence {least} or more: {share:.3f} of {sure['held out', least, 'n']} relations are right"
        )


if __name__ == "__main__":
    main()
