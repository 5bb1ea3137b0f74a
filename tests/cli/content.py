"""The digest of an archive's documents as sextant.lock has it, by the standard
library: content.py ARCHIVE GLOB… prints it and their bytes. A glob is one of
fnmatch: here "*" also stands for "/"."""

import fnmatch
import hashlib
import sys
import tarfile

with tarfile.open(sys.argv[1]) as archive:
    files = {m.name.split("/", 1)[1]: archive.extractfile(m).read()
             for m in archive if m.isfile()}
digest, size = hashlib.sha256(), 0
for path in sorted(files, key=lambda p: p.encode()):
    if any(fnmatch.fnmatchcase(path, g) for g in sys.argv[2:]):
        digest.update(b"%s\0%d\0" % (path.encode(), len(files[path])))
        digest.update(files[path])
        size += len(files[path])
print(digest.hexdigest(), size)
