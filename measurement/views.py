from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measurement import exports
from measurement.colours import page_colours
from measurement.explore import with_target
from measurement.models import Figure, Indicator, SeriesSummary
from measurement.presenting import measure_page
from measurement.presenting.overview import Tally, everything_measured
from partnership.access import PUBLIC, open_to


@open_to(PUBLIC)
@require_safe
def measures(request):
    """All that we measure, in one list."""
    rows = everything_measured(timezone.localdate())
    tally = Tally([row.measure for row in rows if row.measure])
    background = [row for row in rows if row.measure and row.measure.method.is_background]
    about = {"rows": rows, "tally": tally, "background": background}
    return render(request, "measurement/measures.html", about)


@open_to(PUBLIC)
@require_safe
def indicator(request, slug):
    """
    One measure: how are we going, where, who, what is done; and about the data. ``?place=`` adds
    one place year by year, so that its address can be shared.
    """
    found = get_object_or_404(Indicator, slug=slug)
    place = request.GET.get("place", "").lower()
    page = measure_page(found, timezone.localdate(), place)
    if page is None:
        return render(request, "measurement/no_figures.html", {"indicator": found})
    if place and not page.own:
        return render(request, "measurement/no_such_place.html", {"page": page}, status=404)
    return render(request, "measurement/indicator.html", {"page": page})


@open_to(PUBLIC)
@require_safe
def indicator_csv(request, slug):
    """Every published figure of the measure, as a file."""
    found = get_object_or_404(Indicator, slug=slug)
    figures = (
        Figure.objects.public()
        .filter(indicator=found)
        .select_related("place", "release__feed__source", "release__method")
        .order_by("place__kind", "place__name", "dims", "period_end")
    )
    if not figures:
        raise Http404("nothing is published yet")
    response = HttpResponse(exports.csv_of(figures), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    return response


@open_to(PUBLIC)
@require_safe
def indicator_chart(request, slug):
    """
    The interactive chart that the worker built at release, with the target that holds today;
    loaded when a reader asks for it.
    """
    found = get_object_or_404(Indicator, slug=slug)
    summary = get_object_or_404(
        SeriesSummary.objects.exclude(explore=None),
        release__is_current=True,
        indicator=found,
    )
    page = measure_page(found, timezone.localdate())
    if page and page.target:
        return JsonResponse(with_target(summary.explore, page.target.on_chart, page_colours()))
    return JsonResponse(summary.explore)


@open_to(PUBLIC)
@require_safe
def how_we_decide(request):
    """The rules behind the words, in plain words."""
    return render(request, "measurement/how_we_decide.html")
