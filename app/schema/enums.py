"""Enumerations of the contract; their values are the words that stand in the graph."""

from enum import Enum

import strawberry


@strawberry.enum(description="How far a member stands from the viewer.")
class Degree(Enum):
    SELF = "SELF"
    FIRST = "FIRST"
    SECOND = "SECOND"
    THIRD = "THIRD"
    OUT_OF_NETWORK = "OUT_OF_NETWORK"


@strawberry.enum(description="Why a field is withheld.")
class WithheldReason(Enum):
    OWNER_SETTING = "OWNER_SETTING"
    NOT_CONNECTED = "NOT_CONNECTED"
    SIGN_IN = "SIGN_IN"


@strawberry.enum(description="How a list of connections is ordered.")
class ConnectionOrder(Enum):
    RECENT = "RECENT"
    NAME = "NAME"
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"


@strawberry.enum(description="How a list of followers is ordered.")
class FollowOrder(Enum):
    RECENT = "RECENT"
    NAME = "NAME"


@strawberry.enum(
    description="How the second degree is ordered; RECENT goes by the viewer's newest connection that leads there."
)
class SecondDegreeOrder(Enum):
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"
    NAME = "NAME"
    RECENT = "RECENT"


@strawberry.enum(description="What has become of an invitation. Its sender sees IGNORED as PENDING.")
class InvitationState(Enum):
    PENDING = "PENDING"
    IGNORED = "IGNORED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


@strawberry.enum(description="The two states in which a received invitation can still be accepted.")
class ReceivedState(Enum):
    PENDING = "PENDING"
    IGNORED = "IGNORED"


@strawberry.enum(description="How the sender of an invitation knows its recipient.")
class HowYouKnow(Enum):
    COLLEAGUE = "COLLEAGUE"
    CLASSMATE = "CLASSMATE"
    DONE_BUSINESS = "DONE_BUSINESS"
    FRIEND = "FRIEND"
    MET_IN_PERSON = "MET_IN_PERSON"
    SAME_EVENT = "SAME_EVENT"
    SAME_GROUP = "SAME_GROUP"
    MUTUAL_CONNECTION = "MUTUAL_CONNECTION"
    OTHER = "OTHER"
    DONT_KNOW = "DONT_KNOW"


@strawberry.enum(
    description="Who may list a member's connections. RECIPROCAL: connections who show theirs; "
    "HIDDEN: the member's connections vanish from everybody else's graph."
)
class ConnectionsVisibility(Enum):
    EVERYONE = "EVERYONE"
    SECOND_DEGREE = "SECOND_DEGREE"
    CONNECTIONS = "CONNECTIONS"
    RECIPROCAL = "RECIPROCAL"
    ONLY_ME = "ONLY_ME"
    HIDDEN = "HIDDEN"


@strawberry.enum(description="Who may list a member's followers, or whom the member follows.")
class FollowVisibility(Enum):
    EVERYONE = "EVERYONE"
    CONNECTIONS = "CONNECTIONS"
    ONLY_ME = "ONLY_ME"


@strawberry.enum(description="Who may read a member's full profile.")
class ProfileVisibility(Enum):
    EVERYONE = "EVERYONE"
    SECOND_DEGREE = "SECOND_DEGREE"
    CONNECTIONS = "CONNECTIONS"


@strawberry.enum(description="Who may follow a member.")
class FollowPolicy(Enum):
    EVERYONE = "EVERYONE"
    CONNECTIONS = "CONNECTIONS"


@strawberry.enum(description="Who may invite a member.")
class InvitePolicy(Enum):
    EVERYONE = "EVERYONE"
    SECOND_DEGREE = "SECOND_DEGREE"
    EMAIL = "EMAIL"
    NOBODY = "NOBODY"


@strawberry.enum(description="What a mutation of an invitation has come to.")
class InvitationOutcome(Enum):
    SENT = "SENT"
    CONNECTED = "CONNECTED"
    IGNORED = "IGNORED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    REMINDED = "REMINDED"


@strawberry.enum(
    description="BATCH_OVER_30: items beyond the thirtieth; DUPLICATE_NOTE: the same words to several, but for case, "
    "spaces and the recipient's name; EMPTY_NOTE: no words."
)
class InvitationWarningCode(Enum):
    BATCH_OVER_30 = "BATCH_OVER_30"
    DUPLICATE_NOTE = "DUPLICATE_NOTE"
    EMPTY_NOTE = "EMPTY_NOTE"


@strawberry.enum(description="What a viewer can do about a member.")
class ActionName(Enum):
    INVITE = "INVITE"
    ACCEPT = "ACCEPT"
    IGNORE = "IGNORE"
    DECLINE = "DECLINE"
    WITHDRAW = "WITHDRAW"
    REMIND = "REMIND"
    REMOVE_CONNECTION = "REMOVE_CONNECTION"
    FOLLOW = "FOLLOW"
    UNFOLLOW = "UNFOLLOW"
    REMOVE_FOLLOWER = "REMOVE_FOLLOWER"
    BLOCK = "BLOCK"
    MESSAGE = "MESSAGE"


@strawberry.enum(description="What has happened.")
class NetworkEventKind(Enum):
    INVITATION_RECEIVED = "INVITATION_RECEIVED"
    INVITATION_REMINDER = "INVITATION_REMINDER"
    INVITATION_ACCEPTED = "INVITATION_ACCEPTED"
    INVITATION_DECLINED = "INVITATION_DECLINED"
    NEW_FOLLOWER = "NEW_FOLLOWER"


@strawberry.enum(description="What speaks for knowing a member.")
class SuggestionReasonKind(Enum):
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"
    SAME_COMPANY = "SAME_COMPANY"
    SAME_SCHOOL = "SAME_SCHOOL"
    FOLLOWS_YOU = "FOLLOWS_YOU"


@strawberry.enum(description="Connect or follow?")
class Advice(Enum):
    CONNECT = "CONNECT"
    FOLLOW = "FOLLOW"
    BOTH = "BOTH"
    NONE = "NONE"


@strawberry.enum(
    description="Why this is the advice. HIGH_PROFILE: ten times as many followers as connections, or more."
)
class AdviceReasonKind(Enum):
    ALREADY_CONNECTED = "ALREADY_CONNECTED"
    THEY_INVITED_YOU = "THEY_INVITED_YOU"
    INVITATION_PENDING = "INVITATION_PENDING"
    INVITATIONS_CLOSED = "INVITATIONS_CLOSED"
    PREFERS_FOLLOWERS = "PREFERS_FOLLOWERS"
    HIGH_PROFILE = "HIGH_PROFILE"
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"
    SAME_COMPANY = "SAME_COMPANY"
    SAME_SCHOOL = "SAME_SCHOOL"
    FOLLOWS_YOU = "FOLLOWS_YOU"
    NO_COMMON_GROUND = "NO_COMMON_GROUND"
