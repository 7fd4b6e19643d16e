"""Two folders change places."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux's renameat2; macOS's renamex_np gives RENAME_SWAP the same number
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change places in a single step; False, and nothing done, where that is unknown.

    Raises OSError when it is known and fails.
    """
    import ctypes  # late: it takes 6 ms, and a build that changes nothing never comes here

    libc = ctypes.CDLL(None, use_errno=True)
    first, second, flags = ctypes.c_char_p(os.fsencode(one)), ctypes.c_char_p(os.fsencode(other)), ctypes.c_uint(_RENAME_EXCHANGE)
    if sys.platform == "darwin":
        call, arguments = getattr(libc, "renamex_np", None), (first, second, flags)
    else:
        here = ctypes.c_int(_AT_FDCWD)
        call, arguments = getattr(libc, "renameat2", None), (here, first, here, second, flags)
    if call is None:
        return False
    if call(*arguments) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def swap(new: Path, out: Path, aside: Path) -> None:
    """Put the folder `new` in the place of `out`. If `out` held anything, it then lies at `new`.

    Where folders cannot change places, `out` goes to `aside` for a moment; if the process is killed in that moment, it stays there
    until `recover` puts it back.
    """
    if not os.path.lexists(out) or not any(out.iterdir()):
        new.rename(out)
    elif not exchange(new, out):
        _rename_aside(new, out, aside)


def recover(new: Path, out: Path, aside: Path) -> None:
    """Undo, or finish, a swap that was killed while `out` lay aside."""
    if aside.is_symlink() or not aside.is_dir():
        return
    if not os.path.lexists(out):
        aside.rename(out)
    elif not os.path.lexists(new):
        aside.rename(new)


def _rename_aside(new: Path, out: Path, aside: Path) -> None:
    out.rename(aside)
    try:
        new.rename(out)
    except OSError:
        aside.rename(out)
        raise
    aside.rename(new)
