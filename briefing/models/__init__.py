"""Models: where their weights are, whether they are the pinned ones, and what they compute.

``store`` finds and verifies, ``encoder`` and ``parser`` and ``generators`` run. Nothing here knows
what a memo is, and nothing here opens a network connection unless the user names a hub model.
"""
