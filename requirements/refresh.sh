#!/bin/sh
# Writes the locks anew from pyproject.toml: for every Python we support, from ready-made wheels only, each with its hash.
# Needs uv. Versions move only as far as pyproject.toml allows; give --upgrade to move them at all.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile --universal --python-version 3.11 --generate-hashes --only-binary :all: \
        --no-emit-index-url --no-annotate --no-header --quiet "$@"
}
lock pyproject.toml "$@" -o requirements/run.txt
# The driver of PostgreSQL alone; it comes on top where a PostgreSQL is named.
lock --group postgresql "$@" -c requirements/run.txt -o requirements/postgresql.txt
# The tests run on exactly the versions that are shipped.
lock pyproject.toml "$@" --group test -c requirements/run.txt -o requirements/test.txt
