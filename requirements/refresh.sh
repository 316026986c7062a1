#!/bin/sh
# Writes both locks anew from pyproject.toml: for every Python we support, from ready-made wheels only, each with its hash.
# Needs uv. Versions move only as far as pyproject.toml allows; give --upgrade to move them at all.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: \
        --no-emit-index-url --no-annotate --no-header --quiet "$@"
}
lock "$@" -o requirements/run.txt
# The tests run on exactly the versions that are shipped.
lock "$@" --group test -c requirements/run.txt -o requirements/test.txt
