"""The pages for a forgotten password. What they answer tells nothing about who has an account."""

from allauth.account.adapter import get_adapter
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from partnership import limits
from partnership.access import BY_LINK, PUBLIC, open_to
from partnership.accounts import forgotten
from partnership.accounts.forms import ForgottenForm, SetPasswordForm
from partnership.errors import TooLate

KEY = "new_password_key"  # where a session keeps the key of the link that was followed


@open_to(PUBLIC, form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request):
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        limits.spend(request, "reset_password", key=email)
        forgotten.ask(email)
        return redirect("account_reset_password_done")
    status = 422 if form.errors else 200
    return render(request, "account/password_forgotten.html", {"form": form}, status=status)


@open_to(PUBLIC)
@require_safe
def link_is_on_its_way(request):
    return render(request, "account/password_link_sent.html")


@open_to(BY_LINK)
@require_safe
def follow_link(request, token):
    """
    Take the key out of the address into the session. A mail scanner that comes by changes nothing.

    This answer tells no other site and no later page where it was; the page of the form cannot do
    so, because a browser then hides, even from ourselves, from where a form was sent.
    """
    if forgotten.owner_of(token) is None:
        response = _closed(request)
    else:
        request.session[KEY] = token
        response = redirect("new-password")
    response["Referrer-Policy"] = "no-referrer"
    return response


@open_to(BY_LINK)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request):
    token = request.session.get(KEY, "")
    user = forgotten.owner_of(token)
    if user is None:
        return _closed(request)
    if request.method == "POST":
        limits.spend(request, "reset_password_from_key")
    form = SetPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            forgotten.set_new(token, form.cleaned_data["password"])
        except TooLate:  # sent twice at the same moment
            return _closed(request)
        logout(request)  # whoever was signed in here; the key goes too
        get_adapter().forget_wrong_tries(request, user.email)
        return redirect("account_reset_password_from_key_done")
    status = 422 if form.errors else 200
    return render(request, "account/password_new.html", {"form": form}, status=status)


@open_to(PUBLIC)
@require_safe
def password_is_set(request):
    return render(request, "account/password_is_set.html")


def _closed(request):
    return render(request, "account/password_link_closed.html", status=410)
