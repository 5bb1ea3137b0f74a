# Name: A title that a comment has
# RTA: registered.py
# ATT&CK: T1105
# Description: Runs one thing after another.

from . import _common, register_code_rta, OSType, RuleMetadata


@register_code_rta(
    id="00000000-0000-4000-8000-000000000f01",
    name="registered",
    platforms=[OSType.WINDOWS, OSType.MACOS],
    endpoint_rules=[],
    siem_rules=[RuleMetadata(id="00000000-0000-4000-8000-000000000f99", name="A rule about T1078")],
    techniques=["T1059.001",
                'T1086', "T1496.A007"],
)
def main():
    _common.execute(["T1041", "techniques=[\"T1485\"]"])


register_hash_rta(
    id="00000000-0000-4000-8000-000000000f02",
    name="a_sample",
    platforms=[OSType.LINUX],
    sample_hash="00",
    endpoint_rules=[
        RuleMetadata(id="00000000-0000-4000-8000-000000000f98", name="Another"),
    ],
    techniques=[],
)
