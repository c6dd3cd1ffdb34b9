"""A dossier with what is expected of its memo."""

from __future__ import annotations

from typing import Any

FIRST = [
    "Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo.",
    "Russia condemned the agreement and warned Norway of consequences.",
    "The defense ministers of Norway and Denmark will meet in Oslo on 20 November.",
    "The radar will cost 40 million kroner.",
]
SECOND = [
    "Denmark and Norway have agreed on sharing radar data in the Skagerrak.",
    "The radar will cost 46 million kroner, the Danish parliament heard.",
    "Moscow warned Norway of consequences and condemned the agreement on radar data.",
]


def _quote(document: str, text: str) -> dict[str, str]:
    return {"document": document, "quote": text}


DOSSIER: dict[str, Any] = {
    "id": "radar",
    "question": "What was agreed on the radar?",
    "documents": [
        {
            "id": "tidings",
            "title": "Radar pact in the Skagerrak",
            "publisher": "Fjord Tidings",
            "published": "2025-11-03",
            "text": " ".join(FIRST),
        },
        {
            "id": "review",
            "title": "Neighbours share their radar",
            "publisher": "The Sound Review",
            "published": "2025-11-04",
            "text": " ".join(SECOND),
        },
    ],
    "points": [
        {
            "id": "p1",
            "gist": "Norway and Denmark share radar data.",
            "kinds": ["accord"],
            "needed": True,
            "parties": ["Norway", "Denmark"],
            "carriers": [_quote("tidings", FIRST[0]), _quote("review", SECOND[0])],
        },
        {
            "id": "p2",
            "gist": "Russia condemns it.",
            "kinds": ["dispute"],
            "needed": True,
            "parties": ["Russia", "Norway"],
            "carriers": [_quote("tidings", FIRST[1]), _quote("review", SECOND[2])],
        },
        {
            "id": "n1",
            "gist": "The ministers meet on 20 November.",
            "kinds": ["next_step"],
            "needed": True,
            "who": "the ministers",
            "when": "2025-11-20",
            "words": "on 20 November",
            "firmness": "announced",
            "carriers": [_quote("tidings", FIRST[2])],
        },
        {
            "id": "d1",
            "gist": "40 or 46 million kroner.",
            "kinds": ["discrepancy"],
            "needed": True,
            "cause": "number",
            "sides": [[_quote("tidings", FIRST[3])], [_quote("review", SECOND[1])]],
        },
    ],
    "traps": [],
    "origins": [["tidings"], ["review"]],
}
