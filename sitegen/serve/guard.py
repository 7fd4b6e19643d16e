"""Who may talk to the preview: pages of the preview itself, on this machine.

Another site's page could otherwise read drafts through the reader's own browser, by asking 127.0.0.1, or by giving it a name of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")


def refusal(headers: Mapping[str, str], port: int) -> str:
    """Say why a request is refused; empty when it is not. Shape: header names as HTTP compares them, regardless of case."""
    hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())
    if headers.get("Host", "").lower() not in hosts:
        return "the preview answers to 127.0.0.1 and localhost only"
    origin = headers.get("Origin")
    if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
        return "the preview answers its own pages only"
    # A link on another page may lead here; what another page loads from here may not.
    if headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and headers.get("Sec-Fetch-Mode") != "navigate":
        return "the preview answers its own pages only"
    return ""
