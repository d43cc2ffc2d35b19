"""Members of the demo network with a part to play, by id."""

from typing import Final

ADA: Final = "ada"
GRACE: Final = "grace"
HUBS: Final = ("noor", "kofi")
STARS: Final = ("mira", "tomas", "yuna")
NEWCOMER: Final = "wren"
HIDDEN: Final = "signe"
ONLY_ME: Final = "elif"
CLOSED: Final = "leila"
HIBERNATED: Final = ("casper", "oluf", "thandi", "pavel", "celeste", "hamza", "vesna")
DELETED: Final = ("dov", "shirin")
ISOLATED: Final = ("tilda", "ewa", "jiho", "marek", "karim")

WISHES: Final = (
    {ADA: 120, GRACE: 19, HUBS[0]: 210, HUBS[1]: 195, NEWCOMER: 3}
    | dict.fromkeys(STARS, 14)
    | dict.fromkeys((HIDDEN, ONLY_ME), 35)
)
"""How many connections some of them seek."""

_STAR: Final[dict[str, str | bool]] = {"followPrimary": True, "followersVisibility": "EVERYONE"}

SETTINGS: Final[dict[str, dict[str, str | bool]]] = {
    ADA: {},
    GRACE: {},
    NEWCOMER: {},
    HIDDEN: {"connectionsVisibility": "HIDDEN"},
    ONLY_ME: {"connectionsVisibility": "ONLY_ME"},
    CLOSED: {"invitePolicy": "EMAIL", "requireNote": True, "followPolicy": "CONNECTIONS"},
    **dict.fromkeys(STARS, _STAR),
}
"""What they have chosen; everything else of them is as it is by default."""
