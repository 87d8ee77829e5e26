"""Who is appointed to what, leaves what or left it long ago, and who decides it, in the fixed forms of such news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.happenings import Accepted
from kg.extract.offices import OfficeRow, OfficeRows, any_row
from kg.extract.phrase import Line
from kg.language.dates import Date
from kg.ontology import Ontology

FRAME = "appointment"
_UNTIMED = ("term", "period")  # nhiệm kỳ 2020 - 2025: no date of what is told
_BEFORE = 8  # words before a verb among which one says that it is only planned
_ALSO = {"appointedTo": "holdsPost", "removedFrom": "heldPost"}
_VERBS = ("verbs", "leave", "retire", "former", "once")
_OWN = ("appointedTo", "removedFrom", "appoints", "heldPost")


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to say it: `verb`, `who` and `post` are groups of the pattern, `by` too where it names who decides."""

    verb: str  # the kind of verb
    pattern: re.Pattern[str]
    relation: str
    active: bool  # who decides stands before the verb, else before the person
    listed: str  # how further posts of further people may follow, or nothing


class AppointmentFinder:
    """Finds appointments by the word sets of an ontology that begin with "office-"."""

    def __init__(self, ontology: Ontology) -> None:
        self._rows = OfficeRows(ontology)
        sets = {n.removeprefix("office-"): f for n, f in ontology.words.items() if n.startswith("office-")}
        self._told = sorted({f for n in ("appoint", "leave", "retire", "former", "once") for f in sets.get(n, ())})
        guards = [w for n in ("guard-plan", "guard-wish", "guard-negation") for w in ontology.words.get(n, ())]
        planned = any_row([*guards, *sets.get("planned", ())])
        self._planned = re.compile(rf"(?<!\S){planned}")
        word = {name: any_row(forms) for name, forms in sets.items()}
        self._requested = re.compile(rf"(?<!\S){word.get('on-request', '(?!)')}")
        pieces = _pieces(word, self._rows.person, planned)
        self._verbs = {name: re.compile(_filled(f"<{name}>", pieces)) for name in _VERBS}
        self._forms = [
            _Form(verb, re.compile(_filled(pattern, pieces)), relation, active, _listed(relation, pattern))
            for verb in _VERBS
            for pattern, relation, active in (
                # "điều động, bổ nhiệm ông A, Giám đốc Sở B, giữ chức C", "phê chuẩn bổ nhiệm Bí thư B ông A làm C"
                ("<verbs><beside><people><gap><take><posts>", "appointedTo", True),
                # "phê chuẩn chức vụ C đối với ông A", "bổ nhiệm chức vụ C cho ông A"
                (r"<verbs>(?:\d+ )?<title><posts><term><for><people>", "appointedTo", True),
                # "ông A, Bí thư B, được Ban Bí thư chỉ định làm C"
                ("<people><beside><adverbs>được <given><verbs>(?:<title>|<gap><take>)<posts>", "appointedTo", False),
                # "miễn nhiệm chức vụ C đối với ông A", "miễn nhiệm Chủ tịch HĐND tỉnh A"
                ("<leave><title><left><term><from><people>", "removedFrom", True),
                # "ông A, ..., thôi giữ chức C", "ông A bị cách chức C", "ông A được HĐND miễn nhiệm chức danh C"
                ("<people><beside><adverbs><done>(?:cho )?<leave><title><left>", "removedFrom", False),
                # "trao quyết định nghỉ hưu cho ông A, Phó Giám đốc Sở B", "... cho Thứ trưởng B ông A"
                ("<retire><while>(?P<post>C[0-9]+ )(?:, )?<people>", "removedFrom", True),
                ("<retire><while><people>[,–-] <posts>", "removedFrom", True),
                # "ông A, Phó Giám đốc Sở B, nghỉ hưu theo chế độ"
                ("<people>[,–-] <posts>(?:[,–-] )?<adverbs><retire>", "removedFrom", False),
                # "nguyên Chủ tịch nước A", "ông A, 70 tuổi, nguyên Bí thư B, nguyên Bộ trưởng C", "bà A từng là B"
                ("<former><once-held>(?:cũ )?(?P<who><person>)", "heldPost", True),
                ("(?P<who><person>)<beside><former><once-held>(?!<person>)", "heldPost", False),
                ("<people><beside><adverbs><once><title><posts>", "heldPost", False),
            )
            if f"<{verb}>" in pattern
        ]
        self._then = re.compile(_filled("(?:; )?<gap><verbs><gap><take><posts>", pieces))
        self._next = {
            name: re.compile(_filled(f"(?:[,;] )?(?:và )?{pattern}", pieces))
            for name, pattern in (
                ("posts", "<title><posts><term><for><people>"),
                ("left", "<title><left><term><from><people>"),
                ("taken", "<people><beside><take><posts>"),
            )
        }
        self._decided = re.compile(_filled("<start>(?:(?:<decision>của )?<bodies>|(?P<one>P[0-9]+ ))<decide>$", pieces))

    def find(self, text: str, lines: Sequence[Line], dates: Sequence[Date], published: str) -> Iterator[Accepted]:
        """What the lines of a text say; `dates` are those that its DateSpans point to."""
        latest = max((d[:4] for d in (published, *(d.value for d in dates)) if d[:2] in ("19", "20")), default="")
        for number, line in enumerate(lines):
            said = text[line.items[0].start : line.items[-1].end].lower() if line.items else ""
            if any(verb in said for verb in self._told):
                yield from self._of_line(text, line, number, dates, latest)

    def _of_line(self, text: str, line: Line, number: int, dates: Sequence[Date], latest: str) -> Iterator[Accepted]:
        row = self._rows.row(text, line)
        if row is None:
            return
        verbs = {name for name, verb in self._verbs.items() if verb.search(row.text)}
        for form in (f for f in self._forms if f.verb in verbs):
            for match in form.pattern.finditer(row.text):
                if match[0].count(")") > match[0].count("("):  # "ông A (anh ông B), nguyên Bí thư C" is of A
                    continue
                if form.relation != "heldPost" and (
                    self._unsaid(row.text[: match.start("verb")]) or _past(row, match.end(), dates, latest)
                ):
                    continue
                deciders = self._deciders(form, match, row) if form.relation != "heldPost" else set()
                for who, relation, posts in self._said(form, match, row.text):
                    for person in (p.root.entity for p in row.named(who, "P")):
                        for post in (p.root.entity for p in row.named(posts, "C")):
                            yield Accepted(person, relation, post, number, 0.9, FRAME)
                            if relation in _ALSO:
                                yield Accepted(person, _ALSO[relation], post, number, 0.9, FRAME)
                        for decider in deciders - {person}:
                            yield Accepted(decider, "appoints", person, number, 0.88, FRAME)

    def _said(self, form: _Form, match: re.Match[str], row: str) -> Iterator[tuple[str, str, str]]:
        """People, a relation and posts: those of the match and of what goes on after it."""
        yield match["who"], form.relation, match["post"]
        if form.listed:  # "miễn nhiệm chức danh C đối với ông A và D đối với ông B"
            after = self._next[form.listed].match(row, match.end())
            while after:
                yield after["who"], form.relation, after["post"]
                after = self._next[form.listed].match(row, after.end())
        if form.relation == "removedFrom":  # "thôi giữ chức C và được điều động làm D"
            then = self._then.match(row, match.end())
            if then and not self._unsaid(row[: then.start("verb")]):
                yield match["who"], "appointedTo", then["post"]

    def _unsaid(self, before: str) -> bool:
        """Whether it is only planned, asked for or denied: "sẽ bổ nhiệm", "giới thiệu để bầu"."""
        words = re.split(r"[;.:] ", before)[-1].split()[-_BEFORE:]
        return bool(self._planned.search(self._requested.sub("", " ".join(words) + " ")))

    def _deciders(self, form: _Form, match: re.Match[str], row: OfficeRow) -> set[int]:
        by = match.groupdict().get("by")
        if by is None:
            said = self._decided.search(row.text[: match.start("verb" if form.active else "who")])
            by = (said["by"] or said["one"]) if said else ""
        return {p.root.entity for letter in "OP" for p in row.named(by, letter)}


def contradicted(said: Accepted, fixed: Sequence[Accepted]) -> bool:
    """Whether what is believed of an appointment does not fit what a fixed form of the same line says.

    The form says who is given, leaves or once held the post, and who decides on the person: not the one who hands
    the paper over.
    """
    if said.frame == FRAME:
        return False
    if said.predicate == "holdsPost":
        pair = (said.subject, said.object, said.line)
        return any(f.predicate == "heldPost" and (f.subject, f.object, f.line) == pair for f in fixed)
    if said.predicate not in _OWN:
        return False
    if said.predicate == "appoints" and not (said.candidate and said.candidate.subject.kind == "Person"):
        return False
    same = [f for f in fixed if f.predicate == said.predicate and f.line == said.line and f.object == said.object]
    return bool(same) and all(f.subject != said.subject for f in same)


def _pieces(word: Mapping[str, str], person: str, planned: str) -> dict[str, str]:
    """What the patterns are made of, by name."""
    piece = {name: word.get(name, "(?!)") for name in ("decision", "for", "retire")}
    piece["start"] = r"(?<!\S)"
    piece["person"] = person
    piece["people"] = rf"(?P<who>{piece['person']}(?:(?:, (?:và )?|và |cùng ){piece['person']})*)"
    piece["adverbs"] = rf"(?:{word.get('adverb', '(?!)')})*"
    piece["decide"] = rf"(?:{word.get('adverb', '(?!)')}|{word.get('decide', '(?!)')})*"
    piece["title"] = rf"(?:{word.get('title', '(?!)')})?"
    piece["from"] = rf"(?:{word.get('from', '(?!)')})?"
    appoint, leave = word.get("appoint", "(?!)"), word.get("leave", "(?!)")
    piece["verbs"] = (
        rf"(?P<verb>(?<!tiến )(?<!đề )(?<!ứng ){appoint}(?:(?:, (?:và )?|và |rồi ){appoint})*){piece['adverbs']}"
    )
    piece["leave"] = rf"(?P<verb>{leave})"
    piece["retire"] = rf"(?P<verb>{piece['retire']})"
    one = rf"C\d+ (?!{piece['person']})"
    piece["posts"] = rf"(?P<post>C\d+ (?:(?:, |và |kiêm |, kiêm |, đồng thời là ){one})*)"
    piece["left"] = rf"(?P<post>C\d+ (?:(?:[,;] (?:và )?|và )(?:{leave}{piece['title']})?{one})*)"
    former = word.get("former", "(?!)")
    piece["former"] = rf"(?P<verb>{former})"
    piece["once"] = rf"(?P<verb>{word.get('once', '(?!)')})"
    piece["once-held"] = rf"(?P<post>C\d+ (?:(?:, |và |kiêm |, kiêm ){former}C\d+ )*)"
    piece["term"] = r"(?:(?:, )?(?:T\d+|khóa \S+|nhiệm kỳ \S+(?: [–-] \S+)?) )*(?:, )?"
    piece["take"] = rf"(?<!thôi )(?<!hiện )(?<!đang )(?<!nguyên )(?<!từng ){word.get('take', '(?!)')}{piece['title']}"
    # Between a name and what is said of it: posts, dates, years, places, and no verb.
    piece["beside"] = (
        rf"(?:(?:[COAT]\d+|[,()–-]|\d+) |\( (?:[^\s)]+ ){{1,10}}\) |{word.get('beside', '(?!)')}){{0,24}}?"
    )
    piece["gap"] = rf"(?:(?!P\d|[;:.?!”\"] |{planned})\S+ ){{0,30}}?"
    piece["while"] = r"(?:(?![PC]\d|[;:.?!”\"] )\S+ ){0,10}?"
    piece["bodies"] = r"(?P<by>O\d+ (?:(?:, |và )O\d+ )*)"
    by = r"(?:(?P<by>[CO]\d+ (?:(?:, |và )[CO]\d+ )*)|(?:(?!P\d|[,;:.] )\S+ ){0,4}?)"
    piece["given"] = rf"{by}{piece['adverbs']}"
    piece["done"] = rf"(?:(?:được|bị) {piece['given']})?"
    return piece


def _listed(relation: str, pattern: str) -> str:
    if "<term>" in pattern:
        return "posts" if relation == "appointedTo" else "left"
    return "taken" if pattern.startswith("<verbs>") else ""


def _filled(pattern: str, pieces: Mapping[str, str]) -> str:
    return r"(?<!\S)" + re.sub(r"(?<!\?P)<([\w-]+)>", lambda m: pieces[m[1]], pattern)


def _past(row: OfficeRow, end: int, dates: Sequence[Date], latest: str) -> bool:
    """Whether the words up to there say a year long before that of the article: a career is told."""
    for phrase in row.named(row.text[:end], "T"):
        date = dates[int(phrase.traits["date"])]
        year = date.value[:4]
        if date.kind not in _UNTIMED and year.isdigit() and latest and int(year) < int(latest) - 1:
            return True
    return False
