"""graph/identity: what was decided about who is who, and what was inferred rather than read."""

from __future__ import annotations

from kg.graph.facts import ordered
from kg.graph.names import Names
from kg.graph.terms import Triple, decimal, digest, iri, term, text
from kg.identity import Resolution

_TYPE = term("rdf:type")


def decisions(resolution: Resolution, names: Names) -> list[Triple]:
    """The triples of graph/identity.

    A kg:IdentityDecision says of two things that they are the same or not, or that nobody has decided; a kg:Inference
    names the holder of a post whom an article means without naming, with the dated term of office it rests on.
    """
    out: list[Triple] = []
    nodes = names.nodes
    for pair in resolution.pairs:
        left = nodes.get(pair.left, iri(f"{names.base}id/{pair.left}"))
        right = nodes.get(pair.right, iri(f"{names.base}id/{pair.right}"))
        name = f"<{names.base}id/decision-{digest(left, right)}>"
        out += [
            (name, _TYPE, term("kg:IdentityDecision")),
            (name, term("kg:between"), left),
            (name, term("kg:between"), right),
            (name, term("kg:verdict"), text(pair.verdict)),
            (name, term("kg:likeness"), decimal(pair.score)),
        ]
        out += [(name, term("kg:reason"), text(reason, "en")) for reason in pair.reasons]
        if pair.verdict == "different" and pair.left in nodes and pair.right in nodes:
            out.append((left, term("owl:differentFrom"), right))
    for inferred in resolution.inferred:
        person, post = nodes.get(inferred.person), nodes.get(inferred.post)
        if person is None or post is None:
            continue
        article = names.article(inferred.article)
        name = f"<{names.base}id/inference-{digest(article, person, post)}>"
        out += [
            (name, _TYPE, term("kg:Inference")),
            (name, term("rdf:subject"), person),
            (name, term("rdf:predicate"), term("kg:holdsPost")),
            (name, term("rdf:object"), post),
            (name, term("oa:hasSource"), article),
            (name, term("kg:inferredFrom"), iri(f"{names.base}id/{inferred.term}")),
        ]
    for copy, original in resolution.copies.items():
        out.append((names.article(copy), term("kg:copyOf"), names.article(original)))
    return ordered(set(out))
