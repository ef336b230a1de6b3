"""
Have your say, and the receipt. Nothing here reads who is asking, and nothing is kept between two
pages: what was typed travels in the form itself.
"""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from engagement import checker, limits, promises, receipts, services, words
from engagement.forms import CodeForm, ConsentForm, CorrectForm, SayForm
from engagement.listening import asked, status_of
from engagement.models import Contribution, Question
from engagement.querysets import EVERYBODY
from partnership.access import PUBLIC, open_to
from partnership.errors import DomainError


@open_to(PUBLIC, form=True, keeps=("text",))
@require_http_methods(["GET", "HEAD", "POST"])
def have_your_say(request):
    """What we ask, what became of what we asked, and a form for anything else."""
    about = ""
    for kind in ("outcome", "strategy"):
        if request.GET.get(kind, "").isdecimal():
            about = f"{kind}:{request.GET[kind]}"
    return _say(request, "engagement/have_your_say.html", {"asked": asked()}, about=about)


@open_to(PUBLIC, form=True, keeps=("text",))
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, slug):
    """One question: what is asked, what can change, who reads it, until when; then its form."""
    questions = Question.objects.visible_to(EVERYBODY).select_related("decision", "outcome")
    found = get_object_or_404(questions, slug=slug)
    heard = Contribution.objects.visible_to(EVERYBODY).filter(question=found)
    context = {
        "question": found,
        "voices": heard.select_related("place"),
        "name": found.outcome and words.outcome_names().get(found.outcome_id, found.outcome.code),
    }
    return _say(request, "engagement/question.html", context, question=found)


def _say(request, page: str, context: dict, *, question: Question | None = None, about=""):
    """The three steps of a form: written, checked, sent; and back from the second to the first."""
    context |= {"read_within": promises.READ_WITHIN}
    if request.method != "POST":
        form = SayForm(question=question, initial={"about": about})
        return render(request, page, {**context, "form": form})
    form = SayForm(request.POST, question=question)
    step = request.POST.get("step")
    if not form.is_valid():
        return render(request, page, {**context, "form": form}, status=422)
    if step == "send" and form.cleaned_data["form_key"]:
        return _send(request, form)
    if step == "change":
        again = SayForm(initial=form.data.dict(), question=question)
        return render(request, page, {**context, "form": again})
    return _check(request, form)


def _check(request, form: SayForm, *, is_spent: bool = False):
    """What would be public, and what in it may say who somebody is."""
    said = form.said()
    context = {
        "form": form,
        "said": said,
        "form_key": form.cleaned_data["form_key"] or receipts.new_key(),
        "consent": Contribution.Consent(said["consent"]),
        "age": dict(Contribution.Age.choices).get(said["age"]),
        "about": form.subject(),
        "is_spent": is_spent,
        "today": timezone.localdate(),
        **_looked_through(said["text"]),
    }
    return render(request, "engagement/check.html", context, status=429 if is_spent else 200)


def _looked_through(text: str) -> dict:
    """What in a text may say who somebody is, of what kind and in which words; and any risk."""
    found = [(words.kind_of(one), one.words) for one in checker.personal(text)]
    return {"found": found, "at_risk": bool(checker.risks(text))}


def _send(request, form: SayForm):
    is_flood = False
    if not services.is_kept(form.cleaned_data["form_key"]):  # sent again, it costs nothing
        if limits.is_spent(request, "say"):
            return _check(request, form, is_spent=True)
        limits.count(request, "say")
        is_flood = limits.is_flood("say")
    code = services.send(
        form_key=form.cleaned_data["form_key"],
        is_held=is_flood or form.looks_like_a_program(settings.SECONDS_TO_WRITE),
        language=form.language(),
        **form.said(),
    )
    return render(request, "engagement/sent.html", _receipt(code, form.question))


def _receipt(code: str, question: Question | None) -> dict:
    today = timezone.localdate()
    return {
        "code": receipts.in_groups(code),
        "read_by": promises.read_by(today),
        "answer_by": question.answer_by if question else promises.answer_by(today),
        "question": question,
    }


@open_to(PUBLIC, form=True, keeps=("text",))
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request):
    """
    What became of one's words, and what one may still do with them.

    A code that is wrong and one that nobody has get the same answer.
    """
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "engagement/receipt.html", {"form": form}, status=status)
    if limits.is_spent(request, "wrong_receipt"):
        return render(request, "engagement/receipt.html", {"is_spent": True}, status=429)
    contribution = services.by_receipt(form.cleaned_data["code"])
    if contribution is None:
        limits.count(request, "wrong_receipt")
        form.add_error("code", _("No words have this code. It has 16 letters and numbers."))
        return render(request, "engagement/receipt.html", {"form": form}, status=422)
    return _act(request, contribution, form.cleaned_data["code"])


_STEPS = {"look", "check", "change", "correct", "consent", "withdraw", "really"}


def _act(request, contribution: Contribution, code: str):
    """One step on the page behind a receipt. A refusal shows the page, with what was typed."""
    step = request.POST.get("step", "look")
    if step not in _STEPS:
        raise Http404("no such step")
    is_typed = step in ("check", "change", "correct")  # new words: checked first, then saved
    correct, consent = _forms(request, contribution)
    correct = CorrectForm(request.POST) if is_typed else correct
    consent = ConsentForm(request.POST) if step == "consent" else consent
    context = {"code": code, "correct": correct, "consent": consent, "step": step}
    if step == "check" and correct.is_valid():
        return _check_again(request, contribution, context)
    try:
        if step == "correct" and correct.is_valid():
            data = correct.cleaned_data
            services.correct(contribution, seen=data["version"], text=data["text"])
            return _again(request, code, "corrected")
        if step == "consent" and consent.is_valid():
            data = consent.cleaned_data
            services.change_consent(contribution, seen=data["version"], consent=data["consent"])
            return _again(request, code, "chosen")
        if step == "really":
            services.withdraw(contribution)
            return _again(request, code, "withdrawn")
    except DomainError as error:
        context["problem"] = str(error)
    if step == "correct" and context.get("problem"):
        # She read another version than this one; the next try is about this one.
        correct.data = {**correct.data.dict(), "version": contribution.version}
    return _status(request, contribution, context)


def _forms(request, contribution: Contribution) -> tuple[CorrectForm, ConsentForm]:
    """As they stand on the page: with what was typed and chosen, whichever button was pressed."""
    seen = {"version": contribution.version}
    text = request.POST.get("text", contribution.text)
    consent = request.POST.get("consent", "")
    return (
        CorrectForm(initial={**seen, "text": text}),
        ConsentForm(initial={**seen, "consent": consent}),
    )


def _check_again(request, contribution: Contribution, context: dict):
    """The new words as others would read them, with the same hints as before the first sending."""
    text = context["correct"].cleaned_data["text"]
    context |= {
        "said": {"text": text, "consent": contribution.consent, "place": contribution.place},
        "today": contribution.received_on,
        "chosen": request.POST.get("consent", ""),
        **_looked_through(text),
    }
    return render(request, "engagement/check_again.html", context)


def _again(request, code: str, done: str):
    contribution = services.by_receipt(code)
    correct, consent = _forms(request, contribution)
    context = {"code": code, "done": done, "correct": correct, "consent": consent}
    return _status(request, contribution, context)


def _status(request, contribution: Contribution, context: dict):
    # Who looks over her shoulder need not read that somebody saw a risk.
    is_flagged = contribution.state == Contribution.State.FLAGGED
    shown = Contribution.State.IN_REVIEW if is_flagged else Contribution.State(contribution.state)
    correct, consent = context["correct"], context["consent"]
    context |= {
        "contribution": contribution,
        "shape": words.STATE_SHAPES[shown],
        "state_word": shown.label,
        "new_words": (correct["text"].value() or "").split() != contribution.text.split(),
        "new_choice": consent["consent"].value() not in ("", contribution.consent),
        **status_of(contribution),
    }
    is_wrong = correct.errors or consent.errors
    status = 409 if context.get("problem") else 422 if is_wrong else 200
    return render(request, "engagement/status.html", context, status=status)


@open_to(PUBLIC, form=True)
@require_safe
def leave(request):
    """Away from here, to a page that anybody might have open."""
    return HttpResponseRedirect(settings.EXIT_TO)
