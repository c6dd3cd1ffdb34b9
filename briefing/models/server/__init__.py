"""A model server that the user names: ``POST {URL}/chat/completions``, as OpenAI's protocol has it.

vLLM, llama.cpp, Ollama and LM Studio speak it. ``load_server`` is the public function.
"""

from __future__ import annotations

from briefing.models.server.address import KEY, address_of
from briefing.models.server.client import Patience, ServerAnswers

__all__ = ["KEY", "Patience", "ServerAnswers", "load_server"]


def load_server(name: str) -> ServerAnswers:
    """The server of ``MODEL@URL``. Nothing is contacted before the first question.

    The key, where the server wants one, is in the variable ``BRIEFING_OPENAI_KEY``. Raises ``UsageError``.
    """
    return ServerAnswers(address_of(name))
