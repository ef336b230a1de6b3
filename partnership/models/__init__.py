from partnership.models.area import AreaPartnership
from partnership.models.forgotten import PasswordRequest
from partnership.models.governance import Decision, GovernanceGroup, Seat
from partnership.models.log import Delivery, Event, EventSeal
from partnership.models.mail import Mail
from partnership.models.organisations import FormerAddress, Membership, Organisation
from partnership.models.own_words import HowWeWork
from partnership.models.people import Invitation, User
from partnership.models.places import Place
from partnership.models.told import Notification, NotificationPreference, Slot
from partnership.models.watching import Heartbeat

__all__ = [
    "AreaPartnership",
    "Decision",
    "Delivery",
    "Event",
    "EventSeal",
    "FormerAddress",
    "GovernanceGroup",
    "Heartbeat",
    "HowWeWork",
    "Invitation",
    "Mail",
    "Membership",
    "Notification",
    "NotificationPreference",
    "Organisation",
    "PasswordRequest",
    "Place",
    "Seat",
    "Slot",
    "User",
]
