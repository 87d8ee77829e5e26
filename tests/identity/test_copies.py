"""Which stories are copies of one another."""

from kg.identity.copies import copies, signature


def test_likeness_counts_and_not_containment() -> None:
    lines = [f"Sáng nay đoàn công tác số {n} đến xã thứ {n + 40} để kiểm tra việc làm đường {n}." for n in range(60)]
    texts = {"story": lines[:15], "extended": lines[:18], "swallowed": lines, "other": lines[30:45]}
    signatures = {id_: signature(" ".join(text)) for id_, text in texts.items()}
    order = {id_: ("2018-08-27", id_) for id_ in texts} | {"story": ("2018-08-26", "story")}
    found = copies(signatures, order)
    assert {id_: first for id_, first in found.items() if id_ != first} == {"extended": "story"}
