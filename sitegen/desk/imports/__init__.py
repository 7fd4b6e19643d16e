"""Other people's Markdown as drafts of this site: Jekyll's, Hugo's, Docusaurus's, and plain files. See docs/importing.md."""

from sitegen.desk.imports.before import Before, brought_before
from sitegen.desk.imports.bring import Brought, Kind, bring_in

__all__ = ["Before", "Brought", "Kind", "bring_in", "brought_before"]
