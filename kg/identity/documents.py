"""Documents and programmes: by kind, number, issuer and year; a partial reference goes to the one document it fits.

"28-NQ/TW" names one document in a term of the Party's Central Committee and another in the next; "163/QĐ-UBND" one in
a province and a year. Where an article gives too little, the document stays that article's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.identity.canonical import Canonical, joined, pairs
from kg.identity.digest import Digest, span_of
from kg.identity.kinds import Kinds
from kg.identity.persons import Ref, province
from kg.identity.places import HOME, Key, Place
from kg.model import Value
from kg.ontology import Ontology

_OFFICIAL = re.compile(
    r"\b(\d{1,5})\s*(?:/\s*((?:19|20)\d\d))?\s*[-–/]\s*([A-ZĐ][A-ZĐƯa-z&0-9]*(?:\s*[-–/]\s*[A-ZĐ][A-ZĐƯa-z0-9]*)*)"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_CENTRAL = re.compile(r"T[WƯ]\b")
_TERM = re.compile(r"[Kk]h[óo]a\s+([IVX]+)\b")
_LONG = 8  # words from which on a name without a number says enough by itself
_NATIONAL = re.compile(r"^(?:QH|NĐ|UBTVQH|CP|TTg|CTN|SL)|-(?:CP|TTg|CTN|UBTVQH\d*)$|^TT|QH\d+$")


@dataclass(frozen=True, slots=True)
class Paper:
    """What an article says of one document."""

    ref: Ref
    kind: str  # "nghị quyết"
    number: str = ""  # "5" of "05-CT/TW"
    suffix: str = ""  # "CT-TW", however it is written
    year: str = ""
    term: str = ""  # of the Party: "XI"; "?XI" where only the article's day speaks for it
    issuer: str = ""
    area: str = ""
    name: tuple[str, ...] = ()
    draft: bool = False


class Documents:
    """Identifies the documents and programmes of all digests together."""

    def __init__(self, ontology: Ontology, canonical: Canonical) -> None:
        self._kinds_of, self._canonical = Kinds(ontology), canonical
        kinds = sorted((kind for kind, _ in pairs(ontology, "document-kind")), key=lambda k: (-len(k), k))
        self._kind = re.compile(rf"(?:dự thảo |dự án )?({'|'.join(map(re.escape, kinds))})\b")
        self._laws = frozenset(ontology.words.get("law-word", ()))
        self._terms = sorted((b, a) for a, b in pairs(ontology, "party-term"))
        self._began = {name: start for start, name in self._terms}
        self._years: dict[tuple[str, ...], set[str]] = defaultdict(set)  # of the laws that are known, by name
        for known in ontology.known.values():
            year = _YEAR.search(known.label) if self._kinds_of.under(known.kind, "Document") else None
            if year:
                self._years[self._name(known.label)].add(year[1])

    def papers(self, digest: Digest, places: Mapping[int, Place]) -> list[Paper]:
        """The documents of one article."""
        said: dict[int, dict[str, str]] = defaultdict(dict)
        issuer: dict[int, int] = {}
        for subject, predicate, object_ in digest.says:
            if predicate in ("number", "issuedOn") and isinstance(object_, Value):
                said[subject].setdefault(predicate, object_.text)
            elif predicate == "issues" and isinstance(object_, int):
                issuer.setdefault(object_, subject)
        found = []
        for i, entity in enumerate(digest.entities):
            if self._kinds_of.under(entity.kind, "Document"):
                by = places.get(issuer.get(i, -1))
                found.append(self._paper(digest, i, said[i], by, places))
        return found

    def keys(self, papers: list[Paper]) -> dict[Ref, Key]:
        """What every document is; papers with one key are one document."""
        full: dict[tuple[str, str], set[Key]] = defaultdict(set)
        laws: dict[tuple[str, ...], set[str]] = defaultdict(set)
        keys: dict[Ref, Key] = {}
        open_: list[Paper] = []
        for paper in papers:
            key = self._full(paper)
            if key is not None:
                keys[paper.ref] = key
                full[paper.kind, paper.number].add(key)
            else:
                open_.append(paper)
            if paper.kind in self._laws and paper.year and not paper.draft:
                laws[paper.name].add(paper.year)
        for paper in open_:
            keys[paper.ref] = self._partial(paper, full, laws)
        return keys

    def _paper(
        self, digest: Digest, i: int, said: Mapping[str, str], by: Place | None, places: Mapping[int, Place]
    ) -> Paper:
        entity = digest.entities[i]
        text = entity.name
        lower = text.lower()
        draft = lower.startswith(("dự thảo", "dự án"))
        opening = self._kind.match(lower)
        kind = opening[1] if opening else ""
        official = _OFFICIAL.search(said.get("number", "")) or _OFFICIAL.search(text)
        number = official[1] if official else ""
        if not number and kind:
            plain = re.search(rf"{kind}\s+(?:số\s+)?(\d{{1,4}})\b(?!\s*/)", lower)
            number = plain[1] if plain else ""
        number = number.lstrip("0")
        suffix = re.sub(r"\s*[-–/]\s*", "-", official[3]) if official else ""
        issued = said.get("issuedOn", "")
        years = _YEAR.findall(text)
        year = (official[2] if official and official[2] else "") or (issued[:4] if re.match(r"\d{4}", issued) else "")
        year = year or (years[-1] if years else "")
        term = _TERM.search(text)
        span = span_of(issued if re.match(r"\d{4}-\d\d", issued) else None)
        found = term[1] if term else self._term(span[0]) if span else ""
        if not found and year and not issued and kind not in self._laws:
            found = self._term_of_year(year)
        if not found and digest.terms and not year:
            found = self._term_around(digest)
        area = by.area if by is not None else ""
        if not area:
            around = {province(p.area) for p in places.values() if p.area} - {"", HOME}
            area = next(iter(around)) if len(around) == 1 else ""
        name, issuer = self._name(text), by.key[1] if by else ""
        return Paper((digest.article, i), kind, number, suffix, year, found, issuer, area, name, draft)

    def _name(self, text: str) -> tuple[str, ...]:
        """The words of a document's name without its year."""
        return self._canonical.name(_YEAR.sub(" ", re.sub(r"\bnăm\s+(?=\d{4})", " ", text)))

    def _full(self, paper: Paper) -> Key | None:
        if not paper.number or not paper.suffix or paper.draft:
            return None
        code = _code(paper)
        if _CENTRAL.search(paper.suffix):
            return ("doc", code, paper.term) if paper.term and not _guessed(paper) else None
        if _NATIONAL.search(paper.suffix) or not re.search(r"UBND|HĐND|TU\b|HU\b|SỞ|BCĐ", paper.suffix, re.IGNORECASE):
            return ("doc", code, paper.year) if paper.year else None
        return ("doc", code, paper.year, paper.area) if paper.year and paper.area else None

    def _partial(
        self, paper: Paper, full: Mapping[tuple[str, str], set[Key]], laws: Mapping[tuple[str, ...], set[str]]
    ) -> Key:
        own = ("doc", joined(paper.name) or paper.kind, "@" + paper.ref[0])
        if paper.draft:
            return own
        if paper.kind in self._laws and not paper.number:
            if paper.year:
                return ("doc", joined(paper.name), paper.year)
            # Without a year it is the one law that articles name with a year, unless more of the name are known.
            years = laws.get(paper.name, set())
            year = next(iter(years)) if len(years) == 1 and self._years.get(paper.name, years) <= years else ""
            return ("doc", joined(paper.name), year) if len(paper.name) > 1 else own
        if paper.number:
            alike = [
                key
                for key in sorted(full.get((paper.kind, paper.number), ()))
                if not paper.suffix or key[1] == _code(paper)
            ]
            if _guessed(paper) and _CENTRAL.search(paper.suffix):
                key = ("doc", _code(paper), paper.term[1:])
                return key if all(other == key for other in alike) else own
            fitting = [
                key
                for key in alike
                if ((paper.term and key[2] == paper.term) or (paper.year and key[2] == paper.year))
                and (len(key) < 4 or key[3] == paper.area)
            ]
            if len(fitting) == 1:
                return fitting[0]
            if paper.term and not _guessed(paper) and not fitting:
                return ("doc", f"{paper.kind} {paper.number}", paper.term, paper.issuer)
            return own
        return ("doc", joined(paper.name)) if len(paper.name) >= _LONG else own

    def _term_around(self, digest: Digest) -> str:
        """The one term of the Party among those that the article names, else that of its day, marked as a guess.

        "Quốc hội khóa XIV" of 2018 is no term of the Party: its XIV began later.
        """
        first, last = digest.span or ("", "9")
        named = [name for name in digest.terms if self._began.get(name, "~") <= last]
        if named:
            return named[0] if len(named) == 1 else ""
        then = self._term(first)
        return f"?{then}" if then and then == self._term(last) else ""

    def _term(self, day: str) -> str:
        return next((name for start, name in reversed(self._terms) if start <= day), "")

    def _term_of_year(self, year: str) -> str:
        """The term of a whole year, "" for one in which terms changed."""
        first, last = self._term(f"{year}-01-01"), self._term(f"{year}-12-31")
        return first if first == last else ""


def _code(paper: Paper) -> str:
    """The number with what stands behind it, as keys have it: "28-nq-tw"."""
    return f"{paper.number}-{paper.suffix}".lower().replace("tư", "tw")


def _guessed(paper: Paper) -> bool:
    return paper.term.startswith("?")
