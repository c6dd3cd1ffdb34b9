"""digest.toml: what it may say, and what is said about mistakes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.delivering import load_digest
from briefing.errors import DigestInvalid

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """name = "asia-desk-weekly"
subject = "Asia desk, week of {date}"
schedule = "0 7 * * MON"
timezone = "Europe/Berlin"
from = "Asia desk <desk@example.org>"
to = [
  "chief@example.org",  # each gets a message of their own
  "deputy@example.org",
]
attach = ["pdf"]
unsubscribe = "https://example.org/u?who={recipient}"

[[memos]]
subject = "US–China military channels"
sources = ["inbox/us-china/", "https://news.example/feed.xml"]

[smtp]
host = "localhost"
port = 587
security = "starttls"
username_env = "SMTP_USER"
password_env = "SMTP_PASSWORD"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.toml"


def mistake(path: Path, old: str, new: str) -> str:
    """What is said about the file when ``old`` is exchanged for ``new``, without the file's name."""
    assert old in WHOLE
    path.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(DigestInvalid) as told:
        load_digest(path)
    assert "\n" not in str(told.value)
    where, _, what = str(told.value).partition(f"{path}")
    assert not where
    return what.lstrip(",: ")


def test_a_whole_file_is_read(path: Path) -> None:
    path.write_text(WHOLE, encoding="utf-8")
    digest = load_digest(path)
    assert [str(one) for one in digest.recipients] == ["chief@example.org", "deputy@example.org"]
    assert digest.memos[0].sources == (str(path.parent / "inbox/us-china"), "https://news.example/feed.xml")
    assert digest.state == path.parent / "asia-desk-weekly.digest"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("port = 587", "prot = 587", "line 19: there is no key smtp.prot; did you mean port?"),
        ("schedule =", "shedule =", "line 3: there is no key shedule; did you mean schedule?"),
        ('subject = "US', 'subjekt = "US', "line 14: there is no key memos 1.subjekt; did you mean subject?"),
        ("from =", "sender =", "line 5: there is no key sender; the keys here are attach"),
        ("port = 587\n", "", "line 17: smtp.port is missing; add it"),
        ("to = [", "cc = [", "line 6: there is no key cc; "),
        ("port = 587", 'port = "x"', "line 19: smtp.port: Input should be a valid integer"),
        ('"deputy@example.org"', '"deputy@@example"', "line 8: to 2: 'deputy@@example' is not a mail address"),
        ("{date}", "{day}", "line 2: subject: {day} cannot be filled in"),
        ("{date}", r"x\nBcc: eve@example.org", "line 2: subject: must be one line of text"),
        ("desk@example.org", r"desk@example.org\r\nBcc: eve@example.org", "line 5: from: an address cannot hold line"),
        ("0 7 * * MON", "0 7 * * FOO", "line 3: schedule: '0 7 * * FOO' is not a schedule"),
        ("Europe/Berlin", "Europe/Berlim", "line 4: timezone: 'Europe/Berlim' is not a time zone"),
        ('["pdf"]', '["json"]', "line 10: attach 1: json is not attached"),
        ('["pdf"]', '["doc"]', "line 10: attach 1: must be one of pdf, md, html; see"),
        ('["pdf"]', '"pdf"', 'line 10: attach: this is a list; write it in brackets, such as ["…"]'),
        ("attach =", 'list_id = "a b"\nattach =', "line 10: list_id: must hold only letters and digits of ASCII"),
        ("attach =", "timout = 3\nattach =", "line 10: there is no key timout; did you mean timeout in [smtp]?"),
        ("port = 587", 'port = 587\nfolder = "x"', "line 20: there is no key smtp.folder; it belongs above all tables"),
        ("port = 587", "port = 587\nport = 25", "is no TOML: this key is there already (at line 20, column 10); mend"),
        ("https://example.org/u", "http://example.org/u", "line 11: unsubscribe: must begin with https://"),
        ("https://example.org/u", "https://me:pw@example.org/u", "line 11: unsubscribe: must hold no user"),
        ("example.org/u?", "example.org/ü?", "line 11: unsubscribe: must be written in ASCII"),
        ("https://example.org/u?", "https://?", "line 11: unsubscribe: is not a web address"),
        ("{recipient}", "{date}", "line 11: unsubscribe: {date} cannot be filled in"),
        ("https://news", "https://me:pw@news", "line 15: memos 1.sources 2: must hold no user and no password"),
        (
            '"localhost"\nport = 587\nsecurity = "starttls"',
            '"a.example"\nport = 25\nsecurity = "none"',
            "line 17: smtp: ",
        ),
        ("password_env =", 'password_file = "p"\npassword_env =', "line 17: smtp: password_env and password_file are"),
        ('username_env = "SMTP_USER"\n', "", "line 17: smtp: a login needs username_env and one of"),
        ('"SMTP_PASSWORD"', '"hunter 2!"', "line 22: smtp.password_env: is the name of an environment variable"),
        ('name = "asia', 'name = "Asia', "line 1: name: must be 1 to 63 of a-z, 0-9"),
        ("[smtp]", "[smtp2]", "line 17: there is no key smtp2; did you mean smtp?"),
        ("[[memos]]", "[memos]", "line 13: memos: each memo is a table of its own; write [[memos]]"),
        ("port = 587", "port = ", "is no TOML: Invalid value (at line 19, column 8); mend that line"),
        ("[[memos]]", 'folder = "out"\n[[memos]]', "line 1: give either a table [smtp] or `folder`"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(path: Path, old: str, new: str, told: str) -> None:
    assert mistake(path, old, new).startswith(told)


@pytest.mark.parametrize("key", ["password", "username"])
def test_a_secret_in_the_file_is_refused_and_not_repeated(path: Path, key: str) -> None:
    told = mistake(path, "port = 587", f'port = 587\n{key} = "hunter2"')
    assert told.startswith(f"line 20: there is no key smtp.{key}; name and password come from the environment")
    assert "hunter2" not in told


def test_two_memos_about_the_same_are_refused(path: Path) -> None:
    memo = WHOLE[WHOLE.index("[[memos]]") : WHOLE.index("[smtp]")]
    assert "the same subject" in mistake(path, memo, memo + memo)


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(DigestInvalid, match=rf"{path}: cannot be read \(No such file"):
        load_digest(path)


def test_a_file_in_another_encoding_is_refused(path: Path) -> None:
    path.write_bytes(WHOLE.encode("utf-16"))
    with pytest.raises(DigestInvalid, match="is not UTF-8"):
        load_digest(path)


def test_an_address_that_is_named_twice_is_one_recipient(path: Path) -> None:
    path.write_text(WHOLE.replace("deputy@example.org", "The chief <Chief@example.org>"), encoding="utf-8")
    assert [one.key for one in load_digest(path).recipients] == ["chief@example.org"]


def test_a_template_beside_the_file_is_found_wherever_the_program_runs(path: Path) -> None:
    (path.parent / "house").mkdir()
    path.write_text(WHOLE.replace("[smtp]", 'template = "house"\n[smtp]'), encoding="utf-8")
    assert load_digest(path).memos[0].template == str(path.parent / "house")
