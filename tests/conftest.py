"""What tests of several stages need: surroundings of their own, the models, the command, a disk that is soon full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from briefing.checking import Checker
from briefing.checking.support import Support
from briefing.cli import main
from briefing.models.encoder import Encoder, load_encoder
from briefing.models.heads.facts import FactJudge, load_fact_judge
from briefing.models.heads.pairs import PairJudge, load_pair_judge
from briefing.models.parser import Parser, load_parser

ROOT = Path(__file__).parents[1]

# On a machine that is shared, threads that wait by spinning take the processor from those that compute: an encoding
# of 0.02 s takes 0.8 s. Read when torch is loaded, here and in the processes that tests start.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

# A shell that starts the tests in the background has them, and all that they start, ignore an interrupt.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# Property tests are about what holds, not about how long it takes: on a shared machine, now and then one takes long.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@dataclass(frozen=True)
class Outcome:
    """How a run of the command ended: its exit status, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def files(self) -> list[Path]:
        """The files that stdout names, one a line."""
        return [Path(line) for line in self.out.splitlines()]


Command = Callable[..., Outcome]


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="session")
def judge() -> PairJudge:
    return load_pair_judge()


@pytest.fixture(scope="session")
def facts() -> FactJudge:
    return load_fact_judge()


@pytest.fixture(scope="session")
def support(encoder: Encoder, judge: PairJudge) -> Support:
    return Support(encoder, judge)


@pytest.fixture(scope="session")
def checker(support: Support) -> Checker:
    return Checker(support)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of all tests; what is in it is found by its content only, so that no test sees another's."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(cache: Path) -> Iterator[None]:
    """Let fixtures that several tests share find no more in the user's cache than the tests themselves do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CACHE", str(cache))
        yield


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """Let no setting of the machine reach a test, and no test the user's cache."""
    for name in list(os.environ):
        if name.startswith("BRIEFING_") or name == "SOURCE_DATE_EPOCH":
            monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEFING_CACHE", str(cache))


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> Command:
    """Run ``briefing`` in this process, in a folder that holds nothing, and return how it ended."""
    monkeypatch.chdir(tmp_path_factory.mktemp("here"))

    def run(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["briefing", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return Outcome(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def process(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Run ``python -m briefing`` in a process of its own; keywords are variables of its environment."""
    here = tmp_path_factory.mktemp("here")

    def run(*arguments: str | Path, **variables: str) -> Outcome:
        path = os.pathsep.join(filter(None, (variables.pop("PYTHONPATH", ""), str(ROOT))))
        done = subprocess.run(
            [sys.executable, "-m", "briefing", *map(str, arguments)],
            cwd=here,
            env=os.environ | {"PYTHONPATH": path} | variables,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 KiB; needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
