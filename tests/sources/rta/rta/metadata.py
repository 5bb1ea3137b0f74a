# Name: A title
from . import RtaMetadata

metadata = RtaMetadata(
    uuid='00000000-0000-4000-8000-000000000f03',
    platforms=["windows"],
    endpoint=[],
    siem=[{"rule_id": "00000000-0000-4000-8000-000000000f97", "rule_name": "T1041"}],
    techniques=["T1047"],
)
