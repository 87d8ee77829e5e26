"""Files, folders and standard input as articles, in an order that does not depend on how they were given."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read import encoding, pages, records
from kg.read.dates import iso_day
from kg.read.folders import FORMATS, STDIN, OnProblem, files
from kg.read.furniture import cut
from kg.read.pages import Record
from kg.read.problem import Problem, Unreadable, writable
from kg.read.vietnamese import is_legacy, is_vietnamese

FIELDS = ("id", "title", "text", "date", "url", "source")
_RECORDS = ("jsonl", "json", "csv", "tsv")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HEADLINE = 200  # characters


def articles(
    paths: Iterable[str | os.PathLike[str]],
    *,
    fields: Mapping[str, str] | None = None,
    date: str | None = None,
    on_problem: OnProblem,
) -> Iterator[Article]:
    """The articles in `paths`: files, folders (read with all that is in them) and "-" for standard input.

    `fields` maps a field of a record (id, title, text, date, url, source) to the name that the files use for it.
    `date` is the publication date of articles that have none. Whatever cannot be read goes to `on_problem`, and the
    reading goes on. Raises InputError, before anything is read, when `fields` or `date` make no sense.
    """
    names = dict(fields or {})
    for name in names:
        if name not in FIELDS:
            raise InputError(f"--field {name}=...: there is no field “{name}”. The fields are {', '.join(FIELDS)}.")
    default = iso_day(date) if date else None
    if date and not default:
        raise InputError(f"--date {date}: not a date. Write it as 2018-08-27 or 27/08/2018.")
    # a generator of its own, so that the errors above come at the call and not at the first article
    return _distinct(_all(paths, names, default, on_problem), on_problem)


def _all(
    paths: Iterable[str | os.PathLike[str]], fields: Mapping[str, str], date: str | None, on_problem: OnProblem
) -> Iterator[Article]:
    for path in files(paths, on_problem):
        try:
            yield from _file(path, fields, date, on_problem)
        except Unreadable as problem:
            on_problem(Problem(str(path), problem.reason, problem.advice))
        except OSError as error:
            on_problem(
                Problem(str(path), f"cannot be opened ({error.strerror})", "Check that the file exists and may be read")
            )


def _file(path: Path, fields: Mapping[str, str], date: str | None, on_problem: OnProblem) -> Iterator[Article]:
    given = str(path) == STDIN
    data = sys.stdin.buffer.read() if given else path.read_bytes()
    kind = None if given else FORMATS.get(path.suffix.casefold())
    stem = "stdin" if given else writable(path.stem)
    if kind == "html" and encoding.codec(data[:4]) is None:
        text, source = "", data  # trafilatura knows the encodings that pages declare
        if not data.strip():
            encoding.decode(data)
    else:
        text, damaged = encoding.decode(data)
        source = data
        if damaged:
            on_problem(Problem(str(path), f"{damaged} damaged characters left out", "Check the file", skipped=False))
    text = text.removeprefix("\ufeff")
    kind = kind or _sniffed(text)
    if kind == "txt" and _PAGE.match(text[:2000]):
        kind = "html"
    if kind in _RECORDS:
        count = 0
        for place, record in _records(kind, text, fields.get("text", "text")):
            count += 1
            try:
                if isinstance(record, Unreadable):
                    raise record
                row = records.renamed(record, fields)
                row |= {name: pages.plain(row[name]) for name in ("title", "text")}
                yield _article(row, f"{stem}-{count}", path, place=place, default=date, on_problem=on_problem)
            except Unreadable as problem:
                on_problem(Problem(str(path), problem.reason, problem.advice, record=_place(place, record)))
        if not count:
            raise Unreadable(
                "no records in it",
                "Give one record per line (.jsonl), a list (.json) or rows under a heading row (.csv)",
            )
        return
    record = _one(kind, text, source)
    row = {name: str(record.get(name) or "") for name in FIELDS}
    yield _article(row, stem, path, place=None, default=date, on_problem=on_problem)


def _records(kind: str, text: str, wanted: str) -> Iterator[tuple[str, Record | Unreadable]]:
    if kind == "json":
        return records.json_document(text, wanted)
    return records.json_lines(text) if kind == "jsonl" else records.table(text, "\t" if kind == "tsv" else None)


def _one(kind: str, text: str, data: bytes) -> Record:
    if kind == "html":
        return pages.page(text or data)
    if kind == "md":
        return pages.markdown(text)
    return pages.fronted(text)


def _sniffed(text: str) -> str:
    """The format of a text that has no file ending to tell it."""
    start = text.lstrip()
    if _PAGE.match(start[:2000]):
        return "html"
    if start.startswith(("{", "[{", "[ {", "[\n")):
        return "json"
    if start.startswith("---\n"):
        return "md"
    heading = re.split(r"[,;\t|]", start.split("\n", 1)[0].strip().casefold())
    if len(heading) > 1 and {name.strip("\"' ") for name in heading} & {"text", "content", "title"}:
        return "csv"
    return "md" if start.startswith("# ") else "txt"


def _article(
    row: Mapping[str, str], fallback: str, path: Path, *, place: str | None, default: str | None, on_problem: OnProblem
) -> Article:
    """One record as an article.

    Raises Unreadable when nothing Vietnamese is left of it.
    """
    title = " ".join(encoding.clean(row["title"]).split())
    body = encoding.clean(row["text"]).strip()
    if not body and not title:
        raise Unreadable("empty", "Check that the text was saved, or leave it out")
    own = _begins(body, title) if title else False
    text = body if own or not title else f"{title}\n{body}".strip()
    if not is_vietnamese(text):
        if is_legacy(row["text"]):
            raise Unreadable(
                "Vietnamese in an old font encoding (TCVN3 or VNI)",
                "Convert it to Unicode first, for example with the toolkit of UniKey",
            )
        raise Unreadable("not Vietnamese with its accents", "Leave it out, or give the text in accented Vietnamese")
    text = cut(text)
    text = text.strip() if not text[:1].strip() else text
    if not text:
        raise Unreadable("nothing but menus and lists of other articles", "Give the text of the article itself")
    day = iso_day(row["date"]) if row["date"] else None
    if row["date"].strip() and not day:
        on_problem(
            Problem(
                str(path),
                f"date “{row['date']}” not understood",
                "Write it as 2018-08-27 or 27/08/2018",
                place,
                skipped=False,
            )
        )
    return Article(
        id=encoding.clean(row["id"]).strip() or fallback,
        text=text,
        title=title or _headline(text),
        date=day or default,
        source=encoding.clean(row["source"]).strip() or None,
        url=encoding.clean(row["url"]).strip() or None,
        path=None if str(path) == STDIN else writable(path.as_posix()),
    )


def _begins(body: str, title: str) -> bool:
    """Whether the text opens with its own title, in whatever case and spacing."""
    head = " ".join(body[: 2 * len(title) + 20].split()).casefold()
    if not head.startswith(title.casefold()):
        return False
    # "Bắc Ninh" before "Bắc Ninh tổ chức hội nghị" is a headline that the text does not repeat
    return len(title) >= 30 or head == title.casefold() or "\n" in body[: len(title) + 3]


def _headline(text: str) -> str:
    """The first line, when more follows it and it is not a sentence; otherwise nothing."""
    first, newline, rest = text.partition("\n")
    first = first.strip()
    if newline and rest.strip() and 0 < len(first) <= _HEADLINE and not re.search(r"(?<!\.\.)[.;:,]$|/\.$", first):
        return " ".join(first.split())
    return ""


def _distinct(found: Iterable[Article], on_problem: OnProblem) -> Iterator[Article]:
    """The articles, the second of two with one id under a new id; one that is there twice only once."""
    seen: dict[str, list[int]] = {}
    for article in found:
        known = seen.setdefault(article.id, [])
        mark = hash((article.text, article.date, article.url))
        if mark in known:
            reason, advice = (
                "the same article was read before",
                "Nothing to do, unless one of the two was to be another",
            )
            on_problem(Problem(article.path or STDIN, reason, advice, article.id, skipped=False))
            continue
        known.append(mark)
        if len(known) == 1:
            yield article
            continue
        number = len(known)
        while f"{article.id}-{number}" in seen:
            number += 1
        name = f"{article.id}-{number}"
        seen[name] = [mark]
        reason = f"another article has the id “{article.id}”, so this one is “{name}”"
        on_problem(Problem(article.path or STDIN, reason, "Give every article an id of its own", name, skipped=False))
        yield replace(article, id=name)


def _place(place: str, record: Record | Unreadable) -> str:
    name = record.get("id") if isinstance(record, dict) else None
    return f"{place}, id {name}" if name else place
