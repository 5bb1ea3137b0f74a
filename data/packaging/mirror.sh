#!/bin/sh
# The mirror of Debian that this system installs from; nothing where it is another's.
apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' \
  2>/dev/null | sed -n '/-security/d; s/^Debian //p' | sed 1q
