"""Artifacts -> staging -> one exchange: the only writer of a built site.

    with staging(out, seals) as stage:
        stage.keep(path, digest) or stage.write(path, data)     # for every file of the site
        written = stage.commit()                                # written.seals is what the next build is given

Beside `out` (say `dist`) lies the folder `.dist.work`, which tells git to ignore it and holds

    lock    of the build that is running, with its process id
    new/    what that build has written so far
    next/   a twin of `out` made of hard links, which becomes the next `out`: an edit then costs its own files only
    aside   where `out` lies for a moment on systems that cannot exchange two folders in one step

A process killed at any moment leaves `out` as it was, or whole and new; whatever it leaves in `.dist.work`, the next build mends.
Nothing is forced out to the disk, which would take seconds: after a power failure, a build without the cache reads every file again.
"""

from sitegen.output.guard import MARKER
from sitegen.output.stage import Committed, Stage, staging
from sitegen.output.tree import Look, Seal, digest_tree, digests, intact

__all__ = ["MARKER", "Committed", "Look", "Seal", "Stage", "digest_tree", "digests", "intact", "staging"]
