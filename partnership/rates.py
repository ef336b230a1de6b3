"""
How often somebody may try (SECURITY section 5), for partnership/limits.py and for allauth.

It stands by itself because the settings need it before all else.
"""

RATES = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # passwords and codes of the second step
    "webauthn_login": "10/m/ip",
    "reauthenticate": "5/5m/user",
    "change_password": "5/5m/user",
    "reset_password": "5/h/key,20/h/ip",
    "reset_password_from_key": "10/m/ip",
    "open_invitation": "10/m/ip",
    "invite": "5/h/key,20/h/ip",
    "add_file": "30/10m/user",  # each is read by a process of its own
}

# Without an account: times an hour for one connection, and for everybody together. A connection
# is counted without its address (engagement/limits.py).
ANONYMOUS = {
    "say": 5,
    "say_by_everybody": 200,  # beyond it words are held for a person to look at, not refused
    "wrong_receipt": 10,
    "follow": 5,
    "follow_by_everybody": 200,
}
