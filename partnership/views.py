import json

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import reswap, retarget

from partnership import kept_words, limits, services
from partnership.access import ADMINISTRATORS, BACKBONE, BY_LINK, PARTNERS, PUBLIC, mark_of, open_to
from partnership.adapters import INVITATION
from partnership.forms import AcceptInvitationForm


@open_to(PUBLIC)
@require_safe
def home(request):
    """How we are going. What it shows comes from the tags of the apps (STRUCTURE 3)."""
    return render(request, "partnership/home.html")


@open_to(PUBLIC)
@require_safe
def how_we_use_data(request):
    return render(request, "partnership/how_we_use_data.html")


@open_to(PUBLIC)
@require_safe
def about(request):
    return render(request, "partnership/about.html")


@open_to(PARTNERS, BACKBONE, ADMINISTRATORS)
@require_safe
def after_sign_in(request):
    """Everybody lands where her work is; who works for two first says for whom."""
    user = request.user
    if len(user.open_memberships) > 1 and not user.acts_for:
        return redirect("acting-for")
    if user.is_partner:
        return redirect("strategies:my-updates")
    return redirect("backbone:desk" if user.is_backbone else "admin:index")


@open_to(BY_LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def accept_invitation(request, token):
    """GET shows and changes nothing: mail scanners follow links. POST accepts, once."""
    invitation = services.find_invitation(token)
    if invitation is None:
        raise Http404("no such invitation")
    if not invitation.is_open(timezone.now()):
        context = {"invitation": invitation}
        return render(request, "partnership/invitation_closed.html", context, status=410)
    if services.account_of(invitation):
        return _join_with_account(request, invitation, token)
    if request.method == "POST":
        limits.spend(request, "open_invitation")
    form = AcceptInvitationForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        user = services.accept_invitation(invitation, **form.cleaned_data)
        return perform_password_login(request, {"email": user.email}, Login(user=user))
    return render(
        request,
        "partnership/invitation.html",
        {"invitation": invitation, "form": form},
        status=422 if form.errors else 200,
    )


def _join_with_account(request, invitation, token):
    """Holding a link is not holding an account: its owner signs in first, and comes back."""
    if request.method == "POST" and not request.user.is_authenticated:
        request.session[INVITATION] = token  # it stands in no address
        return redirect("account_login")
    if request.method == "POST":
        services.accept_invitation(invitation, by=request.user)
        return redirect("after-sign-in")
    context = {"invitation": invitation, "has_account": True}
    return render(request, "partnership/invitation.html", context)


class SignIn(LoginView):
    """allauth's sign-in by email; a mistake answers 422 like every form of ours."""

    def get(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return redirect("after-sign-in")
        return super().get(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        # allauth puts its link to a new password here; ours stands below the button.
        form.fields["password"].help_text = ""
        form.fields["login"].error_messages |= {
            "required": _("Enter your email"),
            "invalid": _("Enter an email address, such as name@example.org"),
        }
        form.fields["password"].error_messages["required"] = _("Enter your password")
        return form

    def form_invalid(self, form):
        if limits.was_too_often(form):
            return limits.page(self.request)
        response = super().form_invalid(form)
        response.status_code = 422
        return response


sign_in = open_to(PUBLIC, form=True)(SignIn.as_view())
sign_out = open_to(PUBLIC, form=True)(LogoutView.as_view())


@open_to(PUBLIC, form=True)
def not_here(request):
    """Addresses that allauth expects to exist: nobody signs up."""
    raise Http404("not part of this portal")


def csrf_failure(request, reason=""):
    """The form is too old. Under htmx a message beside the form, so that its words stay."""
    if not request.htmx:
        mark = mark_of(request.resolver_match.func)
        words = kept_words.typed(request, mark.keeps) if mark else []
        return render(request, "403_csrf.html", {"words": words}, status=403)
    said = _("This page has been open for too long. Copy your words, then load it again.")
    response = render(request, "components/refused.html", {"reason": said}, status=403)
    return reswap(retarget(response, "#messages"), "innerHTML")


def page_not_found(request, exception):
    is_known = request.user.is_authenticated
    return render(request, "404_signed_in.html" if is_known else "404.html", status=404)


@open_to(PUBLIC, form=True)
def fail_on_purpose(request):
    raise RuntimeError("on purpose")


@open_to(PUBLIC, form=True)
@csrf_exempt
@require_safe
def health_live(request):
    """Is the web process there? No dependencies. The demo's supervisor asks for its own token."""
    answer = {"status": "ok"}
    if settings.PORTAL_PROFILE in ("demo", "test"):
        answer["instance"] = settings.PORTAL_INSTANCE
    return HttpResponse(json.dumps(answer), content_type="application/json")


@open_to(PUBLIC)
@require_safe
def favicon(request):
    return redirect(static("img/favicon.svg"))
