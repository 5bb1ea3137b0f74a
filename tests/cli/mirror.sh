#!/bin/sh
# data/sample as a mirror: mirror.sh FOLDER. Archives as GitHub makes them
# (top folder REPOSITORY-REF, the commit in the pax header), the same bytes and
# the same commits each time; and ATT&CK's files with an index of our own.
set -eu
cd "$(dirname "$0")/../.."
sample=$(pwd)/data/sample
case $1 in /*) to=$1 ;; *) to=$OLDPWD/$1 ;; esac
work=$to.work
rm -rf "$work"
trap 'rm -rf "$work"' EXIT

export LC_ALL=C TZ=UTC GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_DEFAULT_HASH=sha1 GIT_TERMINAL_PROMPT=0
export GIT_AUTHOR_NAME=Sample GIT_AUTHOR_EMAIL=sample@example.org
export GIT_COMMITTER_NAME=Sample GIT_COMMITTER_EMAIL=sample@example.org
export GIT_AUTHOR_DATE='2026-08-01T00:00:00Z'
export GIT_COMMITTER_DATE='2026-08-01T00:00:00Z'
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

# archive FOLDER OWNER/REPOSITORY BRANCH
archive() {
  file=$to/codeload.github.com/$2/tar.gz/refs/heads/$3
  mkdir -p "$work" "${file%/*}"
  cp -R "$sample/$1" "$work/$1"
  # Modes are part of a commit, and a umask is not.
  find "$work/$1" -type f -exec chmod 644 {} +
  git init -q "$work/$1" 2>/dev/null
  git -C "$work/$1" -c core.autocrlf=false add -f -A
  git -C "$work/$1" commit -q -m Sample
  git -C "$work/$1" archive --format=tar --prefix="${2#*/}-$3/" HEAD |
    gzip -n -9 >"$file"
}

archive security_content splunk/security_content develop
archive sigma SigmaHQ/sigma master
archive atomic-red-team redcanaryco/atomic-red-team master

host=raw.githubusercontent.com
attack=$to/$host/mitre-attack/attack-stix-data/master
mkdir -p "$attack/enterprise-attack"
cp "$sample/attack/enterprise-attack.json" \
  "$attack/enterprise-attack/enterprise-attack-18.1.json"
cp "$sample/attack/enterprise-attack.json" \
  "$attack/enterprise-attack/enterprise-attack.json"
cat >"$attack/index.json" <<END
{
  "id": "8c8fd4c5-2d8f-4f0b-9b7c-000000000001",
  "name": "Sample index",
  "description": "The one version that the sample has.",
  "created": "2026-08-01T00:00:00.000Z",
  "modified": "2026-08-01T00:00:00.000Z",
  "collections": [
    {
      "id": "x-mitre-collection--8c8fd4c5-2d8f-4f0b-9b7c-000000000002",
      "created": "2026-08-01T00:00:00.000Z",
      "name": "Enterprise ATT&CK",
      "description": "Sample",
      "versions": [
        {
          "version": "18.1",
          "url": "https://$host/mitre-attack/attack-stix-data/master/enterprise-attack/enterprise-attack-18.1.json",
          "modified": "2026-08-01T00:00:00.000Z"
        }
      ]
    }
  ]
}
END
