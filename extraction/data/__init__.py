"""Tables that rules read: charges, provinces, ethnic groups, surnames, cues.

YAML and CSV only; each names its source.
"""
