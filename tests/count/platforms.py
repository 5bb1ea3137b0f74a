"""What each source says of platforms, and figures of some platforms alone.

By data/README.md, "Platforms": techniques that have one of those chosen are the
denominator; a control counts for one that names no platform, or one of those
chosen that the technique has.
"""

import re
from collections import Counter

SERVICES = {  # of Sigma: what product and service together say
    r"(windows|rpc_firewall)/.*": "Windows", r"linux/.*": "Linux",
    r"macos/.*": "macOS", r"azure/(.*activity.*)?": "IaaS",
    r"azure/.+": "Identity Provider", r"aws/.*": "IaaS",
    r"gcp/google_workspace.*|google_workspace/.*|m365/.*": "Office Suite",
    r"gcp/.*": "IaaS", r"(okta|onelogin)/.*|cisco/duo": "Identity Provider",
    r"(kubernetes|docker)/.*": "Containers",
    r"(cisco|juniper|huawei|forti(os|gate)|paloalto)/.*": "Network Devices",
    r"(github|bitbucket)/.*": "SaaS",
}
WINDOWS_SERVICE = (r"sysmon|(powershell|ntlm|msexchange|windefend|taskscheduler"
                   r"|applocker|dns-server).*")
WINDOWS_CATEGORY = (r"(ps|registry|pipe|wmi|sysmon)_.*|create_remote_thread|"
                    r"create_stream_hash|driver_load|process_tampering|"
                    r"raw_access_thread")
SPLUNK_DATA = {
    r"sysmon for linux.*|linux .*": "Linux",
    r"(sysmon|windows|powershell|ntlm) .*": "Windows", r"macos .*": "macOS",
    r"azure active directory.*|entra .*|(okta|pingid|cisco duo).*":
        "Identity Provider",
    r"(asl aws|aws|gcp|google cloud|azure) .*": "IaaS",
    r"cisco (ios|asa).*": "Network Devices",
    r"(o365|office 365|g suite|google workspace).*": "Office Suite",
    r"kubernetes.*": "Containers", r"vmware esxi.*": "ESXi",
    r"github.*|circleci": "SaaS",
}
SPLUNK_ASSET = {
    r"windows|domain server": "Windows", r"linux": "Linux", r"macos": "macOS",
    r".*(kubernetes|container).*": "Containers",
    r"(aws|ec2|s3|google cloud|cloud) .*|gcp.*|azure tenant": "IaaS",
    r"azure active directory|okta .*|identity": "Identity Provider",
    r"(o365|gsuite).*|gdrive": "Office Suite", r"github|circleci": "SaaS",
    r".*esxi.*": "ESXi", r"vpn appliance": "Network Devices",
}
SPLUNK_FILE = {
    r"windows_": "Windows", r"linux_": "Linux", r"macos_": "macOS",
    r"aws_|gcp_": "IaaS", r"azure_ad_|okta_": "Identity Provider",
    r"o365_|gsuite_": "Office Suite", r"kubernetes_": "Containers",
    r"esxi_": "ESXi",
}
ELASTIC = [
    {r"(OS: )?(Windows|Linux|macOS)": None, r"Domain: Containers?":
     "Containers"},
    {r"Data Source: (Microsoft Entra|Entra|Azure AD|Okta).*|Okta":
     "Identity Provider",
     r"(Data Source: )?(Microsoft 365|Google Workspace)|"
     r"Data Source: (Microsoft (365|Exchange|Purview)|Google Workspace).*":
     "Office Suite",
     r"Data Source: (Github|Zoom)|Zoom": "SaaS"},
    {r"Data Source: (AWS|Amazon|Azure|GCP|Google Cloud).*|AWS|Azure|GCP":
     "IaaS", r"((Data Source|Domain): )?Kubernetes": "Containers"},
    {r"Domain: Cloud": "IaaS", r"Domain: Identity": "Identity Provider",
     r"Domain: SaaS": "SaaS",
     r"Data Source: (Windows.*|PowerShell Logs)": "Windows",
     r"Data Source: (Linux|Auditd).*": "Linux", r"Data Source: Jamf.*":
     "macOS"},
]
ATOMIC = {"windows": "Windows", "linux": "Linux", "macos": "macOS",
          "containers": "Containers", "esxi": "ESXi", "saas": "SaaS",
          "azure-ad": "Identity Provider", "entra-id": "Identity Provider",
          "office-365": "Office Suite", "google-workspace": "Office Suite"}
STRATUS = {"AWS": "IaaS", "Azure": "IaaS", "GCP": "IaaS",
           "Kubernetes": "Containers", "EKS": "Containers",
           "Entra ID": "Identity Provider"}
CHRONICLE = {r"azure|aws|gcp|google cloud": "IaaS", r"okta":
             "Identity Provider", r"google workspace": "Office Suite",
             r"github": "SaaS", r"windows": "Windows", r"linux": "Linux"}
CLOUD = {"alerts_for_windows_machines": "Windows",
         "microsoft_antimalware_for_azure": "Windows",
         "alerts_for_linux_machines": "Linux",
         "docker_host_hardening": "Containers",
         "defender_for_containers": "Containers",
         "google_kubernetes_engine": "Containers",
         "gke_enterprise": "Containers", "binary_authorization": "Containers"}


def said(table, values, flags=re.I):
    """What the first pattern for each value stands for."""
    out = set()
    for v in values:
        for pattern, name in table.items():
            m = re.fullmatch(pattern, v, flags)
            if m:
                out.add(name or m[m.lastindex])
                break
    return out


def sigma(d):
    source = d.get("logsource")
    source = source if isinstance(source, dict) else {}
    product, service, category = (
        v if isinstance(v := source.get(k), str) else None
        for k in ("product", "service", "category"))
    if product:
        found = said(SERVICES, [f"{product}/{service or ''}"])
        if found:
            return found
    if service and (found := said(
            {WINDOWS_SERVICE: "Windows",
             "auditd|sshd|sudo|cron|vsftpd": "Linux"}, [service])):
        return found
    return said({WINDOWS_CATEGORY: "Windows", "firewall": "Network Devices"},
                [category] if category else [])


def splunk(path, data, assets):
    file = path.rsplit("/", 1)[-1]
    by_name = {name for start, name in SPLUNK_FILE.items()
               if re.match(start, file)}
    in_cloud = {"IaaS"} if path.startswith("detections/cloud/") else set()
    return said(SPLUNK_DATA, data) or said(SPLUNK_ASSET, assets) or \
        by_name or in_cloud


def elastic(path, tags):
    for table in ELASTIC:
        found = said(table, tags)
        if found:
            return {{"windows": "Windows", "linux": "Linux", "macos": "macOS"}
                    .get(f.lower(), f) for f in found}
    m = re.match(r"rules/(windows|linux|macos|integrations/(?:aws|gcp))/", path)
    return {{"windows": "Windows", "linux": "Linux", "macos": "macOS"}
            .get(m[1], "IaaS")} if m else set()


def hunt(path, integrations):
    folder, file = path.split("/")[1], path.rsplit("/", 1)[-1]
    if folder == "azure" and file.startswith("entra_"):
        return {"Identity Provider"}
    if folder == "azure" and file.startswith("aks_"):
        return {"Containers"}
    known = {"windows": "Windows", "linux": "Linux", "macos": "macOS",
             "aws": "IaaS", "okta": "Identity Provider"}
    if folder in known:
        return {known[folder]}
    return {{"azure": "IaaS", "o365": "Office Suite"}[i]
            for i in integrations if i in ("azure", "o365")}


def atomic(names):
    return {"IaaS" if n.lower().startswith("iaas:") else
            ATOMIC.get(n.lower(), n) for n in names}


def stockpile(platforms, executors):
    names = list(platforms) if isinstance(platforms, dict) else []
    known = {"windows": "Windows", "linux": "Linux", "darwin": "macOS"}
    return {known[word] for n in names + executors for word in n.split(",")
            if word in known}


def figures(pairs, attack, chosen):
    """pairs: (kind, source, technique, level, platforms) of what counts.

    -> cells, and by kind and definition [covered, of, named]."""
    has = {t: set(attack.platforms(t)) & set(chosen) for t in attack.ids()}
    inside = {t for t, own in has.items() if own}
    cells, all_of, named = Counter(), {}, {}
    for kind, source, t, level, platforms in pairs:
        if t not in inside or (platforms and not platforms & has[t]):
            continue
        cells[source, t] += 1
        for by in [all_of] + [named] * bool(platforms):
            by.setdefault(kind, {})[t] = max(
                level, by.get(kind, {}).get(t, 0))
    subs = {t: [s for s in inside if s.startswith(t + ".")] for t in inside}
    out = {}
    for kind in ("policy", "detection", "test"):
        def counted(by):
            hit = by.get(kind, {})
            parents = [t for t in inside if "." not in t]
            return {
                "exact": (sum(t in hit for t in inside), len(inside)),
                "any": (sum(t in hit or any(s in hit for s in subs[t])
                            for t in parents), len(parents)),
                "all-subs": (sum(all(s in hit for s in subs[t] or [t])
                                 for t in parents), len(parents)),
                "leaf": (sum(t in hit for t in inside if not subs[t]),
                         sum(not subs[t] for t in inside)),
                "tested": (sum(hit.get(t, 0) >= 2 for t in inside),
                           len(inside))}
        names = counted(named)
        out[kind] = {d: [covered, of, names[d][0]]
                     for d, (covered, of) in counted(all_of).items()
                     if kind == "detection" or d != "tested"}
    return {f"{s} {t}": n for (s, t), n in sorted(cells.items())}, out
