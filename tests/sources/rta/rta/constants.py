# ATT&CK: T1105
PLATFORMS = ["linux", "macos"]
TRIGGERED_RULES = {"SIEM": [{"rule_id": "x", "rule_name": "y"}]}
TECHNIQUES = ["T1059.004"]
RTA_ID = "00000000-0000-4000-8000-000000000f04"
