from django.core.mail.backends.base import BaseEmailBackend


class NoMailServer(Exception):
    """EMAIL_URL is not set."""


class NotSet(BaseEmailBackend):
    """Where no mail server is set, a mail fails and says so; it does not vanish."""

    def send_messages(self, messages):
        raise NoMailServer("No mail server is set: EMAIL_URL.")
