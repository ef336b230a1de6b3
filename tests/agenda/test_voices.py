"""People's words are used as far as they said yes, and are gone when they say so (R57)."""

import pytest
from django.core.cache import cache
from django.db import connection

from agenda import services
from agenda.models import Aspiration, AspirationLink
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event
from tests.agenda.factories import AspirationFactory

pytestmark = pytest.mark.django_db
CANARY = "kookaburra"


@pytest.fixture
def said():
    return AspirationFactory(
        words=f"I want the {CANARY} to wake my boys, not a siren.",
        english=f"The {CANARY}",
        translated_by=f"Ms {CANARY}",
        who=f"{CANARY} nan",
        language="vi",
        state="recorded",
    )


def places_with(word: str) -> list[str]:
    """Every column of every table of the database that holds ``word``, whatever its type."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{word}%"]
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def test_words_are_used_once_a_person_has_checked_them(bea, said, nobody):
    assert said not in Aspiration.objects.visible_to(nobody)

    services.publish(said, by=bea)

    assert said in Aspiration.objects.visible_to(nobody)


def test_withdrawn_words_are_found_nowhere(bea, said, client, outcome, first):
    link = AspirationLink.objects.get(agenda=first)
    said = link.aspiration
    Aspiration.all_objects.filter(pk=said.pk).update(
        words=f"I want the {CANARY}.", english=f"{CANARY}", translated_by=CANARY, who=CANARY
    )
    assert CANARY in client.get("/agenda/").text
    assert set(places_with(CANARY)) > {"agenda_aspiration.words", "agenda_aspiration.who"}

    Aspiration.all_objects.filter(words__contains="siren").delete()
    services.withdraw(Aspiration.all_objects.get(pk=said.pk), by=bea)

    assert places_with(CANARY) == []
    assert AspirationLink.objects.filter(pk=link.pk).exists()
    assert CANARY not in str(list(Event.objects.values_list("data", flat=True)))
    for address in ("/agenda/", "/agenda/v1/", "/outcomes/ready-to-learn/",
                    "/agenda/v1/outcomes/O1/"):  # fmt: skip
        page = client.get(address).text
        assert CANARY not in page
        assert "Withdrawn at the speaker’s request" in page
    redis = cache._cache.get_client()
    kept = [redis.get(key) for key in redis.scan_iter() if redis.type(key) == b"string"]
    assert not any(CANARY.encode() in value for value in kept)


def test_what_is_withdrawn_stays_withdrawn(bea, said):
    services.withdraw(said, by=bea)

    with pytest.raises(TooLate):
        services.publish(said, by=bea)
    with pytest.raises(TooLate):
        services.withdraw(said, by=bea)


@pytest.mark.parametrize("who", ["mai", "lena", "ada"])
def test_only_the_backbone_team_looks_after_words(who, request, said):
    by = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        services.publish(said, by=by)
    with pytest.raises(NotAllowed):
        services.withdraw(said, by=by)


@pytest.mark.parametrize(
    ("consent", "readers"),
    [
        ("quote_public", {"nobody", "mai", "bea"}),
        ("quote_partners", {"mai", "bea"}),
        ("shape_only", {"bea"}),
    ],
)
def test_words_are_read_by_those_to_whom_their_speaker_said_yes(consent, readers, request):
    words = AspirationFactory(consent=consent)

    found = {
        who
        for who in ("nobody", "mai", "bea")
        if words in Aspiration.objects.visible_to(request.getfixturevalue(who))
    }

    assert found == readers
