"""Heads: small networks on the packaged encoder, trained for this project, their weights shipped with it.

``sentences`` judges single sentences (stance, outlook) in the encoder's own pass, ``pairs`` judges a text by another
(entailment, relation), ``salience`` weighs a document's sentences. ``training/`` made the weights; each file is pinned
by its SHA-256 in ``pins`` and verified before it is used.
"""
