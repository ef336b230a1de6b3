"""News, and following it by mail."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from engagement import feed, limits, links, services, words
from engagement.forms import FollowForm
from engagement.models import Contribution, NewsItem
from engagement.querysets import EVERYBODY
from partnership.access import BY_LINK, PUBLIC, open_to
from partnership.models import AreaPartnership

MOST_NEWS = 50  # in the feed; the page has them all


@open_to(PUBLIC)
@require_safe
def news(request):
    items = NewsItem.objects.visible_to(EVERYBODY)
    return render(request, "engagement/news.html", {"items": items})


@open_to(PUBLIC)
@require_safe
def news_feed(request):
    items = NewsItem.objects.visible_to(EVERYBODY)[:MOST_NEWS]
    partnership = AreaPartnership.objects.first()
    content = feed.atom(items, name=partnership.name if partnership else "")
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@open_to(PUBLIC)
@require_safe
def news_item(request, slug):
    items = NewsItem.objects.visible_to(EVERYBODY).select_related("outcome", "strategy")
    item = get_object_or_404(items, slug=slug)
    quotes = Contribution.objects.visible_to(EVERYBODY).filter(pk__in=item.quotes.values("pk"))
    context = {
        "item": item,
        "quotes": quotes.select_related("place"),
        "outcome_name": item.outcome
        and words.outcome_names().get(item.outcome_id, item.outcome.code),
    }
    return render(request, "engagement/news_item.html", context)


@open_to(PUBLIC, form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request):
    """Ask to be mailed. The answer is the same for every address, known here or not."""
    form = FollowForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "engagement/follow.html", {"form": form}, status=status)
    if limits.is_spent(request, "follow") or limits.is_flood("follow"):
        context = {"form": form, "is_spent": True}
        return render(request, "engagement/follow.html", context, status=429)
    limits.count(request, "follow")
    if not form.cleaned_data["website"]:  # no person sees that field
        services.ask_to_follow(form.cleaned_data["email"])
    return redirect("engagement:follow-asked")


@open_to(PUBLIC, form=True)
@require_safe
def follow_asked(request):
    return render(request, "engagement/follow_said.html", {"said": "asked"})


@open_to(BY_LINK)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """The link in the first mail. Looking changes nothing: programs open links too."""
    subscriber = links.who_confirms(token)
    if request.method != "POST":
        said = "confirm" if subscriber else "ended"
    else:
        said = "follows" if subscriber and services.confirm_following(subscriber) else "ended"
    status = 404 if said == "ended" else 200
    return render(request, "engagement/follow_said.html", {"said": said}, status=status)


@open_to(BY_LINK)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """
    The link that stops mails. A mail program posts exactly this by itself, without a token of ours
    (RFC 8058); everybody else comes through the page.
    """
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return _stop(request, token)
    return _unsubscribe_page(request, token)


@csrf_protect
def _unsubscribe_page(request, token):
    if request.method == "POST":
        return _stop(request, token)
    said = "stop" if links.who_stops(token) else "ended"
    status = 404 if said == "ended" else 200
    return render(request, "engagement/follow_said.html", {"said": said}, status=status)


def _stop(request, token):
    subscriber = links.who_stops(token)
    if subscriber is None:
        return render(request, "engagement/follow_said.html", {"said": "ended"}, status=404)
    services.stop_following(subscriber)
    return render(request, "engagement/follow_said.html", {"said": "stopped"})
