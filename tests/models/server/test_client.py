"""Asking a model server, over a real socket: what it answers, and all the ways in which it may not."""

from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from briefing.errors import ModelUnreachable, UsageError
from briefing.memo import ModelUse
from briefing.models.answers import Question, Shape, Unanswered
from briefing.models.server import Patience, ServerAnswers
from briefing.models.server.address import Address
from tests.model_server import ModelServer, Reply, says, serving

if TYPE_CHECKING:
    from collections.abc import Sequence

SOON = Patience(connect=1.0, silence=0.3, total=1.0, attempts=3, pause=0.01)


class Capital(Shape):
    city: str


QUESTION = Question("capital", "Name the capital.", "Norway", Capital, 50)
OSLO = says('{"city": "Oslo"}')


def answers_of(server: ModelServer, patience: Patience = SOON, key: str | None = None) -> ServerAnswers:
    return ServerAnswers(Address("small-model", server.url, f"127.0.0.1:{server.port}", key), patience)


def one_after_another(*replies: Reply) -> Any:  # noqa: ANN401
    """A behavior that gives these replies in turn, the last one again and again."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_a_question_goes_out_as_the_protocol_has_it_and_its_answer_comes_back() -> None:
    with serving(lambda _: OSLO) as server:
        assert answers_of(server).answer(QUESTION) == Capital(city="Oslo")
    ((path, headers),) = server.seen
    (asked,) = server.asked
    assert path == "/v1/chat/completions"
    assert "authorization" not in headers
    assert asked == {
        "model": "small-model",
        "messages": [{"role": "system", "content": "Name the capital."}, {"role": "user", "content": "Norway"}],
        "temperature": 0,
        "seed": 1,
        "max_tokens": 50,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "capital", "strict": True, "schema": Capital.model_json_schema()},
        },
    }


def test_the_form_forbids_all_that_is_not_asked_for() -> None:
    assert QUESTION.schema["additionalProperties"] is False
    assert QUESTION.schema["required"] == ["city"]


def test_the_key_goes_to_the_server_and_into_no_message() -> None:
    with serving(lambda _: Reply(status=401)) as server, pytest.raises(ModelUnreachable) as error:
        answers_of(server, key="sk-secret").answer(QUESTION)
    assert server.seen[0][1]["authorization"] == "Bearer sk-secret"
    assert "secret" not in f"{error.value!r} {error.value}"


def test_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda _: OSLO) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        assert answers_of(server).answer(QUESTION).city == "Oslo"


def test_provenance_names_the_model_and_the_host() -> None:
    with serving(lambda _: OSLO) as server:
        assert answers_of(server, key="sk-secret").models == (
            ModelUse(name="small-model", version=f"127.0.0.1:{server.port}"),
        )


@pytest.mark.parametrize("around", ["```json\n{}\n```", "<think>Norway, hm.</think>\n{}", "Here you are: {}"])
def test_what_stands_around_the_json_is_left_aside(around: str) -> None:
    with serving(lambda _: says(around.replace("{}", '{"city": "Oslo"}'))) as server:
        assert answers_of(server).answer(QUESTION).city == "Oslo"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (says(None, refusal="I cannot help with that."), "the model refused"),
        (says("", finish="content_filter"), "the model refused"),
        (says('{"city": "Os', finish="length"), "the answer was broken off"),
        (says('{"city": "Oslo"}', finish="length"), "the answer was broken off"),
        (says(""), "the answer is empty"),
        (says(None), "the answer is empty"),
        (says("Oslo, of course."), "the model wrote no JSON"),
        (says('{"city": "Oslo"'), "the model wrote no JSON"),
        (says('{"city": "Oslo",}'), "the model wrote malformed JSON"),
        (says("{" * 100_000 + "}"), "the model wrote malformed JSON"),
        (says('{"town": "Oslo"}'), "the model wrote JSON of another form than was asked for"),
        (says('{"city": 7}'), "the model wrote JSON of another form than was asked for"),
        (says('{"city": "Oslo", "also": 1}'), "the model wrote JSON of another form than was asked for"),
        (Reply(b"<html>Oslo</html>"), "the server's reply is no chat completion"),
        (Reply(b"\xff\xfe\x00"), "the server's reply is no chat completion"),
        (Reply(b"[" * 200_000), "the server's reply is no chat completion"),
        (Reply(b'{"choices": []}'), "the server's reply is no chat completion"),
        (Reply(b'{"choices": [{"message": "Oslo"}]}'), "the server's reply is no chat completion"),
        (Reply(b'["choices"]'), "the server's reply is no chat completion"),
        (Reply(b'{"error": "no grammar"}', status=400), "the server answers HTTP 400 Bad Request"),
        (Reply(b"", status=299), "the server answers HTTP 299"),
        (Reply(b"x" * 100_000, endless=True), "the answer has no end"),
        (Reply(OSLO.body, pause=2.0), "the server did not answer in time"),
        (Reply(OSLO.body, drip=0.1), "the answer took too long"),
    ],
)
def test_what_is_no_answer_is_said_in_our_own_words(reply: Reply, reason: str) -> None:
    with serving(lambda _: reply) as server, pytest.raises(Unanswered) as error:
        answers_of(server).answer(QUESTION)
    assert str(error.value) == reason


def test_a_server_that_read_fewer_tokens_than_there_are_words_cut_off_the_question() -> None:
    completion = json.loads(OSLO.body) | {"usage": {"prompt_tokens": 3}}
    with serving(lambda _: Reply(json.dumps(completion).encode())) as server, pytest.raises(Unanswered) as error:
        answers_of(server).answer(QUESTION)
    assert str(error.value) == "the server cut off the question"


@pytest.mark.parametrize(
    "trouble", [Reply(status=429), Reply(status=500), Reply(status=503), Reply(OSLO.body, declared=10_000)]
)
def test_what_may_pass_is_tried_again(trouble: Reply) -> None:
    with serving(one_after_another(trouble, trouble, OSLO)) as server:
        assert answers_of(server).answer(QUESTION).city == "Oslo"
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Reply(status=429), "the server answers HTTP 429 Too Many Requests"),
        (Reply(status=503), "the server answers HTTP 503 Service Unavailable"),
        (Reply(OSLO.body, declared=10_000), "the connection broke off"),
    ],
)
def test_what_does_not_pass_is_given_up(trouble: Reply, reason: str) -> None:
    with serving(lambda _: trouble) as server, pytest.raises(Unanswered) as error:
        answers_of(server).answer(QUESTION)
    assert str(error.value) == reason
    assert len(server.asked) == SOON.attempts


def test_a_server_that_asks_for_more_patience_than_there_is_gets_none() -> None:
    busy = Reply(status=429, headers=(("Retry-After", "3600"),))
    began = time.monotonic()
    with serving(lambda _: busy) as server, pytest.raises(Unanswered):
        answers_of(server).answer(QUESTION)
    assert len(server.asked) == 1
    assert time.monotonic() - began < SOON.total


def test_a_server_gets_the_pause_that_it_asks_for() -> None:
    busy = Reply(status=429, headers=(("Retry-After", "1"),))
    patience = Patience(connect=1.0, silence=1.0, total=5.0, attempts=2, pause=0.01)
    began = time.monotonic()
    with serving(one_after_another(busy, OSLO)) as server:
        assert answers_of(server, patience).answer(QUESTION).city == "Oslo"
    assert time.monotonic() - began >= 1.0


def test_a_server_that_keeps_failing_is_asked_no_more() -> None:
    with serving(lambda _: Reply(status=500)) as server:
        asking = answers_of(server, Patience(attempts=1, pause=0.01))
        reasons = [_unanswered(asking) for _ in range(5)]
    assert len(server.asked) == 3
    assert reasons[3:] == ["the server did not answer 3 questions in a row"] * 2


def test_bad_answers_are_no_failing_server() -> None:
    with serving(lambda _: says("no")) as server:
        asking = answers_of(server)
        assert {_unanswered(asking) for _ in range(5)} == {"the model wrote no JSON"}
    assert len(server.asked) == 5


def _unanswered(asking: ServerAnswers) -> str:
    with pytest.raises(Unanswered) as error:
        asking.answer(QUESTION)
    return str(error.value)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_server_that_is_not_there_is_one_error_with_a_remedy() -> None:
    address = Address("m", f"http://127.0.0.1:{_free_port()}/v1", "127.0.0.1")
    with pytest.raises(ModelUnreachable) as error:
        ServerAnswers(address, SOON).answer(QUESTION)
    assert str(error.value) == (
        f"{address.url}: no connection to the server that --summarizer names; "
        "start it, check the URL, or use --summarizer embedded"
    )


@pytest.mark.parametrize("status", [302, 401, 403, 404])
def test_a_server_that_does_not_let_us_in_is_one_error_with_a_remedy(status: int) -> None:
    away = Reply(status=status, headers=(("Location", "http://127.0.0.1:9/"),))
    with serving(lambda _: away) as server, pytest.raises(ModelUnreachable, match=f"HTTP {status} .*/v1, the model's"):
        answers_of(server).answer(QUESTION)
    assert len(server.asked) == 1


def test_a_server_that_goes_away_later_leaves_questions_unanswered() -> None:
    with serving(lambda _: OSLO) as server:
        asking = answers_of(server)
        asking.answer(QUESTION)
    assert _unanswered(asking) == "no connection to the server"


def test_a_server_that_closes_its_door_later_leaves_questions_unanswered() -> None:
    with serving(one_after_another(OSLO, Reply(status=401))) as server:
        asking = answers_of(server)
        asking.answer(QUESTION)
        assert _unanswered(asking) == "the server answers HTTP 401 Unauthorized"


def test_nothing_is_sent_over_plain_http_to_the_open_net(monkeypatch: pytest.MonkeyPatch) -> None:
    def public(*_: object, **__: object) -> Sequence[Any]:
        return [(2, 1, 6, "", ("8.8.8.8", 0))]

    with serving(lambda _: OSLO) as server:
        monkeypatch.setattr(socket, "getaddrinfo", public)
        with pytest.raises(UsageError, match="use https"):
            answers_of(server).answer(QUESTION)
    assert server.asked == []


def test_tokens_are_counted_generously() -> None:
    with serving() as server:
        counted = answers_of(server).count_tokens("The ministers met in Oslo on Tuesday.")
    assert counted == 13
