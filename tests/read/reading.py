"""What the tests of reading share: an article, and reading it with its problems."""

from collections.abc import Callable
from pathlib import Path

from kg.model import Article
from kg.read import Problem, articles

HEAD = "Đồng Tháp tổng kết mười năm xây dựng khu vực phòng thủ"
BODY = "Ngày 27/8, Tỉnh ủy Đồng Tháp tổ chức hội nghị tổng kết. Đồng chí Bí thư Tỉnh ủy chủ trì hội nghị và phát biểu."
TEXT = f"{HEAD}\n{BODY}"
Write = Callable[[str, "str | bytes"], Path]


def read(*paths: object, **options: object) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    found = list(articles([str(p) for p in paths], on_problem=problems.append, **options))  # type: ignore[arg-type]
    return found, problems
