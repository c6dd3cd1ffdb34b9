"""A model server of the tests' own: it speaks the protocol over real sockets, and misbehaves as it is told to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server sends: ``declared`` is a content length of its own, ``pause`` seconds before the body begins.

    With ``endless`` the body comes again and again, with ``drip`` byte by byte, so many seconds apart.
    """

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    declared: int | None = None
    pause: float = 0.0
    endless: bool = False
    drip: float = 0.0


Behavior = Callable[[dict[str, Any]], Reply]


@dataclass
class ModelServer:
    """A running server. ``asked`` are the bodies of the requests, ``seen`` their paths and headers."""

    behavior: Behavior
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def summarizer(self) -> str:
        """How a user names it."""
        return f"openai:small-model@{self.url}"


def says(content: str | None, *, finish: str = "stop", **message: object) -> Reply:
    """A chat completion in which the model wrote ``content``."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, **message},
        "finish_reason": finish,
    }
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice], "usage": {"prompt_tokens": 0}}).encode())


def passages_in(asked: dict[str, Any]) -> dict[int, str]:
    """The numbered lines of a question's material."""
    material = asked["messages"][1]["content"]
    return {int(number): text for number, text in re.findall(r"^\[(\d+)\] (.*)$", material, re.MULTILINE)}


def form_of(asked: dict[str, Any]) -> str:
    """Which form of answer is asked for: ``statements``, ``groups`` or ``wordings``."""
    name: str = asked["response_format"]["json_schema"]["name"]
    return name


def statements(*told: tuple[str, list[int]]) -> Reply:
    """An answer with these statements and their passages' numbers."""
    return says(json.dumps({"statements": [{"text": text, "passages": numbers} for text, numbers in told]}))


def groups(*found: list[int]) -> Reply:
    """An answer with these groups."""
    return says(json.dumps({"groups": list(found)}))


def wordings(found: dict[int, str]) -> Reply:
    """An answer with these wordings."""
    return says(json.dumps({"wordings": [{"finding": number, "text": text} for number, text in found.items()]}))


def faithful(asked: dict[str, Any]) -> Reply:
    """A model that copies what it is given, groups nothing and rewords nothing."""
    if form_of(asked) == "groups":
        return groups()
    if form_of(asked) == "wordings":
        return wordings({})
    return statements(*((text, [number]) for number, text in passages_in(asked).items()))


@contextmanager
def serving(behavior: Behavior = faithful) -> Iterator[ModelServer]:
    """Run a server on a free port of the loopback."""
    server = ModelServer(behavior)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked)
            server.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.close_connection = True
            # Whoever misbehaves may find that the other side has gone.
            with suppress(ConnectionError):
                self._send(server.behavior(asked))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.pause)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if not reply.endless:
                self.send_header("Content-Length", str(reply.declared or len(reply.body)))
            self.end_headers()
            if reply.drip:
                for place in range(len(reply.body)):
                    self.wfile.write(reply.body[place : place + 1])
                    time.sleep(reply.drip)
                return
            self.wfile.write(reply.body)
            while reply.endless:
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing: a test's output is its own."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
