"""repack.py ARCHIVE COMMIT: the same files, as tar packs them in another order,
with other times and folders, and compressed in another way."""

import gzip
import io
import sys
import tarfile

path, commit = sys.argv[1:]
with tarfile.open(path) as archive:
    files = [(m, archive.extractfile(m).read()) for m in archive
             if m.isfile()]
out = io.BytesIO()
with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT,
                  pax_headers={"comment": commit}) as archive:
    for member, body in reversed(files):
        entry = tarfile.TarInfo("other-top/" + member.name.split("/", 1)[1])
        entry.size, entry.mtime = len(body), 1
        archive.addfile(entry, io.BytesIO(body))
with open(path, "wb") as f:
    f.write(gzip.compress(out.getvalue(), 1))
