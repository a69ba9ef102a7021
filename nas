#!/usr/bin/env bash
# Builds once and runs the command line; `./nas test` runs every test.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$home/artifacts/bin/Cli/release/NasCluster.Cli.dll
stamp=$home/artifacts/.nas-built

if [ "${1:-}" = test ]; then
  shift
  exec "$home/eng/test" "$@"
fi

# Anything newer than the last build in the sources is reason enough for another one.
if [ ! -f "$program" ] || [ ! -f "$stamp" ] ||
  [ -n "$(find "$home/src" "$home/eng" "$home"/Directory.* -newer "$stamp" -type f -not -name packages.lock.json -print -quit)" ]; then
  mkdir -p "$home/artifacts"
  touch "$stamp.new"
  echo "building …" >&2
  if ! dotnet build "$home/src/Cli" -c Release -v quiet --nologo >"$home/artifacts/build.log" 2>&1; then
    cat "$home/artifacts/build.log" >&2
    echo "error: the build failed (artifacts/build.log)" >&2
    exit 3
  fi
  mv "$stamp.new" "$stamp"
fi

exec dotnet "$program" "$@"
