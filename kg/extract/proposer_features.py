"""What the mention proposer sees of each token: its form, its neighbours, the lists it is on, its article.

Every feature is a short string, as linear-chain CRF packages want them. Training and reading share this file, so a
model belongs to the version of it that it was trained with. What stands further off than the next word is left to the
network's convolutions: as features here (two and three words off) it cost a quarter of the model and found no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from kg.language.normal import normal
from kg.language.tokens import Token

_ENDS = frozenset(".!?…;") | {"..."}
_CLOSERS = frozenset("\"”’»)'")
_OPENERS = frozenset("\"“‘«('-–•*")
_QUOTES = {"“": 1, "«": 1, "”": -1, "»": -1}
_LONGEST_RUN = 12
_START = ("^", "^")  # what stands before the first segment


@dataclass(frozen=True)
class Tables:
    """What is known of words beforehand; it ships inside the model."""

    syllables: Mapping[str, tuple[str, str]] = field(
        default_factory=dict
    )  # form -> coarse and fine distributional class
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # two forms -> the same
    names: Mapping[str, str] = field(
        default_factory=dict
    )  # lower-case name of a known thing -> one letter for its class
    surnames: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()  # two lower-case syllables that often open the name of an event or a document
    longest: int = 8  # syllables of the longest name

    @cached_property
    def reach(self) -> Mapping[str, int]:
        """With how many syllables the longest known name goes that begins with a syllable."""
        reach: dict[str, int] = {}
        for name in self.names:
            first, length = name.partition(" ")[0], name.count(" ") + 1
            reach[first] = min(max(reach.get(first, 0), length), self.longest)
        return reach


def segments(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Index ranges of `tokens` that no mention crosses: sentences and lines, cut generously."""
    found, low = [], 0
    for i in range(1, len(tokens)):
        last, token = tokens[i - 1], tokens[i]
        if last.end != token.start and "\n" in text[last.end : token.start]:
            cut = True
        elif last.text in _ENDS and (token.capital or token.text in _OPENERS):
            before = tokens[i - 2].text if i - 2 >= low else ""
            initial = last.text == "." and before.isupper() and len(before) <= 2 and token.start - last.end <= 1
            cut = not initial
        else:
            cut = last.text in _CLOSERS and i - 2 >= low and tokens[i - 2].text in _ENDS and token.capital
        if cut or i - low >= 250:
            found.append((low, i))
            low = i
    if low < len(tokens):
        found.append((low, len(tokens)))
    return found


@lru_cache(maxsize=50_000)
def _form(text: str) -> tuple[str, str, str]:
    """Normal form, lower case (numbers folded) and shape of one token."""
    form = normal(text)
    if text[0].isdigit():
        if text.isdigit():
            folded = "0" * min(len(text), 5)
            return folded, folded, "9"
        letters = any(c.isalpha() for c in text)
        folded = "0-A" if letters else ("0/0" if "/" in text else ("0-0" if "-" in text else "0.0"))
        return folded, folded, "D" if letters else "8"
    lower = form.lower()
    if not text[0].isalpha():
        return form, lower, "."
    if text[0].isupper():
        if len(text) > 1 and text.isupper():
            return form, lower, "C"
        return form, lower, "X" if text[1:].islower() or len(text) == 1 else "M"
    return form, lower, "x" if text.islower() else "m"


def features(
    text: str, tokens: Sequence[Token], tables: Tables, marks: Sequence[Sequence[str]] = ()
) -> list[list[list[str]]]:
    """For each of the `segments` of an article, for each token in it, its features.

    Args: the article's whole text, all its tokens in order, the word tables of the model, and for each token what the
    noun frames say of it (kg.extract.marks), or nothing.
    """
    forms = [_form(t.text) for t in tokens]
    cuts = segments(text, tokens)
    titles = _company(forms, cuts)
    rows, quote = [], 0
    before = _START
    for low, high in cuts:
        part, quote = _segment(forms[low:high], tables, titles, quote, before)
        for row, mark in zip(part, marks[low:high], strict=False):
            row.extend(mark)
        rows.append(part)
        before = (forms[low][1], forms[high - 1][1])
    return rows


def _runs(shapes: Sequence[str]) -> list[tuple[int, int]]:
    """For each token, where the run of capitalised tokens that it stands in begins and ends; (-1, -1) outside."""
    runs = [(-1, -1)] * len(shapes)
    i = 0
    while i < len(shapes):
        if shapes[i] not in "XCM":
            i += 1
            continue
        j = i
        while j < len(shapes) and shapes[j] in "XCM":
            j += 1
        runs[i:j] = [(i, j)] * (j - i)
        i = j
    return runs


def _company(forms: Sequence[tuple[str, str, str]], cuts: Sequence[tuple[int, int]]) -> dict[str, list[str]]:
    """Which words stand before a capitalised run with the same first or last syllables elsewhere in the article."""
    found: dict[str, dict[str, int]] = {}
    for low, high in cuts:
        shapes = [f[2] for f in forms[low:high]]
        for i, (start, end) in enumerate(_runs(shapes)):
            if i != start or start == 0:
                continue
            word = forms[low + start - 1][1]
            for name in {forms[low + start][0], forms[low + end - 1][0]}:
                counts = found.setdefault(name, {})
                counts[word] = counts.get(word, 0) + 1
    return {n: sorted(c, key=lambda w: (-c[w], w))[:4] for n, c in found.items()}


def _known(lowers: Sequence[str], shapes: Sequence[str], tables: Tables) -> list[str]:
    """For each token, the class letter of the known name it stands in, with B, I or E for where; '' outside."""
    marks = [""] * len(lowers)
    i = 0
    while i < len(lowers):
        step = 1
        if shapes[i] in "XCMx":
            for n in range(min(tables.reach.get(lowers[i], 0), len(lowers) - i), 0, -1):
                kind = tables.names.get(" ".join(lowers[i : i + n]))
                if kind and any(s in "XCM" for s in shapes[i : i + n]) and shapes[i + n - 1] in "XCMx9":
                    for k in range(n):
                        marks[i + k] = kind + ("B" if k == 0 else "E" if k == n - 1 else "I")
                    step = n
                    break
        i += step
    return marks


def _segment(
    forms: Sequence[tuple[str, str, str]],
    tables: Tables,
    titles: Mapping[str, list[str]],
    quote: int,
    before: tuple[str, str],
) -> tuple[list[list[str]], int]:
    n = len(forms)
    lowers = ["^^", "^"] + [f[1] for f in forms] + ["$", "$$"]
    inner = [f[2] for f in forms]
    shapes = ["^", "^", *inner, "$", "$"]
    nothing = ("-", "-")
    classes = [tables.syllables.get(f[0]) or tables.syllables.get(f[1]) or nothing for f in forms]
    coarse = ["^", "^"] + [c[0] for c in classes] + ["$", "$"]
    fine = ["^", "^"] + [c[1] for c in classes] + ["$", "$"]
    pairs = [
        tables.pairs.get(f"{a[0]} {b[0]}") or tables.pairs.get(f"{a[1]} {b[1]}") or nothing for a, b in pairwise(forms)
    ]
    pairs = [nothing, nothing, *pairs, nothing, nothing]
    known = ["", "", *_known(lowers[2:-2], inner, tables), "", ""]
    runs = _runs(inner)
    capitals = sum(s in "XCM" for s in inner)
    shouting = "U" if inner.count("C") * 2 > n else ("T" if capitals * 10 > 9 * n else "n")
    rows = []
    bracket = 0
    opener, since, commas = "", 0, 0  # the last head word to the left, where, and how many commas ago
    head = "^"  # the last lower-case word before the present capitalised run, with the one before it
    for i in range(n):
        p = i + 2
        word, shape = lowers[p], shapes[p]
        if word in _QUOTES:
            quote = max(0, min(1, quote + _QUOTES[word]))
        elif word == "(":
            bracket = 1
        elif word == ")":
            bracket = 0
        b, c = lowers[p - 1], lowers[p + 1]
        s, t, u, v = shapes[p - 2], shapes[p - 1], shapes[p + 1], shapes[p + 2]
        row = [
            "b",
            "w=" + word,
            "w-1=" + b,
            "w+1=" + c,
            f"w-1w={b} {word}",
            f"ww+1={word} {c}",
            f"w-1ww+1={b} {word} {c}",
            f"s={shape}{shouting}",
            f"s3={t}{shape}{u}",
            f"s5={s}{t}{shape}{u}{v}",
            f"ws={word}{shape}",
            f"w-1s={b}/{shape}{u}",
            f"w+1s={c}/{t}{shape}",
            "k=" + coarse[p],
            f"k3={coarse[p - 1]},{coarse[p]},{coarse[p + 1]}",
            "f=" + fine[p],
            "f-1=" + fine[p - 1],
            "f+1=" + fine[p + 1],
            f"f-1f={fine[p - 1]},{fine[p]}",
            f"ff+1={fine[p]},{fine[p + 1]}",
            "p=" + pairs[p][1],
            "p-1=" + pairs[p - 1][1],
            f"pp={pairs[p - 2][0]},{pairs[p][0]}",
            f"q={quote}{bracket}",
        ]
        if i < 4:
            row.append(f"i={i}")
            if i < 2:
                row.append(f"line={before[1]}")
        g, h = known[i + 2], known[i + 1]
        if g:
            row.append("g=" + g)
            row.append(f"g/w-1={g}/{b}")
            row.append(f"g/t={g}{t}{u}")
        if known[i + 3]:
            row.append(f"g+1={known[i + 3]}/{shape}")
        if h:
            row.append(f"g-1={h}/{shape}")
        start, end = runs[i]
        if start >= 0:
            length = min(end - start, _LONGEST_RUN)
            row.append(f"run={min(i - start, 3)}/{min(end - i, 4)}")
            row.append(f"run0={lowers[start + 2]}/{min(i - start, 3)}")
            row.append(f"runf={fine[start + 2]}/{min(i - start, 3)}")
            row.append(f"rune={min(i - start, 3)}/{lowers[end + 2]}")
            row.append(f"runl={length}")
            row.append(f"head={head}/{min(i - start, 2)}")
            row.append(f"headc={coarse[start + 1]}/{min(i - start, 2)}/{min(end - i, 3)}")
            if lowers[start + 2] in tables.surnames:
                row.append(f"sur={i - start}/{length}")
            if word in tables.surnames:
                row.append(f"isur={u}")
            row.extend(f"d={w}/{min(i - start, 2)}" for w in titles.get(forms[start][0], ()))
            row.extend(f"e={w}/{min(i - start, 2)}" for w in titles.get(forms[end - 1][0], ()))
        elif shape == "x":
            head = word
        if i + 1 < n and f"{word} {c}" in tables.heads:
            opener, since, commas = f"{word} {c}", i, 0
        if opener:
            far = _distance(i - since)
            row.append(f"hd={opener}/{far}")
            row.append(f"hc={far}/{min(commas, 2)}")
            row.append(f"hw={opener}/{word}")
            row.append(f"hv={far}/{word}")
            row.append(f"hn={opener}/{c}")
            row.append(f"hm={far}/{c}")
            commas += word == ","
        if before == _START:
            row.append("headline=" + shape)
        rows.append(row)
    return rows, quote


def _distance(n: int) -> int:
    return next(low for low in (30, 17, 9, 5, 3, 2, 1, 0) if n >= low)
