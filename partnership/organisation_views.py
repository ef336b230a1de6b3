"""Who we are, for everybody; and what an organisation's own people see and say of it."""

import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnership import profiles
from partnership.access import PARTNERS, PUBLIC, open_to
from partnership.models import HowWeWork, Membership, Organisation
from partnership.organisation_forms import ProfileForm
from partnership.permissions import authorise
from partnership.versions import Stale

# --- for everybody ------------------------------------------------------------------


@open_to(PUBLIC)
@require_safe
def partners(request):
    today = timezone.localdate()
    organisations = list(Organisation.objects.all())
    left = [one for one in organisations if one.left_on and one.left_on <= today]
    context = {
        "partners": [one for one in organisations if one not in left],
        "left": left,
        "how": HowWeWork.objects.first(),
    }
    return render(request, "partnership/partners.html", context)


@open_to(PUBLIC)
@require_safe
def partner(request, slug):
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        moved = get_object_or_404(Organisation, former_addresses__slug=slug)
        return redirect(moved, permanent=True)
    has_left = organisation.left_on is not None and organisation.left_on <= timezone.localdate()
    context = {"organisation": organisation, "has_left": has_left}
    return render(request, "partnership/partner.html", context)


# --- for its own people ----------------------------------------------------------------


@open_to(PARTNERS)
@require_safe
def our_organisation(request):
    organisation, others = _own(request)
    today = timezone.localdate()
    people = organisation.memberships.select_related("user").order_by("role", "user__name")
    context = {
        "organisation": organisation,
        "others": others,
        "people": [m for m in people if m.ended_on is None or m.ended_on > today],
        "may_edit": request.user.has_perm("partnership.edit_profile", organisation),
    }
    return render(request, "partnership/our_organisation.html", context)


@open_to(PARTNERS)
@require_safe
def our_part(request):
    organisation, others = _own(request)
    return render(
        request,
        "partnership/our_part.html",
        {"organisation": organisation, "others": others, "today": timezone.localdate()},
    )


@open_to(PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def our_profile(request):
    """The form; on “preview” also what the public would see, which nothing has saved yet."""
    organisation, _others = _own(request)
    authorise(request.user, "partnership.edit_profile", organisation)
    if request.method != "POST":
        return _profile_page(request, organisation, ProfileForm.of(organisation))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _profile_page(request, organisation, form, status=422)
    if "preview" in request.POST:
        return _profile_page(request, organisation, form, preview=_as_if(organisation, form.words))
    try:
        profiles.save_profile(
            organisation, by=request.user, seen_version=form.cleaned_data["version"], **form.words
        )
    except Stale as conflict:  # both texts on one page; hers stay in the form
        mine = ProfileForm(initial={**form.words, "version": conflict.theirs.version})
        return _profile_page(request, organisation, mine, theirs=conflict.theirs, status=409)
    messages.success(request, _("Saved. Everybody can read it now."))
    return redirect(_with_organisation("our-organisation", organisation))


def _profile_page(request, organisation, form, *, status: int = 200, **more):
    context = {"organisation": organisation, "form": form, **more}
    return render(request, "partnership/our_profile.html", context, status=status)


def _as_if(organisation: Organisation, words: dict) -> Organisation:
    shown = copy.copy(organisation)
    for name, value in words.items():
        setattr(shown, name, value)
    return shown


def _own(request) -> tuple[Organisation, list[Organisation]]:
    """The organisation that is asked for, or the first of the person's, and her other ones."""
    memberships = request.user.open_memberships
    own = [m.organisation for m in memberships if m.role != Membership.Role.BACKBONE]
    slug = request.GET.get("organisation")
    chosen = [one for one in own if slug in (None, one.slug)]
    if not chosen:
        raise Http404("not an organisation of this person")
    return chosen[0], [one for one in own if one != chosen[0]]


def _with_organisation(name: str, organisation: Organisation) -> str:
    return f"{reverse(name)}?organisation={organisation.slug}"
