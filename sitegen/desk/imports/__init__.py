"""Other people's Markdown as drafts of this site: Jekyll's, Hugo's, Docusaurus's, and plain files. See docs/importing.md."""

from sitegen.desk.imports.bring import Brought, bring_in

__all__ = ["Brought", "bring_in"]
