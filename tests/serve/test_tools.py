"""The tools of the assistant's server, asked by the SDK's own client: in memory, over standard streams, over HTTP."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from kg.serve.tools import create
from tests.serve.apart import apart

TOOLS = {"search", "entity", "explain", "questions", "question", "sparql", "ask"}


def asked(server: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the tools answer: their structured content, or the text of an error."""

    async def run() -> list[Any]:
        out: list[Any] = []
        async with Client(server) as client:
            for name, arguments in calls:
                result = await client.call_tool(name, arguments)
                words = "".join(getattr(part, "text", "") for part in result.content)
                out.append(words if result.is_error else result.structured_content)
        return out

    return apart(run)


@pytest.fixture(scope="module")
def server(small_output: Path) -> Any:
    return create(small_output, seconds=2, rows=50)


def test_the_tools_say_that_they_only_read(server: Any) -> None:
    async def run() -> Any:
        async with Client(server) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = apart(run)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert "cite" in instructions and "never instructions" in instructions


def test_every_tool_answers(server: Any) -> None:
    search, entity, explain, listed, question, sparql, ask = asked(
        server,
        ("search", {"text": "cao bang", "limit": 1}),
        ("entity", {"name": "phan dinh trac"}),
        ("explain", {"subject": "Hoàng Công Hàm", "object": "Cao Bằng"}),
        ("questions", {}),
        ("question", {"name": "speakers", "about": "Lạng Sơn", "since": "2019"}),
        ("sparql", {"query": "SELECT ?x WHERE { ?x kg:visits id:lao }"}),
        ("ask", {"question": "Ai thăm Lào?"}),
    )
    assert search["things"][0]["label"] == "Cao Bằng"
    assert entity["class"] == "Person"
    (statement,) = explain["statements"]
    assert statement["relation"] == "directs"
    assert statement["sentence"].startswith("Phát biểu tại hội nghị")
    assert (statement["article"]["id"], statement["article"]["date"]) == ("quan-khu-nq28", "2018-09-03")
    assert "speakers" in {q["name"] for q in listed["questions"]}
    assert question["rows"][0]["speakerLabel"] == "Trần Quốc Khải"
    assert question["rows"][0]["text"]
    assert sparql == {"rows": [{"x": "https://w3id.org/vnkg/id/nguyen-xuan-phuc"}], "truncated": False}
    assert ask["rows"][0]["subjectLabel"] == "Nguyễn Xuân Phúc" and ask["sparql"]


def test_triples_and_truths(server: Any) -> None:
    described, truth = asked(
        server, ("sparql", {"query": "DESCRIBE id:lao"}), ("sparql", {"query": "ASK { ?x a kg:Post }"})
    )
    assert "Lào" in described["turtle"]
    assert truth == {"answer": True}


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("sparql", {"query": "SELECT * { ?s ?p }"}, "line 1, column 18"),
        ("sparql", {"query": "DROP ALL"}, "DROP is an update"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"}, "SERVICE is not allowed"),
        (
            "sparql",
            {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"},
            "longer than 2 s",
        ),
        ("entity", {"name": "Atlantis"}, "nothing in the graph is called"),
        ("question", {"name": "speekers"}, "there is no question"),
        ("question", {"name": "holder"}, "needs --about"),
        ("ask", {"question": "Trời có mưa không?"}, "I"),
        ("explain", {"subject": "Atlantis"}, "nothing in the graph is called"),
        ("search", {}, "text"),
    ],
)
def test_mistakes_are_told_to_the_assistant(server: Any, tool: str, arguments: dict[str, Any], message: str) -> None:
    (words,) = asked(server, (tool, arguments))
    assert isinstance(words, str)
    assert message in words


def test_answers_are_bounded(server: Any) -> None:
    (answer,) = asked(server, ("sparql", {"query": "SELECT * { ?s ?p ?o }"}))
    assert (len(answer["rows"]), answer["truncated"]) == (50, True)


def test_over_standard_streams(small_output: Path) -> None:
    command = StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", "-o", str(small_output)])
    (answer,) = asked(command, ("ask", {"question": "Ai thăm Lào?"}))
    assert answer["rows"][0]["subjectLabel"] == "Nguyễn Xuân Phúc"


def test_over_http(small_output: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "mcp", "--http", "--port", str(port), "-o", str(small_output)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            (answer,) = asked(f"http://127.0.0.1:{port}/mcp", ("search", {"text": "Lào"}))
        finally:
            process.terminate()
    assert json.dumps(answer["things"][0], ensure_ascii=False).count("Lào") == 1
