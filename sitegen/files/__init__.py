"""The owner's folder, read safely: what is listed or read is a plain file below the root, and nothing else."""

from sitegen.files.names import is_slug, is_url_path
from sitegen.files.reading import read
from sitegen.files.walk import Listing, listing

__all__ = ["Listing", "is_slug", "is_url_path", "listing", "read"]
