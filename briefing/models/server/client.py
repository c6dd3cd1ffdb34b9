"""Asks a model server: one question, one answer, with patience that ends.

A server that cannot be reached for the first question, or does not let us in, is an error that ends the work before it
has begun. After that a question that has no answer is only that, and after several in a row no more are asked.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from briefing.errors import ModelUnreachable
from briefing.memo import ModelUse
from briefing.models.answers import Question, Unanswered, read_answer
from briefing.models.server.address import KEY, Address, forbid_the_open_net
from briefing.models.server.reply import content_of, received

if TYPE_CHECKING:
    import httpx

    from briefing.models.answers import S

WINDOW = 4096
"""Tokens of a question and its answer together. The least that such servers are commonly started with (Ollama's
default); one with less room would cut off questions, some without saying so."""

BYTES_PER_TOKEN = 3
"""The server's tokenizer is not at hand. English has four bytes and more for each token, Chinese about three."""

SEED = 1

_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses that may pass by themselves."""

_CLOSED = frozenset({301, 302, 303, 307, 308, 401, 403, 404, 405})
"""Statuses that no question will ever get past: another address, no right, no such model. No redirect is followed."""

_MOST_IN_A_ROW = 3
"""A server that failed so many questions in a row is asked no more: a hundred documents shall not wait for each."""


@dataclass(frozen=True)
class Patience:
    """How long a server is waited for, in seconds.

    ``connect`` for a connection, ``silence`` between two bytes, ``total`` for one question with all attempts. ``pause``
    is the wait before the second attempt; each further one is twice as long, or as long as the server asks for.
    """

    connect: float = 10.0
    silence: float = 180.0
    total: float = 300.0
    attempts: int = 4
    pause: float = 1.0


DEFAULT = Patience()
"""For models that write on a processor: a full answer takes a minute or two there."""


class _Trouble(Unanswered):
    """No answer, for reasons of the server or the line."""


class ServerAnswers:
    """A model on a server. ``models`` names it and the server's host."""

    window = WINDOW

    def __init__(self, address: Address, patience: Patience | None = None) -> None:
        self._address = address
        self._patience = patience or DEFAULT
        self._met = False
        self._in_a_row = 0
        self.models = (ModelUse(name=address.model, version=address.host),)

    def count_tokens(self, text: str) -> int:
        """How many tokens a text has at most, for nearly all texts and tokenizers."""
        return -(-len(text.encode()) // BYTES_PER_TOKEN)

    def answer(self, question: Question[S]) -> S:
        """The answer, in the form asked for.

        Raises ``Unanswered``; at the first question ``ModelUnreachable`` for a server that is not there or does not
        let us in, and ``UsageError`` for one that may only be asked over https.
        """
        if self._in_a_row >= _MOST_IN_A_ROW:
            raise Unanswered(f"the server did not answer {_MOST_IN_A_ROW} questions in a row")
        if not self._met:
            forbid_the_open_net(self._address)
        try:
            content = self._asked(question)
        except _Trouble:
            self._in_a_row += 1
            raise
        self._in_a_row = 0
        return read_answer(content, question)

    def _asked(self, question: Question[Any]) -> str:
        """Ask, and ask again where that may help, until the patience ends."""
        ends = time.monotonic() + self._patience.total
        wait, left = self._patience.pause, self._patience.attempts
        while True:
            try:
                return self._attempt(question, ends)
            except _Passing as passing:
                left -= 1
                pause = max(wait, passing.wait)
                if left < 1 or time.monotonic() + pause > ends:
                    raise _Trouble(str(passing)) from passing
            time.sleep(pause)
            wait *= 2

    def _attempt(self, question: Question[Any], ends: float) -> str:
        import httpx

        left = max(0.01, min(self._patience.silence, ends - time.monotonic()))
        timeout = httpx.Timeout(left, connect=min(left, self._patience.connect))
        try:
            with (
                # No proxy and no .netrc: whoever is not named is not contacted, and gets no key.
                httpx.Client(timeout=timeout, trust_env=False, verify=httpx.create_ssl_context()) as client,
                client.stream(
                    "POST",
                    f"{self._address.url}/chat/completions",
                    json=_body(self._address.model, question),
                    headers=self._headers(),
                ) as response,
            ):
                self._let_in(response)
                return content_of(received(response, ends), _words(question))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise self._absent() from error
        except httpx.TimeoutException as error:
            self._met = True
            raise _Trouble("the server did not answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self._met = True
            raise _Passing("the connection broke off") from error

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "briefing"}
        if self._address.key is not None:
            headers["Authorization"] = f"Bearer {self._address.key}"
        return headers

    def _let_in(self, response: httpx.Response) -> None:
        """Look at the status of a reply."""
        status = response.status_code
        if status in _CLOSED and not self._met:
            raise ModelUnreachable(
                f"the model server answers {_named(status)}",
                where=self._address.url,
                remedy=f"check the URL, which often ends in /v1, the model's name and {KEY}",
            )
        self._met = True
        if status in _AGAIN:
            raise _Passing(f"the server answers {_named(status)}", _asked_wait(response))
        if status != HTTPStatus.OK:
            raise Unanswered(f"the server answers {_named(status)}")

    def _absent(self) -> Exception:
        if self._met:
            return _Passing("no connection to the server")
        return ModelUnreachable(
            "no connection to the server that --summarizer names",
            where=self._address.url,
            remedy="start it, check the URL, or use --summarizer embedded",
        )


class _Passing(Exception):
    """What kept an answer away and may be over soon; ``wait`` is for how many seconds the server asks."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


def _body(model: str, question: Question[Any]) -> dict[str, Any]:
    return {
        "model": model,
        "messages": [
            {"role": "system", "content": question.instructions},
            {"role": "user", "content": question.material},
        ],
        "temperature": 0,
        "seed": SEED,
        "max_tokens": question.most_tokens,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": question.name, "strict": True, "schema": question.schema},
        },
    }


def _words(question: Question[Any]) -> int:
    return len(question.instructions.split()) + len(question.material.split())


def _named(status: int) -> str:
    known = {one.value: one.phrase for one in HTTPStatus}
    return f"HTTP {status} {known.get(status, '')}".rstrip()


def _asked_wait(response: httpx.Response) -> float:
    """The seconds of ``Retry-After`` (RFC 9110, 10.2.3); its dates are left aside."""
    wanted = response.headers.get("retry-after", "")
    return float(wanted) if wanted.isascii() and wanted.isdigit() else 0.0
