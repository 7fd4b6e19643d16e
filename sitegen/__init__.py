"""Rolebook's static site generator: role career guides in, a searchable site out."""

__version__ = "0.1.0"
