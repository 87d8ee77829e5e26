import io
import json
import os
import sys
import tempfile
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.errors import InputError
from kg.read import articles
from tests.read.reading import BODY, HEAD, TEXT, Write, read


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("Đ", "Ð").encode(),
        TEXT.replace("tổng kết", "tổng\u00a0kết\u200b").encode(),
        f"\n\n  {TEXT}\n\n".encode(),
    ],
)
def test_every_encoding_gives_one_text(write: Write, data: bytes) -> None:
    found, problems = read(write("bai.txt", data))
    assert problems == []
    assert [(a.id, a.title, a.text) for a in found] == [("bai", HEAD, TEXT)]


def test_windows_1258_is_read(write: Write) -> None:
    letters = []
    for letter in unicodedata.normalize("NFC", TEXT):  # the code page has ê and the tone marks, but not ế
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts[1:] if c in "\u0300\u0301\u0303\u0309\u0323")
        letters.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in tone)) + tone)
    found, problems = read(write("cu.txt", "".join(letters).encode("cp1258")))
    assert problems == []
    assert found[0].text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("rong.txt", b"", "empty"),
        ("trang.txt", b" \n\t ", "empty"),
        ("bom.txt", b"\xef\xbb\xbf", "empty"),
        ("tep.bin", bytes(range(256)) * 20, "binary"),
        ("tep.txt", b"\x00\x01\x02\x03" * 100, "binary"),
        ("tep.pdf", b"%PDF-1.7 ...", "PDF"),
        ("tep.docx", b"PK\x03\x04....", "Word"),
        ("anh.jpg", b"\xff\xd8\xff\xe0....", "image"),
        ("english.txt", b"The Prime Minister met officials of the Ministry of Finance.", "not Vietnamese"),
        ("cu.txt", "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc".encode("latin-1"), "old Vietnamese"),
        ("cu8.txt", "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc", "old font"),
        ("trang.html", b"<html><body></body></html>", "no article text"),
        ("sai.json", b"{\"text\": ", "not valid JSON"),
        ("sai.jsonl", b"[1, 2]\n", "not a JSON object"),
        ("sau.json", b"[" * 100_000, "nested too deep"),
        ("sau.jsonl", b"[" * 100_000, "nested too deep"),
        ("sau-2.json", b'{"text": ' + b"[" * 700 + b"1" + b"]" * 700 + b"}", "nested too deep"),
        ("so.json", b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "too many digits"),
        ("so.jsonl", b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "too many digits"),
        ("khac.jsonl", json.dumps({"content": TEXT}).encode(), "no field “text” (it has: content)"),
        ("trong.jsonl", b"\n", "empty"),
        ("trong.csv", b"id,text\n", "no records"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    write: Write, name: str, data: str | bytes, reason: str
) -> None:
    bad, good = write(name, data), write("z-tot.txt", TEXT)
    found, problems = read(bad, good)
    assert [a.id for a in found] == ["z-tot"]
    assert len(problems) == 1
    assert reason in problems[0].reason
    assert problems[0].path == str(bad)
    assert problems[0].advice
    assert problems[0].skipped


def test_missing_files_are_named(write: Write) -> None:
    found, problems = read("khong-co.txt", write("tot.txt", TEXT))
    assert len(found) == 1
    assert "no such file" in problems[0].reason


def test_lone_surrogates_do_not_survive(write: Write) -> None:
    found, _ = read(write("a.jsonl", '{"text": "' + BODY + ' \\ud800"}'))
    assert found[0].text == BODY


def test_what_is_kept_of_an_article_can_be_written(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/b\xff.txt"
    Path(os.fsdecode(name)).write_text(TEXT)
    Path(os.fsdecode(name.replace(b"b\xff.txt", b"c\xff.txt"))).write_text("")
    record = '{"text": "' + BODY + '", "url": "http://x/\\ud800", "date": "\\ud800"}'
    Path(os.fsdecode(name.replace(b".txt", b".jsonl"))).write_text(record)
    found, problems = read(tmp_path)
    assert [(a.id, a.url) for a in found] == [("b\ufffd-1", "http://x/"), ("b\ufffd", None)]
    assert [Path(a.path or "").name for a in found] == ["b\ufffd.jsonl", "b\ufffd.txt"]
    assert ["date" in p.reason for p in problems] == [True, False]
    for said in (*found, *problems):
        str(said).encode()


def test_a_date_that_is_none_is_reported_but_the_article_read(write: Write) -> None:
    found, problems = read(write("a.jsonl", json.dumps({"text": BODY, "date": "hôm qua"})), date="2018-08-28")
    assert found[0].date == "2018-08-28"
    assert "hôm qua" in problems[0].reason
    assert not problems[0].skipped


@pytest.mark.parametrize("options", [{"date": "hôm qua"}, {"fields": {"body": "text"}}])
def test_senseless_options_are_an_error_at_once(options: dict[str, object]) -> None:
    with pytest.raises(InputError):
        articles([], on_problem=print, **options)  # type: ignore[arg-type]


def test_web_page(write: Write) -> None:
    sentences = "".join(f"<p>{BODY} Hội nghị lần {n} thảo luận nhiều ý kiến của các đại biểu.</p>" for n in range(5))
    found, problems = read(
        write(
            "trang.html",
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{HEAD}</title>'
            '<meta property="og:site_name" content="Báo A"><meta property="article:published_time" '
            'content="2018-08-27T08:00:00+07:00"><link rel="canonical" href="https://example.vn/bai-1.html"></head>'
            f"<body><nav><a href='/'>Trang chủ</a></nav><article><h1>{HEAD}</h1>{sentences}</article>"
            "<div id='comments'><p>Bạn đọc bình luận rất dài ở đây.</p></div></body></html>",
        )
    )
    assert problems == []
    article = found[0]
    assert (article.id, article.title, article.date, article.source) == ("trang", HEAD, "2018-08-27", "Báo A")
    assert article.url == "https://example.vn/bai-1.html"
    assert article.text.startswith(TEXT)
    assert "bình luận" not in article.text
    assert "Trang chủ" not in article.text


def test_markdown(write: Write) -> None:
    found, _ = read(
        write(
            "a.md",
            f"---\ndate: 2018-08-27\nsource: Báo A\n---\n# {HEAD}\n\n**{BODY[:20]}**{BODY[20:]} [Xem](http://a.vn) tiếp.\n",
        )
    )
    article = found[0]
    assert (article.title, article.date, article.source) == (HEAD, "2018-08-27", "Báo A")
    assert article.text == f"{HEAD}\n\n{BODY} Xem tiếp."


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_text_with_front_matter(write: Write, ends: str) -> None:
    found, problems = read(write("a.txt", f"---\ndate: 27/08/2018\nsource: Báo A\n---\n{TEXT}\n".replace("\n", ends)))
    assert problems == []
    assert [(a.title, a.date, a.source, a.text) for a in found] == [(HEAD, "2018-08-27", "Báo A", TEXT)]


def test_a_line_of_hyphens_is_no_front_matter(write: Write) -> None:
    found, _ = read(write("a.txt", f"{TEXT}\n---\nHội nghị bế mạc chiều cùng ngày."))
    assert "Hội nghị bế mạc" in found[0].text


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_rulers_around_a_paragraph_are_no_front_matter(write: Write, name: str) -> None:
    found, problems = read(write(name, f"---\n{HEAD}\n{BODY}\n---\nHội nghị bế mạc chiều cùng ngày.\n"))
    assert problems == []
    assert found[0].title == HEAD
    assert found[0].text.startswith(TEXT)
    assert found[0].text.endswith("Hội nghị bế mạc chiều cùng ngày.")


def test_front_matter_with_lists(write: Write) -> None:
    head = "---\ndate: 2018-08-27\n\ntags:\n  - a\n- b\nmô tả: >\n  Nhiều dòng\nảnh:\n  title: Ảnh bìa\n---\n"
    found, _ = read(write("a.md", head + TEXT))
    assert [(a.title, a.date, a.text) for a in found] == [(HEAD, "2018-08-27", TEXT)]


def test_a_file_that_may_not_be_read_is_named() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "kin.txt")
        path.write_text(TEXT)
        path.chmod(0)
        Path(folder).chmod(0o755)
        user = os.geteuid()
        if user == 0:  # nothing is locked for root
            os.seteuid(65534)
        try:
            found, problems = read(path)
        finally:
            os.seteuid(user)
    assert found == []
    assert [p.reason for p in problems] == ["cannot be opened (Permission denied)"]
    assert str(path) in str(problems[0])


def test_two_articles_with_one_id(write: Write, tmp_path: Path) -> None:
    write("a/1.txt", TEXT)
    write("b/1.txt", f"{TEXT} Hội nghị bế mạc.")
    write("c/1.txt", TEXT)
    found, problems = read(tmp_path)
    assert [a.id for a in found] == ["1", "1-2"]
    assert [p.skipped for p in problems] == [False, False]
    assert "“1-2”" in problems[0].reason
    assert "read before" in problems[1].reason


@pytest.mark.parametrize(
    "content",
    [TEXT, json.dumps({"title": HEAD, "text": BODY}), f'title,text\n{HEAD},"{BODY}"\n', f"# {HEAD}\n{BODY}"],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    found, problems = read("-")
    assert problems == []
    assert [(a.id.split("-")[0], a.title, a.text, a.path) for a in found] == [("stdin", HEAD, TEXT, None)]


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        (HEAD, BODY, TEXT),
        (HEAD, TEXT, TEXT),
        (HEAD.upper(), TEXT, TEXT),
        ("", TEXT, TEXT),
        ("Đồng Tháp", "Đồng Tháp tổ chức hội nghị tổng kết.", "Đồng Tháp\nĐồng Tháp tổ chức hội nghị tổng kết."),
        (HEAD, "", HEAD),
    ],
)
def test_headline_is_the_first_line_once(write: Write, title: str, body: str, text: str) -> None:
    found, _ = read(write("a.jsonl", json.dumps({"title": title, "text": body})))
    assert found[0].text == text


def test_furniture_at_the_end_is_cut(write: Write) -> None:
    found, _ = read(write("a.txt", f"{TEXT}\nTin liên quan\nKhai mạc kỳ họp thường lệ giữa năm\nBế mạc kỳ họp"))
    assert found[0].text == TEXT
