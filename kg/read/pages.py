"""Web pages, Markdown and text files as records: title, text, date, source, address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kg.read.encoding import unescaped
from kg.read.problem import Unreadable

Record = dict[str, object]

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|td|tr|table|tbody|th|ul|ol|li|h[1-6]|strong|b|i|em|u|a|img|font|figure|figcaption|section|"
    r"article|center|blockquote|script|style|iframe|o:p)\b[^<>]*>",
    re.IGNORECASE,
)
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    r"<(?:br\b[^<>]*|/(?:p|div|tr|table|ul|ol|li|h[1-6]|figure|figcaption|section|article|center|blockquote)\s*)>",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"[^\W\d_][\w.-]*(?: [\w.-]+){0,2}[ \t]*:")
_FURTHER = re.compile(r"[ \t]+\S|-[ \t]|#")  # a list or a long value under its key, or a remark, as YAML has them
_RULER = re.compile(r"\A(?:[ \t]*-{3,}[ \t]*\n)+")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_MARKDOWN = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"(?<!\!)\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^([ \t]*)[*+][ \t]+", re.MULTILINE), r"\1- "),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?![\w*])"), r"\1"),
)


def page(source: str | bytes) -> Record:
    """The article on a web page, found by trafilatura without its menus and comments.

    Raises Unreadable when there is no article on the page.
    """
    import trafilatura  # takes half a second that other formats need not wait for

    found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise Unreadable(
            "no article text found on the page", "Save the page of the article itself, or give its text as .txt"
        )
    url = found.url or ""
    site = found.sitename or (urlsplit(url).hostname or "").removeprefix("www.")
    return {"title": found.title, "text": found.text, "date": found.date, "url": url, "source": site}


def markdown(text: str) -> Record:
    """A Markdown file as a record: front matter (key: value) gives its fields, the first heading its title."""
    record = fronted(text)
    text = str(record["text"])
    heading = _HEADING.search(text)
    if heading and not record.get("title") and not text[: heading.start()].strip():
        record["title"] = plain_markdown(heading[1])
    body = re.sub(r"\n{3,}", "\n\n", plain_markdown(text)).strip()
    return record | {"text": body}


def fronted(text: str) -> Record:
    """A text file as a record: front matter (key: value between two lines of ---), if any, gives its fields."""
    record: Record = {}
    text = re.sub(r"\r\n?", "\n", text)
    match = _FRONT_MATTER.match(text)
    if match and _fields(match[1].split("\n")):
        for line in match[1].split("\n"):
            name, _, value = line.partition(":")
            if _FIELD.match(line):
                record[name.strip().casefold()] = value.strip().strip("\"'")
        text = text[match.end() :]
    return record | {"text": _RULER.sub("", text)}


def _fields(lines: list[str]) -> bool:
    """Whether the lines are front matter: each names a field and its value, or goes on with the field above."""
    lines = [line for line in lines if line.strip()]
    return all(_FIELD.match(line) or (index and _FURTHER.match(line)) for index, line in enumerate(lines))


def plain_markdown(text: str) -> str:
    """`text` without the signs of Markdown."""
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return text


def plain(text: str) -> str:
    """`text` without the HTML that records taken from web pages carry, escaped (even twice) or not."""
    text = unescaped(unescaped(text))
    if not _MARKUP.search(text):
        return text
    text = _BREAK.sub("\n", _SILENT.sub("", text))
    text = _MARKUP.sub(" ", text)
    return re.sub(r"[ \t]*\n[ \t\n]*", "\n", re.sub(r"[ \t]{2,}", " ", text)).strip()
