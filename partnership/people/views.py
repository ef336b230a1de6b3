"""Looking after one's organisation's people. Rows come from its own memberships only."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnership import limits, services
from partnership.access import ADMINISTRATORS, BACKBONE, PARTNERS, open_to
from partnership.accounts import sessions
from partnership.errors import TooLate
from partnership.models import Invitation, Membership
from partnership.people import away, handing_over, sheet
from partnership.people.forms import HandOverForm, InviteForm, ManyForm


@open_to(PARTNERS)
@require_http_methods(["GET", "POST"])
def our_people(request):
    """Who works here; for a lead also who is invited, and the form to invite."""
    organisation = _ours(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend(request, "invite", key=form.cleaned_data["email"])
        try:
            invitation, _token = services.invite(
                by=request.user, organisation=organisation, **form.cleaned_data
            )
        except TooLate as error:
            form.add_error("email", str(error))
        else:
            return _on_its_way(request, invitation)
    people = Membership.objects.filter(organisation=organisation, ended_on=None)
    people = people.select_related("user").order_by("user__name")
    leads = [one for one in people if one.role == Membership.Role.LEAD]
    context = {
        "organisation": organisation,
        "form": form,
        "people": people,
        "last_lead": leads[0] if len(leads) == 1 else None,
        "is_lead": request.user.leads(organisation),
    }
    if context["is_lead"]:
        context["invitations"] = _invitations(request).order_by("-pk")
    return render(
        request, "partnership/our_people.html", context, status=422 if form.errors else 200
    )


@open_to(PARTNERS)
@require_POST
def send_again(request, pk):
    invitation = get_object_or_404(_invitations(request), pk=pk)
    limits.spend(request, "invite", key=invitation.email)
    services.resend_invitation(invitation, by=request.user)
    return _on_its_way(request, invitation)


@open_to(PARTNERS)
@require_POST
def cancel(request, pk):
    invitation = get_object_or_404(_invitations(request), pk=pk)
    services.revoke_invitation(invitation, by=request.user)
    return redirect("our-people")


@open_to(PARTNERS)
@require_POST
def change_role(request, pk):
    """A member becomes a lead, a lead a member again."""
    membership = _colleague(request, pk)
    is_lead = membership.role == Membership.Role.LEAD
    role = Membership.Role.MEMBER if is_lead else Membership.Role.LEAD
    services.change_role(membership, role, by=request.user)
    return redirect("our-people")


@open_to(PARTNERS)
@require_http_methods(["GET", "POST"])
def end_membership(request, pk):
    """Asks first: who goes on with what she began? Nobody comes back without an invitation."""
    membership = _colleague(request, pk)
    tasks = handing_over.tasks_of(membership)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        takers=handing_over.takers(membership),
        is_needed=bool(tasks),
    )
    if request.method == "POST" and form.is_valid():
        services.end_membership(membership, by=request.user, hand_to=form.cleaned_data["to"])
        return redirect("after-sign-in" if membership.user == request.user else "our-people")
    context = {
        "membership": membership,
        "tasks": tasks,
        "form": form,
        "covers_for": away.covered_by(membership.user, timezone.localdate()),
    }
    status = 422 if form.errors else 200
    return render(request, "partnership/end_membership.html", context, status=status)


@open_to(PARTNERS, BACKBONE)
@require_http_methods(["GET", "POST"])
def acting_for(request):
    """A person who works for two chooses for whom she acts; only her own can be chosen."""
    mine = [m.organisation for m in request.user.open_memberships]
    if request.method == "POST":
        chosen = [one for one in mine if str(one.pk) == request.POST.get("organisation")]
        if not chosen:
            raise Http404("she does not work there")
        request.session[sessions.ACTS_FOR] = chosen[0].pk
        return redirect("after-sign-in")
    return render(request, "partnership/acting_for.html", {"organisations": mine})


@open_to(BACKBONE, ADMINISTRATORS)
@require_http_methods(["GET", "POST"])
def invite_many(request):
    """First what would happen; then, with the same text, it happens."""
    form = ManyForm(request.POST or None, request.FILES or None)
    context, status = {"form": form}, 200
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            if "send" in request.POST:
                number = sheet.send(text, by=request.user)
                said = ngettext("%(n)d person is invited.", "%(n)d people are invited.", number)
                messages.success(request, said % {"n": number})
                return redirect("invite-many")
            lines = sheet.read(text)
        except sheet.NoSheet as error:
            form.add_error(None, str(error))
        else:
            good = sum(not line.problem for line in lines)
            context |= {"lines": lines, "text": text, "good": good, "bad": len(lines) - good}
    if form.errors:
        status = 422
    return render(request, "partnership/invite_many.html", context, status=status)


def _ours(request):
    """The organisation she acts for: from her memberships, never from the request."""
    partners = [
        m.organisation
        for m in request.user.open_memberships
        if m.role != Membership.Role.BACKBONE and m.organisation in request.user.organisations()
    ]
    if not partners:
        raise Http404("she acts for no partner now")
    return partners[0]


def _invitations(request):
    """The open invitations of her organisation; nothing for others than its leads."""
    organisation = _ours(request)
    if not request.user.leads(organisation):
        return Invitation.objects.none()
    return Invitation.objects.filter(
        organisation=organisation, accepted_at=None, revoked_at=None
    ).select_related("organisation")


def _colleague(request, pk) -> Membership:
    organisation = _ours(request)
    if not request.user.leads(organisation):
        raise Http404("only a lead looks after people")
    ours = Membership.objects.filter(organisation=organisation, ended_on=None)
    return get_object_or_404(ours.select_related("user", "organisation"), pk=pk)


def _on_its_way(request, invitation):
    """The link goes to its owner alone; who invites does not see it."""
    said = _("An email with a link is on its way to %(email)s.") % {"email": invitation.email}
    messages.success(request, said)
    return redirect("our-people")
