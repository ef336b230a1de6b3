from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.urls import path

from bench.plain.models import Action, History, Update


class UpdateForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Update
        fields = ["delivery", "what_happened"]
        widgets = {"delivery": forms.RadioSelect}


@login_required
def update(request, pk):
    """The form, or a save: permission, validation, row lock, version, history row, partial."""
    action = get_object_or_404(Action, pk=pk, members=request.user)
    if request.method == "GET":
        kept = get_object_or_404(Update, action=action)
        form = UpdateForm(instance=kept, initial={"version": kept.version})
        return render(request, "plain/update.html", {"form": form, "action": action})
    with transaction.atomic():
        kept = get_object_or_404(Update.objects.select_for_update(), action=action)
        form = UpdateForm(request.POST, instance=kept)
        if not form.is_valid():
            return render(
                request, "plain/update.html", {"form": form, "action": action}, status=422
            )
        if form.cleaned_data["version"] != Update.objects.values_list("version").get(pk=kept.pk)[0]:
            return render(
                request, "plain/update.html", {"form": form, "action": action}, status=409
            )
        kept.version += 1
        form.save()
        History.objects.create(update=kept, by=request.user, data={"version": kept.version})
    form = UpdateForm(instance=kept, initial={"version": kept.version})
    return render(request, "plain/update.html", {"form": form, "action": action})


urlpatterns = [path("update/<int:pk>/", update)]
