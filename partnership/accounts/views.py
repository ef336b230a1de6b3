"""
One's own account. The pages of allauth stand here with our marks; what is not listed in
``urls.py`` does not exist.
"""

from allauth.account import views as account
from allauth.account.forms import LoginForm
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from partnership import limits
from partnership.access import ADMINISTRATORS, BACKBONE, PARTNERS, PUBLIC, open_to
from partnership.accounts import second_step as steps
from partnership.accounts import sessions
from partnership.errors import TooLate
from partnership.events import record

ANYBODY_OF_US = (PARTNERS, BACKBONE, ADMINISTRATORS)
own = open_to(*ANYBODY_OF_US)
enrolment = open_to(*ANYBODY_OF_US, before_second_step=True)
at_the_door = open_to(PUBLIC, form=True)


class AnswersMistakes:
    """A form with mistakes answers 422, like every form of ours."""

    def render_to_response(self, context, **kwargs):
        forms = [context.get(name) for name in ("form", "webauthn_form")]
        wrong = [form for form in forms if form is not None and form.errors]
        if any(limits.was_too_often(form) for form in wrong):
            return limits.page(self.request)
        if wrong:
            kwargs.setdefault("status", 422)
        return super().render_to_response(context, **kwargs)


@own
@require_safe
def my_account(request):
    context = {
        "sessions": sessions.of(request.user),
        "has_second_step": steps.has_one(request.user),
    }
    return render(request, "partnership/my_account.html", context)


class ChangePassword(AnswersMistakes, account.PasswordChangeView):
    """The old password, and the new one once: whoever mistypes it asks for help."""


class SecondStepPage(mfa.IndexView):
    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs):
        needed = steps.is_missing(self.request.user)
        return super().get_context_data(must_set_up=needed, **kwargs)


class AddApp(AnswersMistakes, totp.ActivateTOTPView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        context["secret"] = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        return context

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        steps.note_added(self.request, kind="app")
        return response


class RemoveApp(AnswersMistakes, totp.DeactivateTOTPView):
    @transaction.atomic
    def form_valid(self, form):
        user = self.request.user
        record("partnership.user.second_step_removed", user, by=user, kind_of="app")
        return super().form_valid(form)


class AddPasskey(AnswersMistakes, webauthn.AddWebAuthnView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | kwargs

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        steps.note_added(self.request, kind="passkey")
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    @transaction.atomic
    def form_valid(self, form):
        passkey, user = self.get_object(), self.request.user
        if not steps.SecondStep().can_delete_authenticator(passkey):
            raise TooLate(steps.SecondStep.error_messages["cannot_delete_authenticator"])
        record("partnership.user.second_step_removed", user, by=user, kind_of="passkey")
        return super().form_valid(form)


class NewCodes(AnswersMistakes, recovery_codes.GenerateRecoveryCodesView):
    @transaction.atomic
    def form_valid(self, form):
        user = self.request.user
        record("partnership.user.recovery_codes_made", user, by=user)
        return super().form_valid(form)


class GiveSecondStep(AnswersMistakes, mfa.AuthenticateView):
    pass


class SignInByPasskey(webauthn.LoginWebAuthnView):
    def form_invalid(self, form):
        context = {"form": LoginForm(request=self.request), "passkey_failed": True}
        return render(self.request, "account/login.html", context, status=422)


class Confirm:
    """Is it still you? Says so where a person was away from the admin for too long."""

    def get_context_data(self, **kwargs):
        was_away = sessions.must_confirm(self.request)
        return super().get_context_data(was_away=was_away, **kwargs)


class ConfirmByPassword(Confirm, AnswersMistakes, account.ReauthenticateView):
    pass


class ConfirmByCode(Confirm, AnswersMistakes, mfa.ReauthenticateView):
    pass


class ConfirmByPasskey(AnswersMistakes, webauthn.ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        return super().get_context_data() | kwargs


change_password = own(sensitive_post_parameters()(ChangePassword.as_view()))
second_step = enrolment(SecondStepPage.as_view())
add_app = enrolment(AddApp.as_view())
remove_app = enrolment(RemoveApp.as_view())
add_passkey = enrolment(AddPasskey.as_view())
remove_passkey = enrolment(RemovePasskey.as_view())
codes = enrolment(recovery_codes.ViewRecoveryCodesView.as_view())
new_codes = enrolment(NewCodes.as_view())
give_second_step = at_the_door(GiveSecondStep.as_view())
sign_in_by_passkey = at_the_door(SignInByPasskey.as_view())
confirm_by_password = enrolment(sensitive_post_parameters()(ConfirmByPassword.as_view()))
confirm_by_code = enrolment(ConfirmByCode.as_view())
confirm_by_passkey = enrolment(ConfirmByPasskey.as_view())


@own
@require_POST
def end_session(request, pk):
    """End one of one's own sessions; the one in use ends by signing out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        raise TooLate(_("This is the session you are in. Sign out to end it."))
    sessions.end_one(session, by=request.user)
    return redirect("my-account")


@own
@require_POST
def end_other_sessions(request):
    sessions.end_others(request, request.user)
    return redirect("my-account")
