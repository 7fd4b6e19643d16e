"""The preview: the site as it would be, drafts included, on this machine only, remade at every save.

    watchfiles -> Changes -> Workshop: Preview.refresh -> Announcer -> livereload -> the browser

One thread, the workshop, does all the work on the site; the event loop only answers. Nothing is written but .cache/preview.
"""

from sitegen.serve.server import serve

__all__ = ["serve"]
