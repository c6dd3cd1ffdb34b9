"""How the heads' weights were made: one command for each, re-runnable from data files.

    python -m training.entailment …   and so on; docs/training.md has them all.

Every command has a fixed seed, writes checkpoints and goes on from the last one, and ends by writing the weights (as
safetensors) and a model card.
"""
