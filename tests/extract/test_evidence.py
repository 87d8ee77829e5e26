"""What the arbiter is told of a candidate: guards before the verb, whatever their length."""

import pytest

from tests.extract.asking import prepared, read


@pytest.mark.parametrize(
    ("said", "feature"),
    [
        ("sẽ", "guard-plan"),
        ("dự kiến", "guard-plan"),
        ("chưa từng", "guard-negation"),
        ("trong trường hợp", "guard-plan"),
        ("đã", None),
    ],
)
def test_a_guard_before_a_verb_is_seen(said: str, feature: str | None) -> None:
    work, _ = prepared(read(f"Tin trong ngày\nSáng 5/3, ông Lò Văn Hải {said} thăm tỉnh Sơn La."))
    visits = [c for c in work.candidates if c.predicate == "visits" and c.subject.kind == "Person"]
    assert visits
    guards = {f for c in visits for f in c.features if f.startswith("guard-")}
    assert guards == ({feature} if feature else set())


@pytest.mark.parametrize(("before", "occasion"), [("nhân dịp", True), ("nhân kỷ niệm", True), ("tại", False)])
def test_an_occasion_is_told_from_an_event(before: str, occasion: bool) -> None:
    text = f"Tin trong ngày\nÔng Lò Văn Hải tặng quà các gia đình {before} Hội nghị tổng kết năm 2025 tại tỉnh Sơn La."
    work, _ = prepared(read(text))
    seen = [c.features for c in work.candidates if c.predicate == "attends" and c.object.kind == "Event"]
    assert seen
    assert all(("ooccasion" in features) is occasion for features in seen)
