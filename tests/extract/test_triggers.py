"""Words that make a reader think of a relation."""

from kg.extract.mentions import MentionReader
from kg.extract.triggers import TriggerFinder
from kg.language.dates import dates
from kg.language.sentences import sentences
from kg.ontology import load


def test_only_relations_have_triggers_and_of_overlapping_ones_the_longest_counts() -> None:
    ontology = load()
    text = "Ông tiếp tục trực tiếp yêu cầu tỉnh đến thăm và làm việc với nhà máy"
    (line,) = MentionReader(ontology).lines(text, sentences(text), dates(text))
    found = TriggerFinder(ontology).find(line, text)
    assert set(found) <= set(ontology.words["read-relation"])
    assert "yêu cầu" in [t.text for t in found["directs"]]
    words = [t.text for t in found["visits"]]
    assert "đến thăm và làm việc với" in words or "đến thăm" in words
    assert "thăm" not in words
