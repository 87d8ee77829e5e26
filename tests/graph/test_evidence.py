"""An article's named graph: what it says and where."""

import pytest

from kg.graph.terms import article_name
from kg.model import Mention, Value


def found(dataset, article="a"):
    """The evidence of an article as {subject: {predicate: [objects]}}, prefixes cut off."""
    out: dict[str, dict[str, list[str]]] = {}
    for s, p, o in next(triples for name, triples in dataset.named() if name.endswith(f"/{article_name(article)}>")):
        out.setdefault(local(s), {}).setdefault(local(p), []).append(local(o))
    return out


def local(term):
    if term.startswith('"'):
        return term[1 : term.rindex('"')]
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]


def of(nodes, kind):
    return [n for n in nodes.values() if kind in n["type"]]


def test_an_article_is_described(made, joined) -> None:
    article = found(joined(made("bao-1")), "bao-1")["bao-1"]
    assert article["identifier"] == ["bao-1"]
    assert article["title"] == ["Tiêu đề"]
    assert article["date"] == ["2018-08-27"]
    assert article["source"] == ["Báo"]
    assert article["url"] == ["bao-1"]


def test_offsets_give_the_words(made, joined) -> None:
    read = made("a", [("An", "attends", "hội nghị"), ("Bình", "attends", "hội nghị")], text="Mở đầu 🎉\n“Lời”\\ ")
    nodes = found(joined(read))
    spans = of(nodes, "Sentence") + of(nodes, "Mention")
    assert len(spans) == 6
    for span in spans:
        assert read.article.text[int(span["start"][0]) : int(span["end"][0])] == span["exact"][0]


def test_a_statement_has_its_triple_sentence_confidence_and_frame(made, joined) -> None:
    nodes = found(joined(made("a", [("An", "chairs", "hội nghị", 0.75)])))
    (statement,) = of(nodes, "Statement")
    assert (statement["subject"], statement["predicate"], statement["object"]) == (["an"], ["chairs"], ["hoi-nghi"])
    assert statement["confidence"] == ["0.75"]
    assert statement["frame"] == ["made"]
    assert nodes[statement["wasDerivedFrom"][0]]["exact"] == ["Nguyễn Văn An Hội nghị."]


def test_a_mention_knows_its_sentence_and_thing(made, joined) -> None:
    nodes = found(joined(made("a", [("An", "attends", "hội nghị")])))
    assert {(m["exact"][0], m["refersTo"][0]) for m in of(nodes, "Mention")} == {
        ("Nguyễn Văn An", "an"),
        ("Hội nghị", "hoi-nghi"),
    }
    assert all(nodes[m["sentence"][0]]["type"] == ["Sentence"] for m in of(nodes, "Mention"))


def test_one_span_may_name_two_things(made, joined) -> None:
    read = made("a", [("An", "attends", "hội nghị")])
    both = Mention(read.mentions[0].start, read.mentions[0].end, read.mentions[1].entity)
    twice = type(read)(read.article, read.sentences, read.entities, (*read.mentions, both), read.statements)
    mentions = of(found(joined(twice)), "Mention")
    assert sorted(m["refersTo"] for m in mentions) == [["an", "hoi-nghi"], ["hoi-nghi"]]


def test_the_surer_of_two_equal_statements_counts(made, joined) -> None:
    read = made("a", [("An", "attends", "hội nghị", 0.6)])
    again = type(read.statements[0])(
        *(getattr(read.statements[0], n) for n in ("subject", "predicate", "object", "sentence")), 0.8, "made"
    )
    both = type(read)(read.article, read.sentences, read.entities, read.mentions, (*read.statements, again))
    (statement,) = of(found(joined(both)), "Statement")
    assert statement["confidence"] == ["0.8"]


def test_happenings_say_what_and_where(made, joined) -> None:
    speech = [("Speech", {"agent": "An", "quotedText": Value('Phải "làm" ngay\\')})]
    (node,) = of(found(joined(made("a", happenings=speech))), "Speech")
    assert node["agent"] == ["an"]
    assert node["quotedText"] == ['Phải \\"làm\\" ngay\\\\']
    assert node["wasDerivedFrom"]


@pytest.mark.parametrize("other", ["Bao 1", "bao_1", "BAO-1", "báo-1", "bao/1", "bao-1" + "0" * 90])
def test_no_two_articles_have_one_name(other) -> None:
    names = {article_name("bao-1"), article_name(other)}
    assert len(names) == 2
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names)
