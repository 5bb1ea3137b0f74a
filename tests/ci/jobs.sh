# What the cases of CI files share: a repository of rules, and a service around it.
# Read by them, after lib.sh.

# Where all can be had: steps.py reads YAML, gh.py answers by jq, and curl installs.
python3 -c 'import yaml' 2>/dev/null || skip 'no python3-yaml'
for need in jq curl; do
  command -v $need >/dev/null || skip "no $need"
done

export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

# service: a release of the program under its address, which asks $MIRROR where that is
# set; the actions, which name it; and gh. In $PWD/service.
service() {
  release=service/hub/OWNER/sextant/releases/download/v1.0.0
  mkdir -p service/bin service/_actions/OWNER/sextant/v1/.github "$release" sextant-1.0.0/bin
  cp -R "$TOP/.github/actions" service/_actions/OWNER/sextant/v1/.github/
  cp "$TOP/tests/ci/gh.py" service/bin/gh
  printf '#!/bin/sh\necho apt-get "$@"\n' >service/bin/apt-get
  chmod +x service/bin/apt-get
  cat >sextant-1.0.0/bin/sextant <<'END'
#!/bin/sh
case $1 in
fetch | outdated) [ -z "${MIRROR-}" ] || set -- "$@" --mirror "$MIRROR" ;;
esac
exec "$SEXTANT" "$@"
END
  chmod +x sextant-1.0.0/bin/sextant
  tar -czf "$release/sextant-1.0.0-linux-amd64.tar.gz" sextant-1.0.0
  rm -r sextant-1.0.0
  echo "1.0.0 $(sha256sum <"$release/sextant-1.0.0-linux-amd64.tar.gz" | cut -c 1-64)" \
    >service/_actions/OWNER/sextant/v1/.github/actions/sextant/release
}

# repository: rules of the sample's team, on the branch change of main; then within.
repository() {
  mkdir repo && cd repo || exit 1
  git init -q -b main .
  cp -R "$TOP/data/sample/rules" rules
  cp "$TOP/data/sample/attack/enterprise-attack.json" attack.json
  cat >sextant.yaml <<'END'
attack:
  enterprise: { path: attack.json, accessed: 2026-08-09 }
sources:
  rules: { like: sigma, path: rules }
END
  printf '%s\n' '*.db' /out/ >.gitignore
  git add -A && git commit -q -m Rules && git switch -q -c change
}

# rule FILE TITLE TAG [TACTIC]
rule() {
  cat >"$1" <<END
title: "$2"
id: 7c2d5b7e-0000-4000-8000-$(printf %s "$1" | sha256sum | cut -c 1-12)
status: test
tags: [attack.${4:-execution}, attack.$3]
logsource: { product: windows, category: process_creation }
detection: { selection: { Image|endswith: \\x.exe }, condition: selection }
level: high
END
}

# propose: what is there as a merge of the pull request, as it is checked out.
propose() {
  git add -A && git commit -q -m Change && git switch -q --detach main &&
    git merge -q --no-ff -m Merge change
}

# job KIND FILE [WORD...]: what a service runs, in a clean environment of its kind.
job() {
  kind=$1 file=$2
  shift 2
  [ -e "$HOME/state" ] || echo '{"comments": [], "pulls": []}' >"$HOME/state"
  mkdir -p "$HOME/temp"
  env PATH="$ONCE/service/bin:$PATH" CHECKOUT="$ONCE/service/_actions/OWNER/sextant/v1" \
    RUNNER_TEMP="$HOME/temp" GITHUB_SERVER_URL="file://$ONCE/service/hub" \
    GITHUB_REPOSITORY=o/r GITHUB_RUN_ID=1 GITHUB_WORKSPACE="$PWD" \
    GITHUB_STEP_SUMMARY="$HOME/summary" GH_STATE="$HOME/state" GH_LOG="$HOME/log" \
    python3 -B "$TOP/tests/ci/steps.py" "$kind" "$file" "$@" 2>&1
}

# workflow FILE EVENT [NAME=VALUE...]
workflow() {
  file=$1 event=$2
  shift 2
  job github "$TOP/data/packaging/ci/github/$file" github.event_name="$event" \
    github.token=TOKEN github.action_repository=OWNER/sextant \
    github.event.pull_request.number=7 github.ref_name=main \
    github.event.pull_request.base.sha="$(git rev-parse main)" "$@"
}

# comments: how many there are, and the text of the last.
comments() {
  jq -r '.comments | length, .[-1].body' "$HOME/state" | tr -d '\r'
}

# newer RULE: Sigma's archive in ../mirror without that, at another commit.
newer() {
  upstream=../mirror/codeload.github.com/SigmaHQ/sigma/tar.gz/refs/heads/master
  mkdir up && tar -xzf "$upstream" -C up --strip-components=1
  rm "up/$1" && git -C up init -q -b main . && git -C up add -A
  git -C up commit -q -m "$1" && git -C up archive --prefix=sigma-master/ HEAD | gzip >new
  mv new "$upstream" && rm -rf up
}
