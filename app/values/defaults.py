"""Default settings of a member, and their possible values."""

from typing import Final

DEFAULT_SETTINGS: Final[dict[str, str | bool]] = {
    "connectionsVisibility": "EVERYONE",
    "followersVisibility": "ONLY_ME",
    "followingVisibility": "ONLY_ME",
    "showFollowerCount": True,
    "fullProfileVisibility": "CONNECTIONS",
    "followPolicy": "EVERYONE",
    "invitePolicy": "EVERYONE",
    "requireNote": False,
    "autoFollowOnConnect": True,
    "followPrimary": False,
    "isDiscoverable": True,
}
SETTING_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "connectionsVisibility": ("EVERYONE", "SECOND_DEGREE", "CONNECTIONS", "RECIPROCAL", "ONLY_ME", "HIDDEN"),
    "followersVisibility": ("EVERYONE", "CONNECTIONS", "ONLY_ME"),
    "followingVisibility": ("EVERYONE", "CONNECTIONS", "ONLY_ME"),
    "fullProfileVisibility": ("EVERYONE", "SECOND_DEGREE", "CONNECTIONS"),
    "followPolicy": ("EVERYONE", "CONNECTIONS"),
    "invitePolicy": ("EVERYONE", "SECOND_DEGREE", "EMAIL", "NOBODY"),
}
"""All other settings are booleans."""
