#!/bin/sh
# Prints a Python that can run the project, or one line that says what is missing.
# usage: find-python.sh [PYTHON]

version_is() { # command, comparison with sys.version_info
    command -v "$1" >/dev/null 2>&1 && "$1" -c "import sys; sys.exit(not ($2))" >/dev/null 2>&1
}

find_python() {
    if [ -n "$1" ]; then
        version_is "$1" 'sys.version_info >= (3, 11)' && echo "$1"
        return
    fi
    # The pinned packages are tried with 3.11 to 3.13, so these come first.
    for name in python3 python python3.13 python3.12 python3.11; do
        if version_is "$name" '(3, 11) <= sys.version_info < (3, 14)'; then
            echo "$name"
            return
        fi
    done
    version_is python3 'sys.version_info >= (3, 14)' && echo python3
}

python=$(find_python "$1")
if [ -z "$python" ]; then
    found=$("${1:-python3}" --version 2>/dev/null || echo "none")
    echo "Python 3.11 or later is needed (${1:-python3}: $found); install it, or name one: make PYTHON=/path/to/python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    echo "$python lacks the venv module; install it (Debian, Ubuntu: apt-get install -y $package)" >&2
    exit 1
fi
echo "$python"
