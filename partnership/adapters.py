from urllib.parse import unquote

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.http import url_has_allowed_host_and_scheme


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up: an account comes from an invitation."""

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only a path of our own; never another host, also not a misspelt one."""
        if not url or not url.startswith("/"):
            return False
        return all(url_has_allowed_host_and_scheme(u, None) for u in (url, unquote(url)))

    def add_message(self, *args, **kwargs):
        """The page itself says that somebody is signed in; a message would say it twice."""
