#!/bin/sh
# `make image`: builds data/packaging/Containerfile, with whichever builder there is.
# VERSION is in the environment; BASE may name another image of Debian.
set -eu
cd "$(dirname "$0")/../.."
set -- --file data/packaging/Containerfile --build-arg "VERSION=$VERSION" \
  --tag "sextant:$VERSION" ${BASE:+--build-arg "BASE=$BASE"} .
for builder in podman buildah docker; do
  command -v $builder >/dev/null && exec $builder build "$@"
done
echo 'image: no podman, buildah or docker' >&2
exit 1
