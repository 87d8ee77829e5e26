"""A template that was kept compiled finds what one compiled now finds, on any Python."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.extract import patterns
from kg.extract.patterns import Template, code, compiled, remembered

TEXTS = ["Sở Y tế tỉnh Hà Giang ", "sở y tế TỈNH hà giang ", "Ủy ban nhân dân ", "Sở sở Sở ", ""]


def template(regex: str) -> Template:
    return Template(regex, regex, (), frozenset())


@pytest.mark.parametrize(
    "regex",
    [
        r"(?<![^ ])(?:S(?i:ở) (?P<g0>(?i:y tế |tài chính ))(?:tỉnh )?)",
        r"(?P<g0>(?:(?![;:])[^ ]+ ){0,12}?)(?P<g1>(?i:TỈNH) )",
        r"(?i:ủy ban )(?P<g3>nhân dân )?",
        r"(Sở )(?=sở )",
    ],
)
def test_kept_code_is_the_expression(regex: str) -> None:
    made = code(template(regex))
    assert made is not None
    kept, fresh = replace(template(regex), code=made).pattern, re.compile(regex)
    assert kept == fresh
    assert kept.groupindex == fresh.groupindex
    for text in TEXTS:
        assert [(m.span(), m.groups()) for m in kept.finditer(text)] == [
            (m.span(), m.groups()) for m in fresh.finditer(text)
        ]


def test_an_expression_of_words_is_kept_with_its_flags(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kg.keeping.user_cache_path", lambda _: tmp_path)
    regex = r"(?:sở y tế|ủy ban)(?!\w)"
    for _ in ("made", "kept"):
        assert [bool(compiled(regex, re.IGNORECASE).search(text)) for text in TEXTS] == [True, True, True, False, False]
        assert not compiled(regex).search("Sở Y tế")
    assert len([*tmp_path.glob("pattern-*.pickle")]) == 2


@pytest.mark.parametrize("missing", [ImportError, AttributeError, TypeError])
def test_a_python_with_another_engine_compiles_anew(monkeypatch: pytest.MonkeyPatch, missing: type[Exception]) -> None:
    made = code(template("a(?P<x>b)"))

    def absent(name: str) -> object:
        raise missing(name)

    monkeypatch.setattr(patterns.importlib, "import_module", absent)
    assert code(template("a(?P<x>b)")) is None
    found = replace(template("a(?P<x>b)"), code=made).pattern.search("ab")
    assert found is not None
    assert found["x"] == "b"


def test_a_bad_expression_is_named() -> None:
    with pytest.raises(OntologyError, match=r'template "a\('):
        code(template("a("))


def test_templates_are_made_once_and_then_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr("kg.keeping.user_cache_path", lambda name: tmp_path)
    asked = []

    def make() -> list[list[Template]]:
        asked.append(1)
        return [[template("a+")]]

    one, two = remembered("t", "1", make), remembered("t", "1", make)
    assert len(asked) == 1
    assert one == two
    assert two[0][0].pattern.findall("aab") == ["aa"]
    remembered("t", "2", make)
    assert len(asked) == 2
