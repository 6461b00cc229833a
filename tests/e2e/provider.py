"""A real OpenID Connect provider on loopback: npm's `oidc-provider`, with its own pages."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.e2e.server import ROOT


def secrets(app: str, port: int) -> str:
    """What `secrets.toml` says, so that people can sign in with it.

    Args:
        app: The app's address.
        port: Where the provider listens.
    """
    return f"""
        [auth]
        redirect_uri = "{app}/oauth2callback"
        cookie_secret = "a secret of the tests, long enough"
        client_id = "layerloom"
        client_secret = "of-the-tests-only"
        server_metadata_url = "http://127.0.0.1:{port}/.well-known/openid-configuration"
        client_kwargs = {{ prompt = "login" }}
        """


@contextmanager
def provider(app: str, port: int) -> Iterator[None]:
    """Run it until the block ends.

    Args:
        app: The app's address.
        port: Where it listens.
    """
    node = shutil.which("node")
    assert node is not None, "The browser tests need Node, which `make test` installs."
    script = ROOT / "components" / "scripts" / "oidc-provider.mjs"
    command = [node, str(script), str(port), f"{app}/oauth2callback"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n", "The provider did not come up."
            yield
        finally:
            process.terminate()
