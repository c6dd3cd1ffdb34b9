"""An invented article, as its sentences."""

from __future__ import annotations

ARTICLE = (
    "The defense ministers of Norway and Denmark agreed on Friday to share radar data in the Skagerrak.",
    "The agreement will cost Norway 40 million kroner over five years, Ingrid Larsen told reporters in Oslo.",
    "More than 90 ships a day pass the strait, according to the coast guard of Norway.",
    "Russia condemned the agreement and warned Norway of consequences on Saturday.",
    "The Danish parliament is expected to vote on the agreement in November.",
    "Fishing boats from Denmark have used the harbour of Arendal since 1987.",
    "Sailors' unions criticized the plan and demanded a say in the control room.",
    "Foreign Minister Nils Berg will visit China in April with a delegation of shipowners.",
)
HEADLINE = "Norway and Denmark agreed to share radar data"
