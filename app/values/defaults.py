"""The settings of a member who has chosen nothing."""

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
