#!/bin/sh
# Make the virtual environment DIR with the first Python that is new enough: `venv.sh DIR`. PYTHON=... names one.
set -eu
candidates=${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}
found=
for python in $candidates; do
    # Run it: pyenv and macOS put commands of that name where there is no Python behind them.
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        found=$python
        break
    fi
done

if [ -z "$found" ]; then
    echo "Python 3.11 or newer is needed, and none of these is one: $candidates" >&2
    echo "    Debian: apt-get install python3 python3-venv    macOS: brew install python" >&2
    echo "    or name one: make PYTHON=/path/to/python3" >&2
    exit 2
fi

if ! "$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "$("$found" --version) ($found) comes without venv, which this needs." >&2
    echo "    Debian: apt-get install python3-venv    or name another Python: make PYTHON=/path/to/python3" >&2
    exit 2
fi

"$found" -m venv "$1"
