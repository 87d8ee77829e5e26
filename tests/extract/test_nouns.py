"""Every noun frame reads its own examples, and none of its counterexamples."""

from __future__ import annotations

from functools import cache

import pytest

from kg.extract.mentions import MentionReader, walk
from kg.language.dates import dates
from kg.language.normal import normal
from kg.language.sentences import sentences
from kg.ontology import Frame, load

NOUNS = [frame for frame in load().frames if frame.noun]
EXAMPLES = [(frame, text) for frame in NOUNS for text in frame.examples]
COUNTEREXAMPLES = [(frame, text) for frame in NOUNS for text in frame.counterexamples]


@cache
def _reader() -> MentionReader:
    return MentionReader(load())


def _frames(text: str) -> set[str]:
    """The frames by which names in the text were read, and those that a trace names."""
    trace: list[str] = []
    whole = normal(text)
    lines = _reader().lines(whole, sentences(whole), dates(whole), trace)
    return {phrase.frame for phrase in walk(lines)} | {line.split(":")[0] for line in trace}


@pytest.mark.parametrize(("frame", "text"), EXAMPLES, ids=lambda x: x.id if isinstance(x, Frame) else x)
def test_example(frame: Frame, text: str) -> None:
    assert frame.id in _frames(text)


@pytest.mark.parametrize(("frame", "text"), COUNTEREXAMPLES, ids=lambda x: x.id if isinstance(x, Frame) else x)
def test_counterexample(frame: Frame, text: str) -> None:
    assert frame.id not in _frames(text)


def test_every_noun_frame_has_an_example() -> None:
    assert [frame.id for frame in NOUNS if not frame.examples] == []
