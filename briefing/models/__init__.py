"""Models: where their weights are, whether they are the pinned ones, and what they compute.

``store`` finds and verifies, ``encoder`` and ``parser`` and ``generators`` run. Nothing here knows
what a memo is, and nothing here opens a network connection unless the user names a hub model.
"""

from __future__ import annotations

import os

# Torch's threads else spin between two calls, on processors that others wait for: on two busy cores one small batch
# took 0.7 s instead of 0.02. It counts only if it is set before torch is loaded, by whomever.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
