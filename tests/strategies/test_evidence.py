"""Files and photos of an update: who adds them, who sees them, and what is never lost."""

import datetime
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from partnership.errors import NotAllowed, TooLate
from partnership.intake.kinds import CSV
from partnership.intake.take import Taken
from partnership.models import Event
from strategies.evidence import services
from strategies.models import Evidence, Update
from tests.partnership import hostile
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import EvidenceFactory, UpdateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]
END = "2026-09-30"
TABLE = b"Month,Families\nJuly,14\n"


def taken(content: bytes = TABLE) -> Taken:
    return Taken(CSV, content, "families.csv")


def add(action, by, form_id="a", **more):
    said = {"title": "Families each month", "taken": taken(), **more}
    return services.add_evidence(action, by=by, period=QUARTER, form_id=form_id, **said)


def url(name, action, *more):
    return reverse(f"strategies:{name}", args=[action.pk, END, *more])


@pytest.fixture
def mais(mai, client) -> Client:
    client.force_login(mai)
    return client


# --- adding ------------------------------------------------------------------------------


def test_a_partner_adds_a_photo_and_finds_it_beside_her_words(mais, mai, action):
    photo = SimpleUploadedFile("../../IMG_1.jpg", hostile.photo_with_a_place())
    said = {
        "alt": "A table under a tree", "title": "Mooroopna, in September", "form_id": "a",
        "everyone_agreed": "on", "file": photo,
    }  # fmt: skip

    page = mais.post(url("add-evidence", action, "photo"), said, follow=True)

    kept = Evidence.all_objects.get()
    assert page.status_code == 200
    assert "Added: Mooroopna, in September." in page.text
    assert 'alt="A table under a tree"' in page.text
    assert "It was called IMG_1.jpg." in page.text
    assert b"CANARY" not in bytes(kept.content)
    assert kept.sha256 == hashlib.sha256(kept.content).hexdigest()
    assert (kept.added_by, kept.everyone_agreed, kept.update.files_count) == (mai, True, 1)
    assert Event.objects.filter(kind="strategies.update.file_added", by=mai).count() == 1
    assert "Files and photos (1)" in mais.get(url("edit-update", action)).text


def test_a_partner_adds_a_table(mais, action):
    said = {"title": "Families", "form_id": "a", "file": SimpleUploadedFile("a.csv", TABLE)}

    mais.post(url("add-evidence", action, "file"), said)

    assert bytes(Evidence.all_objects.get().content) == TABLE


def test_everything_that_is_missing_is_said_at_once(mais, action):
    page = mais.post(url("add-evidence", action, "photo"), {"form_id": "a"})

    assert page.status_code == 422
    assert "There are 4 things to fix" in page.text
    for sentence in ("Choose a photo", "Say what is on the photo", "words for under the photo",
                     "only be added if everyone in the picture agreed"):  # fmt: skip
        assert sentence in page.text
    assert not Evidence.all_objects.exists()
    assert not Update.all_objects.exists()


def test_a_refused_file_takes_no_typed_word_with_it(mais, mai, action):
    UpdateFactory(action=action, saved_by=mai, what_happened="Half a thought.")
    file = SimpleUploadedFile("a.csv", b"Client ID,Visits\nC-CANARY,3\n")

    page = mais.post(
        url("add-evidence", action, "file"), {"title": "Visits <b>", "form_id": "a", "file": file}
    )

    assert page.status_code == 422
    assert "looks like a list of people: “Client ID”. Nothing of it was kept." in page.text
    assert 'value="Visits &lt;b&gt;"' in page.text
    assert Update.all_objects.get().what_happened == "Half a thought."
    assert not Evidence.all_objects.exists()
    assert "CANARY" not in page.text


def test_a_file_that_is_too_large_is_said_with_the_words_still_there(mais, action):
    file = SimpleUploadedFile("a.jpg", b"x" * (5 * 1024**2 + 1))

    page = mais.post(
        url("add-evidence", action, "photo"), {"title": "Our table", "form_id": "a", "file": file}
    )

    assert page.status_code == 413
    assert "The photo is larger than 5 MB." in page.text
    assert 'value="Our table"' in page.text


def test_what_is_typed_is_kept_before_the_files_are_opened(mais, action):
    words = {"delivery": "", "what_happened": "Half a thought.", "version": 0, "form_id": "f"}

    page = mais.post(url("keep-and-add", action), words)
    part = mais.post(
        url("keep-and-add", action), words | {"what_happened": "More."},
        headers={"HX-Request": "true"},
    )  # fmt: skip

    assert page["Location"] == part["HX-Redirect"] == url("update-files", action)
    assert Update.all_objects.get().what_happened == "More."


def test_a_file_disturbs_nobody_who_is_writing(mais, mai, action):
    """The version she has before her is still the newest one."""
    add(action, mai)
    words = {"delivery": "on_track", "what_happened": "Four opened.", "version": 0, "form_id": "f"}

    page = mais.post(url("send-update", action), words)

    assert page.status_code == 302
    assert Update.all_objects.get().state == "submitted"


def test_sent_twice_a_form_is_stored_once(mai, action):
    first, second = add(action, mai), add(action, mai, title="Another title")

    assert first == second
    assert Evidence.all_objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_a_form_is_stored_once(mai, action):
    start = threading.Barrier(2)

    def press(_number):
        try:
            start.wait()
            return add(action, mai).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        stored = set(pool.map(press, range(2)))

    assert len(stored) == Evidence.all_objects.count() == Update.all_objects.count() == 1
    assert Update.all_objects.get().files_count == 1


def test_an_update_holds_six(mais, mai, action):
    for number in range(6):
        add(action, mai, form_id=str(number))

    with pytest.raises(TooLate, match="holds 6 files and photos"):
        add(action, mai, form_id="7")

    page = mais.get(url("update-files", action))
    assert "Take one out before you add another." in page.text
    assert url("add-evidence", action, "photo") not in page.text


def test_too_many_files_at_once_wait_a_little(mais, action, settings):
    settings.RATES = settings.RATES | {"add_file": "1/10m/user"}

    def send(form_id):
        said = {"title": "T", "form_id": form_id, "file": SimpleUploadedFile("a.csv", TABLE)}
        return mais.post(url("add-evidence", action, "file"), said)

    first, second = send("1"), send("2")

    assert (first.status_code, second.status_code) == (302, 429)
    assert "That was too often. Wait a little, then try again." in second.text
    assert Evidence.all_objects.count() == 1


def test_only_its_own_people_add_to_an_update(omar, bea, action):
    for stranger in (omar, bea):
        with pytest.raises(NotAllowed):
            add(action, stranger)


# --- taking out ---------------------------------------------------------------------------


def test_what_is_taken_out_is_gone_and_a_line_says_that_it_was_there(mais, mai, action):
    evidence = add(action, mai)
    address = url("remove-evidence", action, evidence.pk)

    question = mais.get(address)
    page = mais.post(address, follow=True)

    evidence.refresh_from_db()
    assert "Take out “Families each month”?" in question.text
    assert "Taken out: Families each month." in page.text
    assert (evidence.content, evidence.update.files_count) == (None, 0)
    assert Event.objects.filter(kind="strategies.update.file_taken_out").count() == 1
    assert mais.get(reverse("strategies:evidence", args=[evidence.pk])).status_code == 404


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_was_sent_stays_as_it_is(state, mais, mai, action):
    update = UpdateFactory(action=action, saved_by=mai, state=state)
    evidence = EvidenceFactory(update=update)

    with pytest.raises(TooLate):
        services.remove_evidence(evidence, by=mai)
    with pytest.raises(TooLate):
        add(action, mai)

    page = mais.get(url("update-files", action))
    assert "The update was sent, so its files stay as they are." in page.text
    assert url("remove-evidence", action, evidence.pk) not in page.text
    assert mais.get(url("add-evidence", action, "file")).status_code == 302


def test_what_was_sent_back_may_change_again(mai, action):
    evidence = EvidenceFactory(update=UpdateFactory(action=action, saved_by=mai, state="returned"))

    services.remove_evidence(evidence, by=mai)

    assert not Evidence.objects.visible_to(mai).exists()


# --- seeing -------------------------------------------------------------------------------

SEEN = {  # state, public action: who gets the bytes at the address for people who signed in
    ("draft", True): {"mai", "lena"},
    ("submitted", True): {"mai", "lena", "bea"},
    ("returned", True): {"mai", "lena", "bea"},
    ("accepted", True): {"mai", "lena", "bea", "omar"},
    ("accepted", False): {"mai", "lena", "bea", "omar"},
}


@pytest.mark.parametrize("case", SEEN, ids=str)
def test_bytes_are_for_whom_the_update_is_for(case, request, client, action):
    state, is_public = case
    action.visibility = "public" if is_public else "partners"
    action.save()
    evidence = EvidenceFactory(update=UpdateFactory(action=action, state=state))
    seen = set()

    for name in ("mai", "lena", "omar", "bea"):
        client.force_login(request.getfixturevalue(name))
        answer = client.get(reverse("strategies:evidence", args=[evidence.pk]))
        assert answer.status_code in (200, 404)
        assert "no-store" in answer["Cache-Control"]
        seen |= {name} if answer.status_code == 200 else set()
    client.logout()
    public = client.get(reverse("strategies:public-evidence", args=[evidence.pk]))

    assert seen == SEEN[case]
    assert public.status_code == (200 if case == ("accepted", True) else 404)


def test_what_is_added_after_it_was_sent_back_is_not_read_before_it_is_sent_again(
    mai, bea, omar, action
):
    update = UpdateFactory(action=action, saved_by=mai, state="returned")
    sent = EvidenceFactory(update=update)
    new = EvidenceFactory(update=update, added_at=update.sent_at + datetime.timedelta(days=2))

    assert set(Evidence.objects.visible_to(mai)) == {sent, new}
    assert set(Evidence.objects.visible_to(bea)) == {sent}
    assert set(Evidence.objects.visible_to(omar)) == set()


def test_bytes_are_served_so_that_they_can_do_nothing(client, action):
    update = UpdateFactory(action=action, state="accepted")
    table = EvidenceFactory(update=update, title='Fam"ilies\r\nSet-Cookie: x', form_id="1")
    photo = EvidenceFactory(
        update=update, format="jpg", alt="A table", everyone_agreed=True, content=b"x", form_id="2"
    )

    answers = [
        client.get(reverse("strategies:public-evidence", args=[e.pk])) for e in (table, photo)
    ]

    for answer, kind, how in zip(
        answers, ("text/csv; charset=utf-8", "image/jpeg"), ("attachment", "inline"), strict=True
    ):
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"].startswith(f"{how}; filename=")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
        assert answer["Cache-Control"] == "public, max-age=60"
        assert not answer.cookies
    assert answers[0]["Content-Disposition"] == 'attachment; filename="families-set-cookie-x.csv"'
    assert answers[0].content == TABLE


def test_the_public_page_shows_the_photo_and_says_what_a_file_is(client, action):
    update = UpdateFactory(action=action, state="accepted")
    EvidenceFactory(update=update, title="Families <each> month")
    photo = EvidenceFactory(
        update=update, format="png", alt="A table <img onerror=x>", everyone_agreed=True,
        title="In Mooroopna", original_name="<img onerror>.png", content=b"x", width=40, height=30,
    )  # fmt: skip
    waiting = UpdateFactory(action=action, state="submitted", period_start="2026-04-01",
                            period_end="2026-06-30")  # fmt: skip
    hidden = EvidenceFactory(update=waiting, title="Not yet")

    page = client.get(action.get_absolute_url()).text

    assert reverse("strategies:public-evidence", args=[photo.pk]) in page
    assert 'alt="A table &lt;img onerror=x&gt;" width="40" height="30"' in page
    assert "In Mooroopna</figcaption>" in page
    assert "Families &lt;each&gt; month</a>" in page
    assert "table (CSV), 23\xa0bytes" in page
    assert "onerror>" not in page
    assert hidden.title not in page


def test_the_officer_who_reads_an_update_sees_its_files(bea, client, action):
    evidence = EvidenceFactory(update=UpdateFactory(action=action, state="submitted"))
    client.force_login(bea)

    page = client.get(reverse("admin:strategies_update_change", args=[evidence.update.pk]))

    assert reverse("strategies:evidence", args=[evidence.pk]) in page.text
    assert "Families each month" in page.text


def test_the_pages_of_another_organisation_do_not_exist(omar, client, action):
    evidence = EvidenceFactory(update=UpdateFactory(action=action))
    client.force_login(omar)

    for name, more in [("update-files", ()), ("add-evidence", ("photo",)),
                       ("remove-evidence", (evidence.pk,))]:  # fmt: skip
        assert client.get(url(name, action, *more)).status_code == 404
        assert client.post(url(name, action, *more)).status_code in (404, 405)
    evidence.refresh_from_db()
    assert evidence.removed_at is None


def test_a_file_of_another_update_is_not_taken_out_through_ones_own(mais, mai, action):
    UpdateFactory(action=action, saved_by=mai)
    other = EvidenceFactory()

    answer = mais.post(url("remove-evidence", action, other.pk))

    other.refresh_from_db()
    assert (answer.status_code, other.removed_at) == (404, None)


# --- when something fails -------------------------------------------------------------------

FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END
$$;
CREATE TRIGGER full_disk BEFORE INSERT ON strategies_evidence
    FOR EACH ROW EXECUTE FUNCTION no_room();
"""


def test_a_database_without_room_says_so_and_keeps_nothing_by_halves(mais, action):
    with connection.cursor() as cursor:
        cursor.execute(FULL)
    file = SimpleUploadedFile("a.csv", TABLE)

    page = mais.post(
        url("add-evidence", action, "file"), {"title": "Families", "form_id": "a", "file": file}
    )

    assert page.status_code == 507
    assert "There is no room for files now." in page.text
    assert 'value="Families"' in page.text
    assert not Evidence.all_objects.exists()
    assert not Update.all_objects.exists()
    assert not Event.objects.filter(kind__contains="file").exists()
    assert mais.get("/health/ready").json()["checks"]["disk"] == "failing"


def test_who_was_signed_out_is_told_that_the_file_was_not_added(mais, mai, action):
    address = url("add-evidence", action, "photo")
    mais.logout()
    file = SimpleUploadedFile("a.jpg", hostile.picture())
    away = mais.post(address, {"title": "Our table", "alt": "A table", "file": file})
    mais.force_login(mai)

    page = mais.get(address)

    assert away.status_code == 302
    assert "You were signed out, so nothing was added. Choose the file again." in page.text
    assert 'value="Our table"' in page.text
    assert not Evidence.all_objects.exists()


def test_the_web_process_may_neither_delete_a_file_nor_the_worker_read_one(action):
    EvidenceFactory(update=UpdateFactory(action=action))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('portal_web', 'strategies_evidence', 'DELETE'),"
            " has_table_privilege('portal_worker', 'strategies_evidence', 'SELECT')"
        )
        assert cursor.fetchone() == (False, False)
