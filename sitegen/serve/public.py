"""Content as if everything in it were public, and the ribbon that says of each thing why it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sitegen.model import Content, Guide


def as_if_public(content: Content, as_of: date) -> tuple[Content, Mapping[str, str]]:
    """Return the content with drafts and scheduled guides published. Shape: the content; address -> the words of its ribbon."""
    if content.config.cards:  # nobody shares a preview, and drawing needs an extra
        content = replace(content, config=content.config.model_copy(update={"cards": False}))
    ribbons = {guide.url: ribbon for guide in content.guides if (ribbon := _ribbon(guide, as_of))}
    ribbons |= {text.url: "Draft: this page is not public" for text in content.texts if text.front.status == "draft"}
    if not ribbons:
        return content, {}
    guides = tuple(_published(guide) if guide.url in ribbons else guide for guide in content.guides)
    texts = tuple(
        replace(text, front=text.front.model_copy(update={"status": "published"})) if text.url in ribbons else text
        for text in content.texts
    )
    return replace(content, guides=guides, texts=texts), ribbons


def _ribbon(guide: Guide, as_of: date) -> str:
    front = guide.front
    if front.status == "draft":
        return "Draft: this guide is not public"
    if front.status == "published" and front.publish_on and front.publish_on > as_of:
        return f"Scheduled: this guide is public from {front.publish_on}"
    return ""


def _published(guide: Guide) -> Guide:
    return replace(guide, front=guide.front.model_copy(update={"status": "published", "publish_on": None}))
