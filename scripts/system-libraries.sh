#!/bin/sh
# Sees that the libraries are there which a PDF needs; never fails, because Markdown needs none of them.
# As root on Debian and its kin it installs them; elsewhere it prints the line that does.
# usage: system-libraries.sh PYTHON

missing() {
    "$1" -c 'from briefing.rendering.system import missing_libraries; print(*(m.name for m in missing_libraries()), sep=" and ")'
}

names=$(missing "$1") || exit 0
[ -z "$names" ] && exit 0

line=$("$1" -c 'from briefing.rendering.system import install_line; print(install_line())')
case $line in
apt-get*)
    if [ "$(id -u)" = 0 ]; then
        echo "$line" >&2
        export DEBIAN_FRONTEND=noninteractive
        # The lists of packages may be missing or old: then once more with new ones.
        $line >/dev/null 2>&1 || { apt-get update >/dev/null 2>&1 && $line >/dev/null 2>&1; }
        names=$(missing "$1")
        [ -z "$names" ] && exit 0
    fi
    ;;
esac
echo "PDF files need $names, which this system lacks; to install: $line" >&2
