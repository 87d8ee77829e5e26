"""What a template needs in a line before its expression is tried."""

from __future__ import annotations

import pytest

from kg.extract.marked import characters
from kg.extract.nouns import open_classes
from kg.extract.template import Compiler
from kg.ontology import load

# (template of a frame that evokes an event, the classes of which a line must have a phrase)
NEEDS = [
    ("{:Area} của {:Event}", ["Area", "Event"]),
    ("{:Area} (của {:Event})", ["Area", "Event"]),
    ("{:Area} (của {:Event}|họp)", ["Area"]),
    ("{:Area} [của {:Event}] {:Document}", ["Area", "Document"]),
    ("{:Area} họp|{:Event} họp", []),
    ("{:Area+} họp", ["Area"]),
    ("{role} {#Number}", []),
]


@pytest.mark.parametrize(("source", "classes"), NEEDS)
def test_a_line_must_have_what_no_match_can_do_without(source: str, classes: list[str]) -> None:
    ontology = load()
    marks = characters(ontology)
    template = Compiler(ontology, marks, open_classes).compile(source, "Event", noun=True)
    below = [{marks[k] for k in ontology.descendants(name) if k in marks} for name in classes]
    assert [set(need) for need in template.needs] == below
    everything = set(marks.values())
    assert template.may_fit(set(template.anchors), everything)
    assert [template.may_fit(set(template.anchors), everything - chars) for chars in below] == [False] * len(below)


def test_a_line_without_any_of_the_words_is_left_out() -> None:
    template = Compiler(load(), characters(load()), open_classes).compile("(họp|bàn) {:Area}", "Event", noun=True)
    marks = set(characters(load()).values())
    assert [template.may_fit(words, marks) for words in ({"bàn", "x"}, {"x"})] == [True, False]
