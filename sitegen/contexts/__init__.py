"""What templates are given: its hash, and its text."""

from sitegen.contexts.fingerprint import Fingerprints
from sitegen.contexts.stored import PROSE, Stored, from_bytes, store

__all__ = ["PROSE", "Fingerprints", "Stored", "from_bytes", "store"]
