"""Pairs of which nobody knows whether they are one, for the review in the page and in the terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.identity.judgements import Judgement
from kg.ontology import local
from kg.show import facts
from kg.show.facts import Queryable, rows


def pairs(store: Queryable, decided: Iterable[Judgement] = ()) -> list[tuple[str, str, float, tuple[str, ...]]]:
    """The undecided pairs as (IRI, IRI, likeness, reasons), first those that are alike and that many articles name.

    Args:
        store: the graph.
        decided: what was decided since it was built; those pairs are left out.
    """
    found: dict[tuple[str, str, float], set[str]] = defaultdict(set)
    query = """SELECT ?a ?b ?l ?r { GRAPH ?g { ?d a kg:IdentityDecision ; kg:between ?a, ?b ; kg:verdict ?v ;
               kg:likeness ?l OPTIONAL { ?d kg:reason ?r }
               FILTER(STR(?a) < STR(?b) && ?v IN ("undecided", "unsure")) } }"""
    for left, right, likeness, reason in rows(store, query):
        found[left, right, float(likeness)].add(reason)
    told = facts.told(store, {end for left, right, _ in found for end in (left, right)})
    gone = {ends for one in decided for ends in ((one.left_node, one.right_node), (one.right_node, one.left_node))}

    def worth(pair: tuple[str, str, float]) -> tuple[float, str, str]:
        return (-pair[2] * min(told.get(pair[0], 0), told.get(pair[1], 0), 20), pair[0], pair[1])

    open_ = [pair for pair in found if (local(pair[0]), local(pair[1])) not in gone]
    return [(*pair, tuple(sorted(filter(None, found[pair])))) for pair in sorted(open_, key=worth)]
