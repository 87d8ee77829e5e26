"""Where each node of a drawing stands: computed once, the same on every run, so that a page opens at once.

Fruchterman-Reingold by rustworkx (Apache-2.0) for each connected part; the parts are then set side by side, since a
force layout would throw them far apart.

On the largest part of a graph of 1,425 articles (1,812 nodes, 3,116 lines), seconds of one core, and mean length of a
line by mean distance of two nodes (less is clearer): rustworkx 1.0 and 0.22 (two thirds of the steps: 0.7 and 0.24),
networkx 7.0 and 0.24, scikit-network's Spring 5.5 and 0.70, its ForceAtlas 10 and 0.60; ForceAtlas2 with LinLog in
numpy 9.5 and 0.24. Springs for what is linked twice alone, cooled steadily, and the rest set beside what it hangs on
(1,911 nodes, 4,084 lines): 0.39 and 0.292 with 212,000 crossings of lines, for 0.85 and 0.296 with 280,000.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import rustworkx as rx

SPACING = 130.0  # pixels of the drawing between neighbours: names stand below their nodes
ASPECT = 1.6  # width of the whole by its height
SEED = 8
SMALL = 12  # nodes of a part that may stand in an empty corner of the largest
CELL = 65.0  # pixels of the grid on which corners are looked for
ITERATIONS = 60
LARGE = 1000  # nodes of a part of which only the core is laid out by springs, in two thirds of those steps
STALK = 1.2  # length of the lines that hang on the core, in those that the springs aim at


def positions(graph: nx.Graph[int]) -> Mapping[int, tuple[int, int]]:
    """Whole pixels of each node of a graph whose nodes are numbers, the first of them the most important."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p[0]))
    boxes = [_box(_spread(graph, part)) for part in parts]
    widest = max((box.width for box in boxes), default=0.0)
    area = sum(box.width * box.height for box in boxes)
    widths = [max(widest, (factor * ASPECT * area) ** 0.5) for factor in (0.8, 1.0, 1.25, 1.5, 2.0, 2.5)]
    first, rest = _tucked(graph, boxes)
    if not rest:
        return first
    if len(rest) < len(boxes) - 1:  # some found room: the whole is the first box, and only the others need shelves
        boxes = [_box({node: (float(x), float(y)) for node, (x, y) in first.items()}), *rest]
    return min((_shelves(boxes, width) for width in widths), key=_needed)


def _tucked(graph: nx.Graph[int], boxes: list[_Part]) -> tuple[dict[int, tuple[int, int]], list[_Part]]:
    """The largest part with the small ones in its empty corners, and those that found no room."""
    if not boxes:
        return {}, []
    placed = {node: (round(x), round(y)) for node, (x, y) in boxes[0].at.items()}
    taken = {_cell(x, y) for x, y in placed.values()}
    for a, b in sorted(graph.edges):
        if a in placed and b in placed:
            (ax, ay), (bx, by) = placed[a], placed[b]
            steps = int(max(abs(bx - ax), abs(by - ay)) / CELL) + 1
            taken |= {_cell(ax + (bx - ax) * n / steps, ay + (by - ay) * n / steps) for n in range(steps + 1)}
    columns, rows = int(boxes[0].width / CELL), int(boxes[0].height / CELL)
    rest = []
    for box in boxes[1:]:
        wide, high = int(box.width / CELL) + 1, int(box.height / CELL) + 1
        free = (
            (x, y)
            for y in range(rows - high + 1)
            for x in range(columns - wide + 1)
            if not any((x + i, y + j) in taken for j in range(high) for i in range(wide))
        )
        spot = next(free, None) if len(box.at) <= SMALL else None
        if spot is None:
            rest.append(box)
            continue
        taken |= {(spot[0] + i, spot[1] + j) for j in range(high) for i in range(wide)}
        placed |= {node: (round(spot[0] * CELL + x), round(spot[1] * CELL + y)) for node, (x, y) in box.at.items()}
    return placed, rest


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x / CELL), int(y / CELL)


def _shelves(boxes: list[_Part], width: float) -> dict[int, tuple[int, int]]:
    """The parts in rows, the first row with the largest of them."""
    placed: dict[int, tuple[int, int]] = {}
    x = y = tall = 0.0
    for box in boxes:
        if x and x + box.width > width:
            x, y, tall = 0.0, y + tall, 0.0
        for node, (px, py) in box.at.items():
            placed[node] = (round(x + px), round(y + py))
        x, tall = x + box.width, max(tall, box.height)
    return placed


def _needed(placed: Mapping[int, tuple[int, int]]) -> float:
    """How far somebody must step back to see all of it."""
    return max(
        max((x for x, _ in placed.values()), default=0), ASPECT * max((y for _, y in placed.values()), default=0)
    )


class _Part:
    """A connected part, moved so that it begins at the origin."""

    def __init__(self, at: dict[int, tuple[float, float]], width: float, height: float) -> None:
        self.at, self.width, self.height = at, width, height


def _box(at: dict[int, tuple[float, float]]) -> _Part:
    left, top = min(x for x, _ in at.values()), min(y for _, y in at.values())
    margin = SPACING
    moved = {node: (x - left + margin, y - top + margin * 0.6) for node, (x, y) in at.items()}
    return _Part(
        moved,
        max(x for x, _ in moved.values()) + margin,
        max(y for _, y in moved.values()) + margin * 0.6,
    )


def _spread(graph: nx.Graph[int], part: list[int]) -> dict[int, tuple[float, float]]:
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    if len(part) == 2:
        return {part[0]: (0.0, 0.0), part[1]: (SPACING * 1.5, 0.0)}
    core, steps = part, ITERATIONS
    if len(part) > LARGE:
        core, steps = sorted(nx.k_core(graph.subgraph(part), 2)) or part, ITERATIONS * 2 // 3
    found = _spread_evenly(_hung(graph, _sprung(graph, core, steps), STALK / len(part) ** 0.5))
    side = SPACING * (len(part) ** 0.5 - 0.3)
    return {node: (x * side * 1.25, y * side * 0.8) for node, (x, y) in found.items()}


def _sprung(graph: nx.Graph[int], part: Sequence[int], steps: int) -> dict[int, tuple[float, float]]:
    drawing: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    index = dict(zip(part, drawing.add_nodes_from(part), strict=True))
    drawing.add_edges_from([(index[a], index[b], None) for a, b in sorted(graph.subgraph(part).edges)])
    sprung = rx.spring_layout(drawing, seed=SEED, num_iter=steps, adaptive_cooling=False, scale=1)
    return {node: (sprung[index[node]][0], sprung[index[node]][1]) for node in part}


def _hung(graph: nx.Graph[int], at: dict[int, tuple[float, float]], far: float) -> dict[int, tuple[float, float]]:
    """What hangs on the placed nodes by single lines, each in a fan that opens away from the middle."""
    todo = sorted(at)
    for node in todo:  # which grows
        x, y = at[node]
        hanging = sorted(other for other in graph[node] if other not in at)
        for place, other in enumerate(hanging):
            turn = math.atan2(y, x) + (place - (len(hanging) - 1) / 2) * min(0.5, 5.5 / len(hanging))
            at[other] = (x + far * math.cos(turn), y + far * math.sin(turn))
        todo += hanging
    return at


def _spread_evenly(at: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """The same picture with more room in its crowded middle: distances from the centre follow their order.

    Springs of a news graph press its hubs together, where names are, and leave the rim empty.
    """
    cx, cy = sum(x for x, _ in at.values()) / len(at), sum(y for _, y in at.values()) / len(at)
    far = {node: ((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 or 1e-9 for node, (x, y) in at.items()}
    widest = max(far.values())
    share = min(0.7, len(at) / 600)  # a small part is left as it is
    stretch = {}
    for place, node in enumerate(sorted(far, key=lambda node: (far[node], node)), 1):
        even = (place / len(at)) ** 0.5
        stretch[node] = ((1 - share) * far[node] / widest + share * even) / far[node]
    return {node: ((x - cx) * stretch[node], (y - cy) * stretch[node]) for node, (x, y) in at.items()}
