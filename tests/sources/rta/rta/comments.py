# Name: Only comments
# ATT&CK: T1003, T1003.001
# Description: As the first ones were.
import os
