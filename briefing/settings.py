"""Every option of the program, once: as a flag, as a ``BRIEFING_…`` variable, or in ``briefing.toml``.

What is given on the command line or in Python wins over variables, and variables over the file.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from briefing.errors import UsageError
from briefing.memo import Format

FILE = Path("briefing.toml")


class Settings(BaseSettings):
    """The options of a memo. All have defaults; unknown ones are refused."""

    model_config = SettingsConfigDict(env_prefix="BRIEFING_", toml_file=FILE, extra="forbid", frozen=True)

    output: Path = Field(default=Path("outputs"), description="the folder that the files land in")
    formats: Annotated[tuple[Format, ...], NoDecode] = Field(
        default=("md", "pdf", "json"), description="which files are written"
    )
    subject: str | None = Field(default=None, description="what the memo is about; statements near it rank higher")
    to: str | None = Field(default=None, description="whom the memo is for")
    sender: str | None = Field(default=None, description="whom the memo is from")
    date: dt.date | None = Field(default=None, description="the memo's date; today's if not given")
    marking: str | None = Field(default=None, description="how the memo may be shared, such as TLP:AMBER")
    template: str = Field(default="standard", description="a template's name, or a folder of one's own")
    summarizer: str = Field(default="embedded", description="embedded, or transformers:MODEL")
    length: Literal["short", "standard", "long"] = Field(default="standard", description="how much is kept")
    since: Path | None = Field(default=None, description="an earlier memo.json; what changed since is marked")
    allow_private_addresses: bool = Field(
        default=False, description="whether addresses that are not public may be fetched (loopback, private networks)"
    )
    reuse: bool = Field(default=True, description="whether summaries made before are used again")

    @field_validator("formats", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given, then the variables, then the file. ``.env`` files and secret folders are not read."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def day(self) -> dt.date:
        """The memo's date: as given, else that of ``SOURCE_DATE_EPOCH``, else today's."""
        return self.date or self.moment.date()

    @property
    def moment(self) -> dt.datetime:
        """When the memo counts as made: ``SOURCE_DATE_EPOCH``, else midnight (UTC) of its date.

        So it is the same whenever the same memo is made.
        """
        if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        day = self.date or dt.datetime.now().astimezone().date()
        return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def load_settings(**given: Any) -> Settings:  # noqa: ANN401 — options of any type; pydantic checks them
    """The settings, with those ``given`` over all others; ``None`` counts as not given.

    Raises ``UsageError`` naming the first option that is wrong.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"][:1]) or "settings"
        what = "there is no such option" if first["type"] == "extra_forbidden" else first["msg"]
        if given.get(name) is None:
            name = f"BRIEFING_{name.upper()}" if f"BRIEFING_{name.upper()}" in os.environ else f"{FILE}: {name}"
        raise UsageError(what, where=name, remedy="see briefing memo --help") from error
    except (SettingsError, tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(
            f"cannot be understood: {error}", where=str(FILE), remedy="mend the file or remove it"
        ) from error
