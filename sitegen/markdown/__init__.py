"""Markdown -> HTML and what the text holds: a pure function of the text, and the only module that knows markdown-it."""

from sitegen.markdown.passages import LEFT_OUT, Passage
from sitegen.markdown.render import render
from sitegen.markdown.rendered import Cite, Fault, Heading, Link, Rendered

__all__ = ["LEFT_OUT", "Cite", "Fault", "Heading", "Link", "Passage", "Rendered", "render"]
