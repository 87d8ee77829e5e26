"""The status of what goes wrong: a mistake of the client is its own, and only what passes may be tried again."""

import asyncio
import json
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from starlette.testclient import TestClient

from kg.errors import KgError, QueryError, StoreError
from kg.query.answer import Answer
from kg.serve.app import create_app
from kg.serve.protocol import Query, Refused
from kg.serve.reply import failed
from kg.serve.state import Limits, State
from kg.show import routes
from kg.store import Busy, Cancelled, Timeout
from tests.serve.apart import apart


@pytest.mark.parametrize(
    "path",
    [
        "/api/search?q=x&limit=%C2%B2",
        "/api/search?q=x&limit=" + "9" * 5000,
        "/api/questions/speakers?limit=nan",
        "/api/questions/speakers?limit=1e400",
        "/api/questions/speakers?min-confidence=inf",
    ],
)
def test_a_number_that_is_none_is_the_clients_mistake(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400, answer.text
    assert "retry-after" not in answer.headers


def test_a_name_that_is_no_text_is_not_there(client: httpx.Client) -> None:
    answer = client.get("/id/%ff")
    assert answer.status_code in (400, 404)
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Timeout("slow"), 504),
        (Busy("busy"), 503),
        (Cancelled("gone"), 499),
        (QueryError("wrong"), 400),
        (QueryError("The result is larger than 1 bytes."), 413),
        (StoreError("damaged"), 503),
    ],
)
def test_each_error_has_its_status(small_output: Path, error: KgError, status: int) -> None:
    answer = failed(error)
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) == (status == 503)
    app = create_app(small_output, log=False)

    async def ask(*_: object) -> None:
        raise error

    with TestClient(app) as client:
        app.state.kg.ask = ask
        for path in ("/sparql?query=ASK{}", "/api/questions/speakers"):
            told = client.get(path)
            assert (told.status_code, told.json()["detail"]) == (status, str(error))


def test_a_place_that_does_not_come_free_is_told_before_python_3_11(
    small_output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Old(Exception):
        """asyncio.TimeoutError as it was: no TimeoutError."""

    async def wait_for(wanted: object, seconds: float) -> None:
        wanted.close()
        raise Old

    async def never() -> None:
        await asyncio.sleep(60)

    async def asked() -> None:
        state = State(small_output, Limits(at_once=1))
        try:
            await state.ask(SimpleNamespace(receive=never), Query("ASK {}"), "text/csv", "text/turtle")
        finally:
            state.close()

    monkeypatch.setattr(asyncio, "TimeoutError", Old)
    monkeypatch.setattr(asyncio, "wait_for", wait_for)
    with pytest.raises(Refused) as refused:
        apart(asked)
    assert refused.value.status == 503


def test_pages_survive_odd_requests(small_output: Path, tmp_path: Path) -> None:
    app = create_app(small_output, pages=routes.routes(tmp_path), log=False)
    deep = b"[" * 200_000
    with TestClient(app, base_url="http://localhost") as client:
        assert client.post("/explore/things", content=deep).status_code == 400
        for token in (b"kh\xc3\xb3a", b"\xff"):
            assert client.post("/review", content=b"{}", headers={"X-KG-Token": token}).status_code == 403
        page = client.get("/review").text
        token = page.split('data-token="')[1].split('"')[0]
        headers = {"X-KG-Token": token}
        assert client.post("/review", content=deep[:9_999], headers=headers).status_code == 400
        assert client.post("/review", content=json.dumps({}), headers=headers).status_code == 400


def test_a_page_of_a_problem_tells_that_problem(small_output: Path, tmp_path: Path) -> None:
    assert not (small_output / "network.html").exists()
    app = create_app(small_output, pages=routes.routes(tmp_path), log=False)
    routes.mount(app)
    with TestClient(app, base_url="http://localhost") as client:
        network, foreign = client.get("/network"), client.get("/review", headers={"Host": "example.org"})
        nothing = client.get("/id/khong-co", headers={"Accept": "text/html"})
    assert network.status_code == 404 and "kg view" in network.text
    assert foreign.status_code == 403 and "only on the machine that runs the server" in foreign.text
    assert nothing.status_code == 404 and "khong-co" in nothing.text
    assert ["joined with something else" in page.text for page in (network, foreign, nothing)] == [False, False, True]


def test_a_graph_that_says_nothing_is_not_well(small_output: Path) -> None:
    app = create_app(small_output, log=False)
    no = Answer("ASK", truth=False)
    client = TestClient(app)
    assert client.get("/health").json()["status"] == "ok"
    app.state.kg.graph = lambda: SimpleNamespace(query=lambda _: SimpleNamespace(answer=no), store=())
    assert client.get("/health").json()["status"] == "failed"
    app.state.kg.close()
