"""Profiles of reading: fast is the rules alone, full adds the slower components that earn something over them.

Records have the same form in both; the provenance of a value names the component that read it.
"""

from __future__ import annotations

from typing import Final, Literal

from anmai.errors import UsageError

Profile = Literal["fast", "full"]
FAST: Final = "fast"
FULL: Final = "full"
PROFILES: Final[tuple[Profile, ...]] = (FAST, FULL)
#: Read with when none is named.
DEFAULT_PROFILE: Final = FULL


def check_profile(name: str) -> Profile:
    """``name`` as a profile.

    Raises:
        UsageError: There is no such profile.
    """
    for profile in PROFILES:
        if name == profile:
            return profile
    raise UsageError(f"There is no profile {name}.", remedy=f"Name one of {', '.join(PROFILES)}.")
