import json

import pytest

from tests.read.reading import BODY, HEAD, TEXT, Write, read


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"id": "x1", "title": HEAD, "text": BODY, "date": "27/08/2018 09:00", "source": "Báo A"})),
        ("a.ndjson", json.dumps({"id": "x1", "title": HEAD, "text": BODY, "date": "2018-08-27", "source": "Báo A"}) + "\n\n"),
        ("a.json", json.dumps([{"id": "x1", "title": HEAD, "text": TEXT, "date": "2018-08-27", "source": "Báo A"}], indent=1)),
        ("b.json", json.dumps({"id": "x1", "title": HEAD, "text": [HEAD, BODY], "date": 1535335200, "source": "Báo A"})),
        ("c.json", json.dumps({"data": [{"id": "x1", "title": HEAD, "text": BODY, "date": "2018-08-27", "source": "Báo A"}]})),
        ("e.json", json.dumps({"status": "ok", "totalResults": 1, "articles": [{"id": "x1", "title": HEAD, "text": BODY, "date": "2018-08-27", "source": "Báo A"}]})),
        ("f.json", json.dumps({"id": "x1", "title": HEAD, "text": BODY, "date": "2018-08-27", "source": "Báo A", "images": [{"text": "Ảnh " + BODY * 2}]})),
        ("d.json", json.dumps({"x1": {"title": HEAD, "text": BODY, "date": "2018-08-27", "source": "Báo A"}})),
        ("a.csv", f'id,title,text,date,source\nx1,{HEAD},"{BODY}",2018-08-27,Báo A\n'),
        ("b.csv", f'\ufeffid;title;text;date;source\r\nx1;{HEAD};"{BODY}";27/08/2018;Báo A\r\n'),
        ("b.tsv", f"id\ttitle\ttext\tdate\tsource\ta, b, c, d, e, f\nx1\t{HEAD}\t{BODY}\t2018-08-27\tBáo A\t1\n"),
        ("c.tsv", f'id,title,text,date,source\nx1,{HEAD},"{BODY}",2018-08-27,Báo A\n'),
        ("f.jsonl", json.dumps({"id": "x1", "title": f"<b>{HEAD[:9]}</b>{HEAD[9:]}", "text": f"&lt;p&gt;{BODY}&lt;/p&gt;", "date": "2018-08-27", "source": "Báo A"})),
        ("g.jsonl", json.dumps({"id": "x1", "title": f"&lt;b&gt;{HEAD}&lt;/b&gt;", "text": f"&amp;lt;p&amp;gt;{BODY}&amp;lt;/p&amp;gt;", "date": "2018-08-27", "source": "Báo A"})),
        ("a.tsv", f"id\ttitle\ttext\tdate\tsource\nx1\t{HEAD}\t{BODY}\t2018-08-27\tBáo A\n"),
        ("e.jsonl", json.dumps({"id": "x1", "title": HEAD, "text": f"<p>{BODY}</p><script>x()</script>", "date": "2018-08-27", "source": "Báo A"})),
    ],
)  # fmt: skip
def test_records(write: Write, name: str, content: str) -> None:
    found, problems = read(write(name, content))
    assert problems == []
    assert [(a.id, a.title, a.text, a.date, a.source) for a in found] == [("x1", HEAD, TEXT, "2018-08-27", "Báo A")]


def test_a_record_with_pictures_keeps_its_own_fields_in_the_advice(write: Write) -> None:
    record = {"headline": HEAD, "content": BODY, "images": [{"url": "http://a.vn/1.jpg"}]}
    path = write("a.json", json.dumps(record))
    found, problems = read(path)
    assert found == []
    assert "it has: content, headline, images" in problems[0].reason
    found, problems = read(path, fields={"title": "headline", "text": "content"})
    assert problems == []
    assert [a.text for a in found] == [TEXT]


def test_fields_under_other_names(write: Write) -> None:
    path = write("a.csv", f'ma,content\n7,"{BODY}"\n')
    found, _ = read(path, fields={"id": "ma", "text": "content"}, date="27/08/2018")
    assert [(a.id, a.text, a.date) for a in found] == [("7", BODY, "2018-08-27")]


def test_a_bad_line_does_not_stop_the_file(write: Write) -> None:
    good = json.dumps({"text": BODY})
    found, problems = read(
        write("a.jsonl", f'{good}\n{{oops\n{json.dumps({"id": "e", "text": ""})}\n{good[:-1]}, "id": "z"}}\n')
    )
    assert [a.id for a in found] == ["a-1", "z"]
    assert [p.record for p in problems] == ["line 2", "line 3, id e"]
