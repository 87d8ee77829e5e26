"""Help for writing the articles of `tests/data/rewritten/`: marks what is marked once everywhere, shows what is left.

python tests/data/rewriting.py --mark FILE  marks the other occurrences of what is marked once (rewrites FILE)
python tests/data/rewriting.py --review     names and surfaces left unmarked, to look at
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rewritten_markup import FOLDER, Span, blocks, drafts, nested, unmarked
from rewritten_quotes import sentences


def mark(content: str) -> str:
    """Return a batch in which the other occurrences of what is marked once are marked too.

    Left to the writer: surfaces of one syllable, and surfaces that name two things.
    """
    out = []
    for head, body, lines in blocks(content):
        text, spans = unmarked(body)
        spans = [*spans, *_more(text, spans)]
        out.append(f"# {head}\n{_marked(text, spans)}\n--\n" + "\n".join(lines) + "\n")
    return "\n".join(out)


def _more(text: str, spans: list[Span]) -> list[Span]:
    owners: dict[str, set[tuple[str, ...]]] = {}
    for span in spans:
        owners.setdefault(text[span.start : span.end], set()).add(span.names)
    added: list[Span] = []
    for surface in sorted(owners, key=len, reverse=True):
        if len(owners[surface]) > 1:
            continue
        names = next(iter(owners[surface]))
        place = names[0][0] == "A" and surface[0].isupper()
        if " " not in surface and not place and not re.search(r"[.\d]|[A-ZĐ]{3}", surface):
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            start, end = match.span()
            present = [*spans, *added]
            if any(s.start < end and start < s.end and not _inside(s, start, end) for s in present):
                continue
            around = [s for s in present if _inside(s, start, end)]
            if any(set(s.names) & set(names) for s in around):
                continue
            if around and (names[0][0] in "EDG" or (names[0][0] == "C" and any(s.names[0][0] == "C" for s in around))):
                continue
            added.append(Span(start, end, names))
    return added


def _inside(outer: Span, start: int, end: int) -> bool:
    return outer.start <= start and end <= outer.end


def _marked(text: str, spans: list[Span]) -> str:
    marks: list[tuple[int, int, int, str]] = []
    for span in spans:
        length = span.end - span.start
        marks.append((span.start, 1, -length, f"[{'+'.join(span.names)} "))
        marks.append((span.end, 0, length, "]"))
    out = []
    last = 0
    for position, _, _, sign in sorted(marks):
        out += [text[last:position], sign]
        last = position
    return "".join(out) + text[last:]


def review() -> Iterator[str]:
    """Yield what a writer should look at again: capitalised words outside mentions, surfaces that stand unmarked."""
    for path in sorted(FOLDER.glob("batch-*.txt")):
        for draft in drafts(path):
            covered = bytearray(len(draft.text))
            for span in draft.spans:
                covered[span.start : span.end] = b"x" * (span.end - span.start)
            starts = {start for start, _ in sentences(draft.text)}
            for match in re.finditer(r"\w[\w.]*", draft.text):
                first = match.start()
                if match.group()[0].isupper() and not covered[first] and first not in starts:
                    yield f"{draft.id} unmarked: {draft.text[max(0, first - 20) : match.end() + 15]!r}"
            inside = {id(outer) for outer, _ in nested(draft.spans)}
            for span in draft.spans:
                surface = draft.text[span.start : span.end]
                if span.names[0][0] == "C" and id(span) not in inside and surface.count(" ") > 1:
                    yield f"{draft.id} no body inside: {surface}"
            for surface in {draft.text[s.start : s.end] for s in draft.spans}:
                for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", draft.text):
                    if not any(covered[match.start() : match.end()]):
                        yield f"{draft.id} surface: {draft.text[max(0, match.start() - 20) : match.end() + 15]!r}"


def main(arguments: list[str]) -> int:
    """Run the command line and return its exit status."""
    if arguments[:1] == ["--mark"] and len(arguments) == 2:
        path = Path(arguments[1])
        path.write_text(mark(path.read_text(encoding="utf-8")), encoding="utf-8")
    elif arguments == ["--review"]:
        print("\n".join(dict.fromkeys(review())))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
