"""What a model server sent back: a chat completion, or what is wrong with it.

A server may be broken or hostile. Its words are data: none of them gets into a message.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from briefing.models.answers import Unanswered

if TYPE_CHECKING:
    import httpx

LARGEST_ANSWER = 4 * 1024 * 1024
"""Bytes of one reply. What is asked for fills some kilobytes; some servers add the model's reasoning."""


def received(response: httpx.Response, ends: float) -> bytes:
    """The body, as it was sent, up to a limit in size and to the moment ``ends`` (``time.monotonic``).

    Raises ``Unanswered``, and what httpx raises where the body ends early or nothing comes for too long.
    """
    data = bytearray()
    # Not decoded: we ask for no compression, and a small body could become an endless one.
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > LARGEST_ANSWER:
            raise Unanswered("the answer has no end")
        if time.monotonic() > ends:
            raise Unanswered("the answer took too long")
    return bytes(data)


def content_of(body: bytes, words: int) -> str:
    """What the model wrote. ``words`` is how many the question has: a model that read fewer tokens read half of it.

    Raises ``Unanswered`` for a refusal, half an answer, half a question, and whatever is no chat completion.
    """
    try:
        reply: Any = json.loads(body)
        (choice, *_) = reply["choices"]
        message = choice["message"]
        content, refusal, finish = message.get("content"), message.get("refusal"), choice.get("finish_reason")
        read = (reply.get("usage") or {}).get("prompt_tokens")
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Unanswered("the server's reply is no chat completion") from error
    if refusal or finish == "content_filter":
        raise Unanswered("the model refused")
    if finish == "length":
        raise Unanswered("the answer was broken off")
    if isinstance(read, int) and 0 < read < words:
        raise Unanswered("the server cut off the question")
    if not isinstance(content, str) or not content.strip():
        raise Unanswered("the answer is empty")
    return content
