"""Readings made by hand for tests of identity: entities, and what is said of them by name."""

from __future__ import annotations

from kg.model import Article, Entity, Mention, Reading, Sentence, Statement, Value


def reading(
    article: str,
    *facts: tuple[str, str, str | Value],
    date: str | None = None,
    kinds: dict[str, str] | None = None,
    known: dict[str, str] | None = None,
    text: str = "",
) -> Reading:
    """A reading of an article with these facts (subject, property, object by name).

    Args:
        article: its id.
        facts: triples; a Value is a literal.
        date: publication date.
        kinds: class by name; guessed from the property otherwise.
        known: reference id by name.
        text: the article's text, in which every name is found; the names themselves otherwise.
    """
    kinds = dict(kinds or {})
    for subject, predicate, object_ in facts:
        left, right = _SORTS.get(predicate, ("Organization", "Area"))
        kinds.setdefault(subject, left)
        if isinstance(object_, str):
            kinds.setdefault(object_, right)
    names = list(kinds)
    body = text or ". ".join(names) + "."
    mentions = []
    for i, name in enumerate(names):
        start = body.find(name)
        while start >= 0:
            mentions.append(Mention(start, start + len(name), i))
            start = body.find(name, start + len(name))
    return Reading(
        article=Article(article, body, date=date),
        sentences=(Sentence(0, len(body)),),
        entities=tuple(Entity(kinds[n], n, (known or {}).get(n)) for n in names),
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        statements=tuple(
            Statement(names.index(s), p, o if isinstance(o, Value) else names.index(o), 0, 0.9, "test")
            for s, p, o in facts
        ),
    )


_SORTS = {
    "holdsPost": ("Person", "Post"),
    "heldPost": ("Person", "Post"),
    "appointedTo": ("Person", "Post"),
    "postIn": ("Post", "Organization"),
    "partOf": ("Organization", "Area"),
    "attends": ("Person", "Meeting"),
    "chairs": ("Person", "Meeting"),
    "organizes": ("Organization", "Meeting"),
    "heldIn": ("Meeting", "Area"),
    "heldOn": ("Meeting", ""),
    "issues": ("Organization", "Document"),
    "number": ("Document", ""),
    "issuedOn": ("Document", ""),
    "about": ("Meeting", "Document"),
}
