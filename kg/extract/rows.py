"""The items of a line as a row of words in lower case and letters of classes: its lists, and who stands beside whom."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.sites import LIST_MARKS

SHORT = {
    "Person": "P", "Post": "C", "Organization": "O", "Area": "A", "Document": "D", "Programme": "G", "Event": "E",
    "Honour": "H", "DateSpan": "T",
}  # fmt: skip
LETTERS = frozenset(SHORT.values())
_JOINS = LIST_MARKS | frozenset("-–()")
_BESIDE = _JOINS | frozenset({":", "là", "kiêm", "C", "A"})


class Row:
    """A line in short, with the words that are passed over, such as "đồng chí".

    Args:
        words: for each item its word in lower case, or the letter of its class (P person, C post, O body, A area, ...).
        phrase: for each item whether it is a phrase.
        skip: for each item whether it is passed over.
    """

    def __init__(self, words: Sequence[str], phrase: Sequence[bool], skip: Sequence[bool]) -> None:
        self.words, self.phrase, self.skip = words, phrase, skip
        self._between: dict[tuple[int, int], tuple[str, ...]] = {}  # asked for again by each trigger of the line

    def between(self, low: int, high: int) -> tuple[str, ...]:
        """What stands between two items, without what is passed over."""
        found = self._between.get((low, high))
        if found is None:
            items = zip(self.words[low + 1 : high], self.skip[low + 1 : high], strict=True)
            found = self._between[low, high] = tuple(w for w, skip in items if not skip)
        return found

    def lists(self) -> tuple[list[int], list[int]]:
        """For each item the first and the last item of the list that it is a member of: "A, chức vụ a; B và C"."""
        words, n = self.words, len(self.words)
        first, last = list(range(n)), list(range(n))
        for i in range(n):
            if not self.phrase[i] or words[i] not in "POAEDGH":
                continue
            j = i - 1
            while j >= 0 and (self.skip[j] or words[j] in _JOINS or (words[i] == "P" and words[j] == "C")):
                j -= 1
            if j >= 0 and j < i - 1 and self.phrase[j] and words[j] == words[i]:
                first[i] = first[j]
        for i in range(n - 1, -1, -1):
            if first[i] != i:
                for k in range(first[i], i):
                    if self.phrase[k] and first[k] == first[i] and words[k] == words[i]:
                        last[k] = max(last[k], last[i])
        return first, last

    def apposition(self, person: int, post: int) -> list[str]:
        """How a post stands beside a person, nothing but posts, commas and honorifics between the two.

        "Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh | ông A" and "ông A, Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh".
        """
        low, high = min(person, post), max(person, post)
        gap = self.between(low, high)
        if not all(w in _BESIDE for w in gap):
            return []
        if ";" in gap:
            return ["app;"]
        posts = str(min(gap.count("C"), 2))
        if post < person:
            if gap and gap[-1] != "C":  # "Bí thư Tỉnh ủy, ông A" or "Bí thư Tỉnh ủy: A"
                return ["app<|", f"app<|{gap[-1]}", f"app<|{gap[-1]}{posts}"]
            start = self._start(post)
            return ["app<", f"app<{posts}", f"app<@{start}", f"app<{posts}@{start}"]
        owner = self._owner(post)
        mark = gap[0] if gap else "="
        return ["app>", f"app>{posts}", f"app>@{owner}", f"app>{posts}@{owner}", f"app>{mark}", f"app>{mark}@{owner}"]

    def _start(self, post: int) -> str:
        """What stands before the posts of which this is one: a person, another word, or nothing."""
        i = post - 1
        while i >= 0 and (self.skip[i] or self.words[i] in (",", "và", "C")):
            i -= 1
        return "^" if i < 0 else "P" if self.words[i] == "P" else "w"

    def _owner(self, post: int) -> str:
        """Whether this post, or a later one of its row, stands right before another person."""
        i = post + 1
        nearest = True
        while i < len(self.words) and (self.skip[i] or self.words[i] in (",", "và", "C", "P")):
            if self.words[i] == "P":
                before = i - 1
                while before > post and self.skip[before]:
                    before -= 1
                return ("own" if nearest else "near") if self.words[before] == "C" else "next"
            if not self.skip[i]:
                nearest = False
            i += 1
        return "."
