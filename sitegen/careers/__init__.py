"""Careers as data: what changes between two roles, which roles are alike, and the ways from one to another. Pure."""
