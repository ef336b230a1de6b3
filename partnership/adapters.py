from urllib.parse import unquote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from partnership.accounts import sessions

INVITATION = "invitation"  # where a session keeps the token of one that waits for a sign-in


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up: an account comes from an invitation."""

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only a path of our own; never another host, also not a misspelt one."""
        if not url or not url.startswith("/"):
            return False
        return all(url_has_allowed_host_and_scheme(u, None) for u in (url, unquote(url)))

    def authenticate(self, request, **credentials):
        """Who may not sign in, or never could, gets the answer of one who does not exist."""
        user = super().authenticate(request, **credentials)
        if user and (not user.is_active or user.kind == user.Kind.SERVICE):
            self.authentication_failed(request, **credentials)
            return None
        return user

    def forget_wrong_tries(self, request, email: str) -> None:
        """She tried what she had forgotten; with her new password she need not wait."""
        self._delete_login_attempts_cached_email(request, email=email)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """A sign-in a few minutes ago is proof enough."""
        return not sessions.confirmed_lately(context.request)

    def get_login_redirect_url(self, request) -> str:
        """Back to the invitation that asked for a sign-in; its token stands in no address."""
        token = request.session.pop(INVITATION, None)
        if token:
            return reverse("accept-invitation", args=[token])
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("my-account")

    def add_message(self, *args, **kwargs):
        """The page itself says that somebody is signed in; a message would say it twice."""
