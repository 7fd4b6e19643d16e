"""How servers should treat the site, in one neutral table, and that table as each host wants to read it. Pure."""

from sitegen.hosts.limits import excesses
from sitegen.hosts.table import HOST_FILES, IMMUTABLE, REVALIDATE, SECURITY, Table, is_hashed
from sitegen.hosts.written import REDIRECTING, host_files

__all__ = ["HOST_FILES", "IMMUTABLE", "REDIRECTING", "REVALIDATE", "SECURITY", "Table", "excesses", "host_files", "is_hashed"]
