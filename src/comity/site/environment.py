"""What a deployment says of itself: environment variables that begin with `COMITY_`."""

import os
import secrets
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, PostgresDsn, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

KEPT_IN = "secret.key"


class Environment(BaseSettings):
    """Every setting of a deployment. What is not said is what a first look on one's own machine needs."""

    model_config = SettingsConfigDict(env_prefix="COMITY_", frozen=True, extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("comity"), description="The folder of the organisation.")
    database: PostgresDsn | None = Field(
        default=None, description="A PostgreSQL address; without it the database is a file in the folder."
    )
    hosts: str = Field(
        default="localhost,127.0.0.1,[::1]", description="Host names that are answered, separated by commas."
    )
    https: bool = Field(default=False, description="Whether the pages are reached by HTTPS alone, as they should be.")
    secret_key: SecretStr | None = Field(
        default=None, description="The key of sessions and links; without it one is made and kept in the folder."
    )
    smtp_host: str | None = Field(default=None, description="The mail server; without it mail waits in the outbox.")
    smtp_port: int = Field(default=587, description="Its port.")
    smtp_user: str | None = Field(default=None, description="Its user.")
    smtp_password: SecretStr | None = Field(default=None, description="The user's password.")
    smtp_security: Literal["starttls", "implicit", "none"] = Field(default="starttls", description="How it is reached.")
    mail_from: str = Field(default="comity@localhost", description="The address that mail comes from.")
    confirmation_code: SecretStr | None = Field(
        default=None, description="The code by which persons of the example confirm; `script/run` makes one each time."
    )


def secret_key(environment: Environment) -> str:
    """The key of sessions and links: as given, or that of the folder, made once and readable by its owner alone."""
    if environment.secret_key is not None:
        return environment.secret_key.get_secret_value()
    path = environment.data / KEPT_IN
    if not environment.data.is_dir():  # nothing is served from a folder that is not there: checks and imports alone
        return secrets.token_urlsafe(50)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
