"""Where partners read a version, comment on it and sign it. The public page stays as it is."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agenda import services
from agenda.forms import CommentForm, SignForm
from agenda.models import Agenda, Comment, Endorsement, OutcomeText
from agenda.reading import taken_back_on, version_page
from partnership import kept_words
from partnership.access import BACKBONE, PARTNERS, open_to
from partnership.errors import TooLate
from partnership.models import Membership, Organisation
from partnership.permissions import authorise


@open_to(PARTNERS, BACKBONE)
@require_safe
def our_word(request, number):
    agenda = _agenda(request, number)
    return _page(request, agenda) if agenda else _being_rewritten(request, number)


@open_to(PARTNERS, keeps=("about", "stance", "text"))
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, number):
    agenda = _agenda(request, number)
    if agenda is None:
        return _being_rewritten(request, number, typed="text")
    if request.method != "POST":  # back from a sign-in, with the words that were typed before it
        kept = kept_words.of(request)
        return _page(request, agenda, comment_form=CommentForm(initial=kept, agenda=agenda))
    form = CommentForm(request.POST, agenda=agenda)
    if not form.is_valid():
        return _page(request, agenda, comment_form=form, status=422)
    try:
        services.comment(agenda, by=request.user, organisation=_own(request), **form.content)
    except TooLate as refusal:
        form.add_error(None, str(refusal))
        return _page(request, agenda, comment_form=form, status=refusal.status)
    return _done(request, agenda, _("Thank you. Your comment stands below, and gets an answer."))


@open_to(PARTNERS, keeps=("state", "reservation"))
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, number):
    agenda = _agenda(request, number)
    if agenda is None:
        return _being_rewritten(request, number, typed="reservation")
    if request.method != "POST":
        kept = kept_words.of(request)
        return _page(request, agenda, **({"sign_form": SignForm(initial=kept)} if kept else {}))
    organisation = _own(request)
    authorise(request.user, "agenda.sign", organisation)  # before a mistake is told
    form = SignForm(request.POST)
    if not form.is_valid():
        return _page(request, agenda, sign_form=form, status=422)
    try:
        services.sign(agenda, by=request.user, organisation=organisation, **form.cleaned_data)
    except TooLate as refusal:
        form.add_error(None, str(refusal))
        return _page(request, agenda, sign_form=form, status=refusal.status)
    return _done(request, agenda, _("Kept. Everybody can read the word of your organisation."))


def _agenda(request, number: int) -> Agenda | None:
    return Agenda.objects.visible_to(request.user).filter(number=number).first()


def _own(request) -> Organisation:
    """The organisation that she acts for."""
    for_whom = _partners_of(request.user)
    if not for_whom:
        raise Http404("works for no partner")
    return for_whom[0]


def _partners_of(user) -> list[Organisation]:
    acts_for = user.organisations()
    return [
        m.organisation
        for m in user.open_memberships
        if m.role != Membership.Role.BACKBONE and m.organisation in acts_for
    ]


def _done(request, agenda: Agenda, said: str):
    messages.success(request, said)
    response = redirect("agenda:our-word", agenda.number)
    kept_words.forget(request, response)
    return response


def _being_rewritten(request, number: int, *, typed: str = ""):
    """
    What her organisation said of a version that was taken back, and the answers.

    What she typed into the field ``typed`` meanwhile stands there to copy.
    """
    agenda = get_object_or_404(Agenda.objects.being_rewritten(), number=number)
    organisation = next(iter(_partners_of(request.user)), None)
    comments = Comment.objects.visible_to(request.user).filter(
        agenda=agenda, organisation=organisation
    )
    comments = list(comments.select_related("organisation").order_by("at"))
    in_force = OutcomeText.objects.filter(agenda__state=Agenda.State.ADOPTED)
    about = {text.outcome_id: text for text in in_force}
    for one in comments:  # in the words that hold now; those of this version nobody may read
        one.about = about.get(one.outcome_id)
    words = request.POST.get(typed) or kept_words.of(request).get(typed)
    context = {
        "agenda": agenda,
        "taken_back_on": taken_back_on(agenda),
        "comments": comments,
        "words": [words] if words else [],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "agenda/our_word_being_rewritten.html", context, status=status)


def _page(request, agenda: Agenda, *, status: int = 200, comment_form=None, sign_form=None):
    page = version_page(agenda, request.user)
    organisation = next(iter(_partners_of(request.user)), None)
    given = [one for one in page.signatures.given if one.organisation == organisation]
    word = given[0] if given else None
    may_be_signed = agenda.state == Agenda.State.CONSULTATION or (
        agenda.state == Agenda.State.ADOPTED and word is None
    )
    lapsed = None if word else _lapsed(agenda, organisation)
    if sign_form is None:
        sign_form = SignForm(initial=_said_before(word, lapsed))
    comments = Comment.objects.visible_to(request.user).filter(agenda=agenda)
    comments = list(comments.select_related("organisation").order_by("at"))
    context = {
        "page": page,
        "organisation": organisation,
        "word": word,
        "lapsed": lapsed,
        "comments_of": [
            (part, [one for one in comments if one.outcome_id == part.text.outcome_id])
            for part in page.outcomes
        ],
        "comments_of_the_whole": [one for one in comments if one.outcome_id is None],
        "may_comment": organisation and agenda.takes_comments(timezone.localdate()),
        "may_sign": organisation
        and may_be_signed
        and request.user.has_perm("agenda.sign", organisation),
        "comment_form": comment_form or CommentForm(agenda=agenda),
        "sign_form": sign_form,
    }
    return render(request, "agenda/our_word.html", context, status=status)


def _lapsed(agenda: Agenda, organisation: Organisation | None) -> Endorsement | None:
    """What her organisation said of the words before they were changed."""
    said = agenda.endorsements.filter(organisation=organisation, lapsed_on__isnull=False)
    return said.first() if organisation else None


def _said_before(word: Endorsement | None, lapsed: Endorsement | None) -> dict:
    """For the form. Of other words she chooses again; what she wrote of them is there to go on."""
    if word:
        return {"state": word.state, "reservation": word.reservation}
    return {"reservation": lapsed.reservation} if lapsed else {}
