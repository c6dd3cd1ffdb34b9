"""Turns the packaged generator's GGUF file into a folder that transformers loads at once.

transformers can read GGUF itself, but needs 15 s and more each time, and another package for it. Here
it is done once (``derived``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.models.derived import Derived
from briefing.models.pins import GENERATOR
from briefing.models.store import verify

if TYPE_CHECKING:
    from pathlib import Path

    from gguf import GGUFReader
    from numpy.typing import NDArray

TENSORS = {
    "token_embd": "model.embed_tokens",
    "output_norm": "model.norm",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
CONTROL_TOKEN = 3  # in tokenizer.ggml.token_type


def convert(source: Path, folder: Path) -> None:
    """Write a Llama model's GGUF file as bfloat16 safetensors, configuration and tokenizer."""
    from gguf import GGUFReader

    reader = GGUFReader(source)
    _write_weights(reader, folder)
    _write_configuration(reader, folder)
    _write_tokenizer(reader, folder)


def _value(reader: GGUFReader, name: str) -> Any:  # noqa: ANN401 — a number, a text or a list of them
    field = reader.get_field(name)
    if field is None:
        raise OSError(f"the GGUF file has no field {name}")
    return field.contents()


def _write_weights(reader: GGUFReader, folder: Path) -> None:
    import torch
    from gguf import dequantize
    from safetensors.torch import save_file

    heads = {
        "attn_q": _value(reader, "llama.attention.head_count"),
        "attn_k": _value(reader, "llama.attention.head_count_kv"),
    }
    weights = {}
    for tensor in reader.tensors:
        *block, part, _ = tensor.name.split(".")
        values = dequantize(tensor.data, tensor.tensor_type)
        if part in heads:
            values = _unpermuted(values, heads[part])
        prefix = f"model.layers.{block[1]}." if block else ""
        weights[f"{prefix}{TENSORS[part]}.weight"] = torch.from_numpy(values.copy()).to(torch.bfloat16)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def _unpermuted(weights: NDArray[Any], heads: int) -> NDArray[Any]:
    """Undo GGUF's order of rows: it interleaves the two halves of each head for its rotary embedding."""
    rows, columns = weights.shape
    return weights.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def _write_configuration(reader: GGUFReader, folder: Path) -> None:
    from transformers import GenerationConfig, LlamaConfig

    marks: dict[str, Any] = {
        name: int(_value(reader, f"tokenizer.ggml.{name}")) for name in ("bos_token_id", "eos_token_id")
    }
    marks["pad_token_id"] = int(_value(reader, "tokenizer.ggml.padding_token_id"))
    LlamaConfig(
        vocab_size=int(_value(reader, "llama.vocab_size")),
        hidden_size=int(_value(reader, "llama.embedding_length")),
        intermediate_size=int(_value(reader, "llama.feed_forward_length")),
        num_hidden_layers=int(_value(reader, "llama.block_count")),
        num_attention_heads=int(_value(reader, "llama.attention.head_count")),
        num_key_value_heads=int(_value(reader, "llama.attention.head_count_kv")),
        max_position_embeddings=int(_value(reader, "llama.context_length")),
        rms_norm_eps=round(float(_value(reader, "llama.attention.layer_norm_rms_epsilon")), 9),
        rope_parameters={"rope_type": "default", "rope_theta": float(_value(reader, "llama.rope.freq_base"))},
        tie_word_embeddings=True,
        dtype="bfloat16",
        architectures=["LlamaForCausalLM"],
        **marks,
    ).save_pretrained(folder)
    GenerationConfig(**marks).save_pretrained(folder)  # type: ignore[no-untyped-call]


def _write_tokenizer(reader: GGUFReader, folder: Path) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    tokens: list[str] = _value(reader, "tokenizer.ggml.tokens")
    kinds: list[int] = _value(reader, "tokenizer.ggml.token_type")
    merges = [(left, right) for left, right in (pair.split(" ") for pair in _value(reader, "tokenizer.ggml.merges"))]
    tokenizer = Tokenizer(models.BPE(vocab={token: index for index, token in enumerate(tokens)}, merges=merges))
    # What GGUF calls the pre-tokenizer "smollm": each digit by itself, then GPT-2's rule.
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    control = [token for token, kind in zip(tokens, kinds, strict=True) if kind == CONTROL_TOKEN]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in control])
    wrapped = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=tokens[_value(reader, "tokenizer.ggml.bos_token_id")],
        eos_token=tokens[_value(reader, "tokenizer.ggml.eos_token_id")],
        pad_token=tokens[_value(reader, "tokenizer.ggml.padding_token_id")],
        unk_token=tokens[_value(reader, "tokenizer.ggml.unknown_token_id")],
        model_max_length=int(_value(reader, "llama.context_length")),
        clean_up_tokenization_spaces=False,
    )
    wrapped.chat_template = _value(reader, "tokenizer.chat_template")
    wrapped.save_pretrained(folder)


CONVERTED = Derived(
    GENERATOR,
    layout=1,
    space=300,
    make=lambda folder: convert(verify(GENERATOR) / next(iter(GENERATOR.files)), folder),
)
