"""How fast articles are read: start-up, characters a second on one core, and the ratio to underthesea's `ner`.

    python tests/benchmarks/bench_reading.py [ARTICLES.jsonl] [--number 150]

Both read the same text in one run, so that the ratio means something on any machine. Without a file, the bundled
samples are read over and over.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from underthesea import ner, sent_tokenize

from kg import ontology, read
from kg.extract.reader import Reader
from kg.model import Article

START = """
import time; begin = time.perf_counter()
from kg import ontology, read
from kg.extract.reader import Reader
reader = Reader(ontology.load())
reader.read(next(iter(read.articles(read.samples(), on_problem=print))))
print(time.perf_counter() - begin)
"""
NER_SHARE = 10  # underthesea's ner reads every tenth article; its speed does not depend on how many


def seconds(work: object) -> float:
    """Processor time of a call without arguments, which other work on the machine does not lengthen."""
    begin = time.process_time()
    assert callable(work)
    work()
    return time.process_time() - begin


def corpus(path: Path | None, number: int) -> list[Article]:
    """The first `number` articles of a file, or the samples repeated."""
    if path:
        return list(islice(read.articles([path], on_problem=lambda problem: None), number))
    return list(islice(cycle(list(read.articles(read.samples(), on_problem=print))), number))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--number", type=int, default=150)
    options = parser.parse_args()
    starts = [float(subprocess.check_output([sys.executable, "-c", START], text=True)) for _ in range(3)]
    print(
        f"start-up (import, ontology, lexicon, first article): {min(starts[1:]):.2f} s; the first time {starts[0]:.2f} s"
    )
    articles = corpus(options.articles, options.number)
    reader = Reader(ontology.load())
    reader.read(articles[0])
    ours = seconds(lambda: [reader.read(article) for article in articles])
    size = sum(len(article.text) for article in articles)
    print(
        f"{len(articles)} articles, {size} characters: {ours:.1f} s, {size / ours:,.0f} characters a second on one core"
    )
    some = articles[::NER_SHARE]
    part = sum(len(article.text) for article in some)
    ner(some[0].title)
    whole = seconds(lambda: [ner(article.text) for article in some])
    parted = seconds(lambda: [ner(sentence) for article in some for sentence in sent_tokenize(article.text)])
    for how, theirs in (("as it comes, an article a call", whole), ("helped, a sentence a call", parted)):
        print(
            f"underthesea ner {how}: {part / theirs:,.0f} characters a second; ratio {(size / ours) / (part / theirs):.1f}"
        )
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
