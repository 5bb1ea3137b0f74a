#!/bin/sh
# Writes out/dist/sextant-VERSION.tar.xz: what is committed, as of its commit, so that
# one commit gives one file. VERSION is in the environment, as `make dist` has it;
# XZ may name another compressor that makes .xz.
set -eu
cd "$(dirname "$0")/../.."
name=sextant-$VERSION
if [ ! -e .git ]; then
  echo 'dist: this is no working copy of the repository' >&2
  exit 1
fi
[ -z "$(git status --porcelain --untracked-files=no)" ] ||
  echo 'dist: what is not committed is left out' >&2
mkdir -p out/dist
tar=out/dist/$name.tar
git -c tar.umask=0022 archive --format=tar --prefix="$name/" --output="$tar" HEAD
${XZ:-xz -6 -T 1} --force "$tar"
echo "$tar.xz"
