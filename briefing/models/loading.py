"""How transformers is called here: from safetensors, never with a model's own code, and in silence."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transformers import BertModel

# Pickles run code when they are opened, and so does a hub's "remote code": neither is ever loaded.
SAFE: Final[dict[str, Any]] = {"use_safetensors": True, "trust_remote_code": False}


@contextmanager
def quietly() -> Iterator[None]:
    """Keep transformers' progress bars, load reports and warnings off the terminal; restore all after."""
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def load_bert(**options: Any) -> BertModel:  # noqa: ANN401 - the options of transformers
    """The packaged encoder's network in 32 bit, after verifying it. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    from transformers import AutoModel

    with quietly():  # the weights hold a pooling layer that no use here needs, and transformers says so
        model: BertModel = AutoModel.from_pretrained(
            verify(ENCODER), local_files_only=True, dtype="float32", add_pooling_layer=False, **SAFE, **options
        )
    model.train(mode=False)
    return model
