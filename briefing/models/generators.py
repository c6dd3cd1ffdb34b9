"""Generators: models that write text, run by transformers.

Two kinds, told apart by the model's own configuration: sequence-to-sequence models (BART, PEGASUS,
T5, LED), which were trained to summarize what they are given, and chat models, which follow an
instruction. Decoding is greedy, so that the same input gives the same text. What they write is a
draft: whoever uses it checks it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from briefing.models.encoder import has_bfloat16
from briefing.models.loading import SAFE, quietly
from briefing.models.places import Place, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from transformers import GenerationConfig

# Above this a batch's prompts, with their padding, are split: it bounds the memory.
BATCH_TOKENS = 8192
BATCH_SIZE = 16
# A chat model may say that it reads 128,000 tokens; the memory for them is another matter.
LONGEST_CHAT_INPUT = 4096
# Where neither the configuration nor the tokenizer tells how much the model reads.
USUAL_INPUT = 512


class Generator(Protocol):
    """A model that writes text. ``name``, ``version`` and ``sha256`` go into a memo's provenance."""

    @property
    def name(self) -> str:
        """What the model is called."""
        ...

    @property
    def version(self) -> str:
        """Its release, its commit on the hub, or ``local``."""
        ...

    @property
    def sha256(self) -> str | None:
        """The hash of its weights, where they are at hand."""
        ...

    @property
    def follows_instructions(self) -> bool:
        """Whether a prompt is an instruction (chat) or just the text to condense (sequence to sequence)."""
        ...

    @property
    def max_input_tokens(self) -> int:
        """How many tokens a prompt may have, by ``count_tokens``."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return how many tokens a text has for this model, without marks and template."""
        ...

    def generate(self, prompts: Sequence[str], *, max_new_tokens: int) -> list[str]:
        """Return what the model writes for each prompt, in order. A prompt that is too long is an error."""
        ...


@dataclass(frozen=True)
class Loaded:
    """A model and its tokenizer in memory, and where they come from."""

    place: Place
    model: Any
    tokenizer: Any


class TransformersGenerator(ABC):
    """What both kinds share: batches by length, greedy decoding, special tokens kept out of prompts."""

    follows_instructions: bool

    def __init__(self, loaded: Loaded) -> None:
        self._model = loaded.model.eval()
        self._tokenizer = loaded.tokenizer
        if self._tokenizer.pad_token is None:
            self._tokenizer.pad_token = self._tokenizer.eos_token
        self.name, self.version, self.sha256 = loaded.place.name, loaded.place.version, loaded.place.sha256
        self._marks = sorted({str(mark) for mark in self._tokenizer.all_special_tokens}, key=len, reverse=True)
        self.max_input_tokens = self._longest_input() - len(self._encode(""))

    def count_tokens(self, text: str) -> int:
        """Return how many tokens a text has for this model, without marks and template."""
        return len(self._tokenizer.encode(self._without_marks(text), add_special_tokens=False))

    def generate(self, prompts: Sequence[str], *, max_new_tokens: int) -> list[str]:
        """Return what the model writes for each prompt, in order.

        Raises ``ValueError`` for a prompt that the model cannot read whole: nothing is cut off silently.
        """
        encoded = [self._encode(self._without_marks(prompt)) for prompt in prompts]
        room = self._longest_input()
        for tokens in encoded:
            if len(tokens) > room:
                raise ValueError(f"a prompt of {len(tokens)} tokens does not fit {self.name}, which reads {room}")
        written = [""] * len(prompts)
        for batch in _batches(encoded):
            for index, text in zip(batch, self._written([encoded[i] for i in batch], max_new_tokens), strict=True):
                written[index] = text.strip()
        return written

    def _written(self, batch: Sequence[list[int]], max_new_tokens: int) -> list[str]:
        import torch

        with quietly(), torch.inference_mode():
            inputs = self._tokenizer.pad({"input_ids": list(batch)}, return_tensors="pt").to(self._model.device)
            output = self._model.generate(
                input_ids=inputs["input_ids"],
                attention_mask=inputs["attention_mask"],
                generation_config=self._greedy(max_new_tokens),
            )
        texts: list[str] = self._tokenizer.batch_decode(
            self._new_tokens(output, inputs["input_ids"].shape[1]), skip_special_tokens=True
        )
        return texts

    def _greedy(self, max_new_tokens: int) -> GenerationConfig:
        """Return the authors' settings without sampling, beams and lengths of their own."""
        import copy

        settings: GenerationConfig = copy.deepcopy(self._model.generation_config)
        settings.update(  # type: ignore[no-untyped-call]
            do_sample=False,
            num_beams=1,
            max_new_tokens=max_new_tokens,
            max_length=None,
            min_length=min(settings.min_length or 0, max_new_tokens),
            temperature=None,
            top_p=None,
            top_k=None,
            early_stopping=None,
            length_penalty=None,
            pad_token_id=self._tokenizer.pad_token_id,
        )
        return settings

    def _without_marks(self, text: str) -> str:
        """Break up special tokens that stand in a text, so that a document cannot end its own part."""
        for mark in self._marks:
            text = text.replace(mark, " ".join(mark))
        return text

    @abstractmethod
    def _encode(self, prompt: str) -> list[int]:
        """Return the tokens that the model is given for a prompt, template and marks included."""

    @abstractmethod
    def _longest_input(self) -> int:
        """Return how many tokens the model reads, template and marks included."""

    @abstractmethod
    def _new_tokens(self, output: Any, given: int) -> Any:  # noqa: ANN401 — tensors
        """Return the part of ``generate``'s output that the model wrote."""


class Seq2SeqGenerator(TransformersGenerator):
    """A sequence-to-sequence model trained to summarize; a prompt is the text itself."""

    follows_instructions = False

    def _encode(self, prompt: str) -> list[int]:
        tokens: list[int] = self._tokenizer.encode(self._prefix + prompt)
        return tokens

    @property
    def _prefix(self) -> str:
        """The words that the authors trained the model to wait for: ``summarize: `` for T5."""
        tasks = getattr(self._model.config, "task_specific_params", None) or {}
        return str(tasks.get("summarization", {}).get("prefix") or "")

    def _longest_input(self) -> int:
        return _declared_input(self._model.config, self._tokenizer)

    def _new_tokens(self, output: Any, given: int) -> Any:  # noqa: ANN401, ARG002
        return output


class ChatGenerator(TransformersGenerator):
    """A causal language model; a prompt is what the user says in its chat template, if it has one."""

    follows_instructions = True

    def __init__(self, loaded: Loaded) -> None:
        loaded.tokenizer.padding_side = "left"
        super().__init__(loaded)

    def _encode(self, prompt: str) -> list[int]:
        if self._tokenizer.chat_template is None:
            plain: list[int] = self._tokenizer.encode(f"{prompt}\n\n")
            return plain
        said: list[int] = self._tokenizer.apply_chat_template(
            [{"role": "user", "content": prompt}], add_generation_prompt=True, return_dict=False
        )
        return said

    def _longest_input(self) -> int:
        # A quarter is left for what the model writes: the two share its window.
        return min(_declared_input(self._model.config, self._tokenizer) * 3 // 4, LONGEST_CHAT_INPUT)

    def _new_tokens(self, output: Any, given: int) -> Any:  # noqa: ANN401
        return output[:, given:]


def _declared_input(config: Any, tokenizer: Any) -> int:  # noqa: ANN401
    """Return the smallest length that the configuration or the tokenizer declares."""
    names = ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")
    text = config.get_text_config()
    declared = [value for name in names if isinstance(value := getattr(text, name, None), int)][:1]
    if tokenizer.model_max_length < 1_000_000:  # transformers writes 1e30 for "not known"
        declared.append(int(tokenizer.model_max_length))
    return min(declared, default=USUAL_INPUT)


def _batches(encoded: Sequence[list[int]]) -> Iterator[list[int]]:
    """Yield the indices of prompts of like length that fit one batch, longest first."""
    order = sorted(range(len(encoded)), key=lambda index: -len(encoded[index]))
    while order:
        size = max(1, min(BATCH_SIZE, BATCH_TOKENS // max(1, len(encoded[order[0]]))))
        batch, order = order[:size], order[size:]
        yield batch


def load_generator(name: str, cache: Path) -> Generator:
    """Load a generator: ``embedded``, a folder, or the name of a model on the hub.

    Raises ``ModelMissing`` where there is no such model here and the hub cannot be reached, or where it
    has no safetensors weights; and what ``store.converted_generator`` raises.
    """
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

    place = place_of(name, cache)
    with place.errors_named(), quietly():
        config = AutoConfig.from_pretrained(place.folder, local_files_only=True, trust_remote_code=False)
        writes_anew = bool(config.is_encoder_decoder)
        tokenizer = AutoTokenizer.from_pretrained(place.folder, local_files_only=True, trust_remote_code=False)
        kind = AutoModelForSeq2SeqLM if writes_anew else AutoModelForCausalLM
        device, dtype = _device()
        model: Any = kind.from_pretrained(place.folder, local_files_only=True, dtype=dtype, **SAFE)
        model = model.to(device)
    loaded = Loaded(place, model, tokenizer)
    return Seq2SeqGenerator(loaded) if writes_anew else ChatGenerator(loaded)


def _device() -> tuple[str, str]:
    """Return where to compute, and the fastest type of number there that keeps float32's range."""
    import torch

    if torch.cuda.is_available():
        return "cuda", "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float32"
    return "cpu", "bfloat16" if has_bfloat16() else "float32"
