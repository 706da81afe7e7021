"""How often a property is tried: a few times by a test, ten times as often as a proof (`make prove`)."""

from hypothesis import settings

MORE = 10


def tries(few: int, **more: object) -> settings:
    """Settings for a property whose examples are dear. The profile `proof` multiplies them."""
    times = MORE if settings.get_current_profile_name() == "proof" else 1
    return settings(max_examples=few * times, deadline=None, **more)
