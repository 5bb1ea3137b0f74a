#!/usr/bin/env python3
"""Writes a bill of materials (SPDX 2.3, JSON): sbom.py VERSION DATE URL TREE FILE...

TREE has what `make install` puts there, prefix usr: each file with its digests, and the
libraries that the program links or loads, as this system has them. FILE are those of the
release; a static one has what data/packaging/static/sources lists. Same input, same bytes.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import urllib.parse

sys.dont_write_bytecode = True

import libraries  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "Apache-2.0"


def digests(path):
    with open(path, "rb") as f:
        data = f.read()
    return {name: hashlib.new(name.lower(), data).hexdigest() for name in ("SHA1", "SHA256")}


def checksums(of, *names):
    return [{"algorithm": name, "checksumValue": of[name]} for name in names or of]


def ref(*words):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", "-".join(words)).strip("-")


def package(spdxid, name, version, licence, **more):
    return {"SPDXID": spdxid, "name": name, "versionInfo": version,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION", "licenseDeclared": licence or "NOASSERTION",
            "copyrightText": "NOASSERTION", **more}


def purl(name, version, arch):
    version = urllib.parse.quote(version, safe="~.")
    return [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
             "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={arch}"}]


def sources():
    """What a static binary is linked of: name, version, SHA-256 of the .dsc, licence."""
    path = os.path.join(HERE, "static", "sources")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return [line.split(None, 3) for line in f.read().splitlines()
                if line.strip() and not line.startswith("#")]


def said(*command):
    try:
        return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def owner(soname, licences):
    """The package of this system that has a library, as SPDX; or what is known of it."""
    names = [line.split(":")[0] for line in said("dpkg-query", "-S", "*/" + soname).splitlines()
             if not line.startswith("diversion ")]
    if not names:
        return package(ref("library", soname), soname, "NOASSERTION", None)
    name, version, source, arch = said(
        "dpkg-query", "-W", "-f", "${Package} ${Version} ${source:Package} ${Architecture}\n",
        names[0]).splitlines()[0].split()
    return package(ref("library", name), name, version, licences.get(source),
                   supplier="Organization: Debian",
                   externalRefs=purl(name, version, arch))


def installed(tree):
    files = []
    for folder, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(folder, name)
            inside = "./" + os.path.relpath(path, tree)
            of = digests(path)
            files.append({"SPDXID": ref("file", inside), "fileName": inside,
                          "checksums": checksums(of), "licenseConcluded": "NOASSERTION",
                          "licenseInfoInFiles": ["NOASSERTION"],
                          "copyrightText": "NOASSERTION"})
    return sorted(files, key=lambda f: f["fileName"])


def verification(files):
    """SPDX 2.3, 7.9: the digest of all digests."""
    of = sorted(f["checksums"][0]["checksumValue"] for f in files)
    return {"packageVerificationCodeValue": hashlib.sha1("".join(of).encode()).hexdigest()}


def bill(version, date, url, tree, released):
    program = os.path.join(tree, "usr", "bin", "sextant")
    table, files = sources(), installed(tree)
    main = package(ref("sextant"), "sextant", version, OURS)
    main.update(filesAnalyzed=True, packageVerificationCode=verification(files),
                licenseInfoFromFiles=["NOASSERTION"], homepage=url)
    packages, relations = {main["SPDXID"]: main}, []

    def relate(one, how, other):
        relations.append({"spdxElementId": one, "relationshipType": how,
                          "relatedSpdxElement": other})

    def library(soname, one, how):
        got = owner(soname, {row[0]: row[3] for row in table})
        packages[got["SPDXID"]] = got
        if how == "DYNAMIC_LINK":
            relate(one, how, got["SPDXID"])
        else:
            relate(got["SPDXID"], how, one)

    relate("SPDXRef-DOCUMENT", "DESCRIBES", main["SPDXID"])
    for file in files:
        relate(main["SPDXID"], "CONTAINS", file["SPDXID"])
    for soname in libraries.linked(program):
        library(soname, main["SPDXID"], "DYNAMIC_LINK")
    for note in libraries.loaded(program):
        library(note["soname"][0], main["SPDXID"],
                "RUNTIME_DEPENDENCY_OF" if note["priority"] == "required"
                else "OPTIONAL_DEPENDENCY_OF")
    for path in sorted(released):
        name = os.path.basename(path)
        one = package(ref("release", name), name, version, OURS, packageFileName=name,
                      checksums=checksums(digests(path), "SHA256"))
        packages[one["SPDXID"]] = one
        relate("SPDXRef-DOCUMENT", "DESCRIBES", one["SPDXID"])
        relate(one["SPDXID"], "VARIANT_OF", main["SPDXID"])
        if "-linux-" not in name:
            continue
        for source, its, digest, licence in table:
            part = package(ref("source", source), source, its, licence,
                           packageFileName=f"{source}_{its.split(':')[-1]}.dsc",
                           checksums=checksums({"SHA256": digest}),
                           externalRefs=purl(source, its, "source"))
            packages[part["SPDXID"]] = part
            relate(one["SPDXID"], "STATIC_LINK", part["SPDXID"])

    doc = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
           "name": f"sextant-{version}", "documentNamespace": "",
           "creationInfo": {"created": f"{date}T00:00:00Z",
                            "creators": [f"Tool: sextant-sbom-{version}"]},
           "packages": list(packages.values()), "files": files, "relationships": relations}
    of = hashlib.sha256(json.dumps(doc, sort_keys=True).encode()).hexdigest()
    doc["documentNamespace"] = f"{url}/spdx/sextant-{version}-{of[:32]}"
    return doc


if __name__ == "__main__":
    json.dump(bill(*sys.argv[1:5], sys.argv[5:]), sys.stdout, indent=1, sort_keys=True)
    print()
