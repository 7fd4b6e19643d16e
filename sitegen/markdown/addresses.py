"""Which addresses a link or an image in content may have."""

from __future__ import annotations

import re

# All up to the first colon that no slash, question mark or hash precedes is a scheme to a browser, however it is disguised.
_SCHEME = re.compile(r"([^/?#]*?):")
_WEB = re.compile(r"https?://[^/?#@]+(?:[/?#].*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^@/?#]+@[^@/?#]+(?:\?.*)?", re.IGNORECASE)
_OTHER_HOST = re.compile(r"(?:/|%5c){2}|%5c", re.IGNORECASE)
_IMAGE = re.compile(r"/?images/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.(?:png|jpe?g|webp|avif)")


def is_external(href: str) -> bool:
    """Say whether `href` leads to another site."""
    return bool(_WEB.fullmatch(href))


def link_fault(href: str) -> str:
    """Say what makes the percent-encoded `href` unfit for a link; empty when it is fit.

    Fit are https, http and mailto addresses, addresses on this site, and anchors on this page.
    """
    scheme = _SCHEME.match(href)
    if not scheme:
        return "it leads to another host without saying how" if _OTHER_HOST.match(href) else ""
    name = scheme[1].lower()
    if name in ("http", "https"):
        return "" if _WEB.fullmatch(href) else "it names no host, or hides one behind a user name"
    if name == "mailto":
        return "" if _MAIL.fullmatch(href) else "it is no mail address"
    return f"addresses that begin with '{name[:20]}:' are not allowed"


def image_path(src: str) -> str:
    """Return the path of the image that `src` names, from the site's root; empty when it is none of the site's own."""
    return "/" + src.removeprefix("/") if _IMAGE.fullmatch(src) else ""
