"""Who we are: an organisation's page, its own words, and its history."""

import pytest
from django.urls import reverse

from partnership import profiles
from partnership.errors import NotAllowed
from partnership.models import Event, Membership, Organisation
from partnership.versions import Stale
from tests.factories import FormerAddressFactory, MembershipFactory, OrganisationFactory
from tests.strategies.factories import ActionFactory, UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
OURS = "/our-organisation/"
PROFILE = "/our-organisation/profile/"
WORDS = {
    "public_profile": "We sit with families.",
    "website": "https://red-gum.example",
    "contact_email": "hello@red-gum.example",
}


def page_of(organisation, client) -> str:
    answer = client.get(organisation.get_absolute_url())
    assert answer.status_code == 200
    return answer.text


# --- the address ------------------------------------------------------------------------


def test_an_address_is_made_from_the_name_and_is_there_once(db):
    first = OrganisationFactory(name="Red Gum & Sons")
    second = OrganisationFactory(name="Red Gum – Sons")

    assert (first.slug, second.slug) == ("red-gum-sons", "red-gum-sons-2")


def test_a_new_name_keeps_the_address(org_a):
    org_a.name = "Rivers Care"
    org_a.save()

    assert org_a.get_absolute_url() == "/partners/northern-rivers-family-care/"


def test_an_old_address_leads_to_the_new_one(client, bea, org_a):
    client.force_login(bea)
    url = reverse("admin:partnership_organisation_change", args=[org_a.pk])

    client.post(url, {"name": "Rivers Care", "slug": "rivers-care", "kind": org_a.kind})
    answer = client.get("/partners/northern-rivers-family-care/")

    assert (answer.status_code, answer.url) == (301, "/partners/rivers-care/")
    assert "partnership.organisation.moved" in Event.objects.values_list("kind", flat=True)


def test_an_organisation_may_go_back_to_its_old_address(bea, org_a):
    org_a.slug = "new"
    org_a.save()
    profiles.keep_old_address(org_a, "northern-rivers-family-care", by=bea)
    org_a.slug = "northern-rivers-family-care"
    org_a.save()

    profiles.keep_old_address(org_a, "new", by=bea)

    assert list(org_a.former_addresses.values_list("slug", flat=True)) == ["new"]


def test_the_old_address_of_another_is_not_given_away(client, bea, org_a, org_b):
    FormerAddressFactory(organisation=org_b, slug="rivers-care")
    client.force_login(bea)
    url = reverse("admin:partnership_organisation_change", args=[org_a.pk])

    answer = client.post(url, {"name": org_a.name, "slug": "rivers-care", "kind": org_a.kind})

    assert "Another organisation had this address" in answer.text
    assert Organisation.objects.get(pk=org_a.pk).slug == "northern-rivers-family-care"


def test_an_address_that_never_was_is_not_there(client):
    assert client.get("/partners/nobody/").status_code == 404


# --- what everybody reads -----------------------------------------------------------------


def test_the_page_tells_the_promises_with_their_latest_public_word(client, org_a):
    shown = ActionFactory(organisation=org_a, title="Food at school")
    ActionFactory(organisation=org_a, title="Among partners", visibility="partners")
    ActionFactory(title="Of somebody else")
    UpdateFactory(action=shown, state="accepted", delivery="stuck")

    page = page_of(org_a, client)

    assert "Food at school" in page
    assert "Stuck" in page
    assert "Among partners" not in page
    assert "Of somebody else" not in page


def test_who_left_is_told_apart_and_its_page_stays(client, org_a, org_b):
    org_b.left_on = "2026-03-31"
    org_b.save()

    everybody = client.get("/partners/").text
    page = page_of(org_b, client)

    assert everybody.index(org_a.name) < everybody.index("Who was with us before")
    assert everybody.index("Who was with us before") < everybody.index(org_b.name)
    assert "Was with us until March 2026" in page


def test_a_person_who_left_stays_the_author_of_what_she_wrote(client, mai, lena, org_a):
    action = ActionFactory(organisation=org_a)
    update = UpdateFactory(action=action, state="accepted", saved_by=mai, sent_by=mai)
    mai.memberships.update(ended_on="2026-01-01")
    client.force_login(lena)

    block = client.get(reverse("strategies:update", args=[action.pk, update.period_end]))

    assert block.status_code == 200
    assert "Four playgroups opened." in block.text
    update.refresh_from_db()
    assert update.sent_by.name == "Mai Tran"


# --- its own words --------------------------------------------------------------------------


def test_the_preview_is_what_the_public_sees_and_saves_nothing(client, lena, org_a):
    client.force_login(lena)
    org_a.public_profile = "Older words."
    org_a.save()

    answer = client.post(PROFILE, {**WORDS, "version": 0, "preview": "yes"})

    public_before = page_of(org_a, client)
    profiles.save_profile(org_a, by=lena, seen_version=0, **WORDS)
    public_after = page_of(org_a, client)
    shown = [
        "<p>We sit with families.</p>",
        '<a href="https://red-gum.example" rel="nofollow noopener">',
        '<a href="mailto:hello@red-gum.example">',
    ]
    assert answer.status_code == 200
    assert "Older words." in public_before
    assert all(line in answer.text for line in shown)
    assert all(line in public_after for line in shown)


def test_a_lead_saves_and_everybody_reads(client, lena, org_a):
    client.force_login(lena)

    answer = client.post(PROFILE, {**WORDS, "version": 0})

    assert (answer.status_code, answer.url) == (302, f"{OURS}?organisation={org_a.slug}")
    assert "We sit with families." in page_of(org_a, client)
    assert Event.objects.get().kind == "partnership.organisation.edited"


def test_two_leads_at_once_lose_no_word(client, lena, org_a):
    profiles.save_profile(org_a, by=lena, seen_version=0, public_profile="Hers, first.")
    client.force_login(lena)

    answer = client.post(PROFILE, {**WORDS, "version": 0})

    assert answer.status_code == 409
    assert "Hers, first." in answer.text
    assert "We sit with families." in answer.text
    again = {**WORDS, "version": answer.context["form"]["version"].value()}
    assert client.post(PROFILE, again).status_code == 302


@pytest.mark.parametrize("person", ["mai", "omar", "bea", "ada"])
def test_only_a_lead_writes_them(person, request, client, org_a):
    user = request.getfixturevalue(person)
    client.force_login(user)

    answer = client.post(PROFILE, {**WORDS, "version": 0})

    assert answer.status_code in (403, 404)
    with pytest.raises(NotAllowed):
        profiles.save_profile(org_a, by=user, seen_version=0, public_profile="Mine.")
    assert Organisation.objects.get(pk=org_a.pk).public_profile == ""


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "data:text/html,x", "not a site at all"]
)
def test_a_link_that_is_no_website_is_refused(website, client, lena, org_a):
    client.force_login(lena)

    answer = client.post(PROFILE, {**WORDS, "website": website, "version": 0})

    assert answer.status_code == 422
    assert Organisation.objects.get(pk=org_a.pk).website == ""


def test_what_is_written_is_shown_as_text(client, lena, org_a):
    profiles.save_profile(org_a, by=lena, seen_version=0, public_profile="<script>x</script>")

    assert "&lt;script&gt;x" in page_of(org_a, client)


def test_words_that_are_stale_are_refused_by_the_service(lena, org_a):
    profiles.save_profile(org_a, by=lena, seen_version=0, public_profile="One.")

    with pytest.raises(Stale):
        profiles.save_profile(org_a, by=lena, seen_version=0, public_profile="Two.")


def test_the_backbone_reads_their_words_in_the_admin_and_changes_none(client, bea, org_a):
    client.force_login(bea)
    url = reverse("admin:partnership_organisation_change", args=[org_a.pk])

    client.post(
        url, {"name": org_a.name, "slug": org_a.slug, "kind": org_a.kind, **WORDS}, follow=True
    )

    assert Organisation.objects.get(pk=org_a.pk).public_profile == ""


# --- our organisation ------------------------------------------------------------------------


def test_a_member_sees_people_and_promises_of_her_own(client, mai, lena, org_a):
    ActionFactory(organisation=org_a, title="Among partners", visibility="partners")
    ActionFactory(title="Of somebody else")
    client.force_login(mai)

    page = client.get(OURS).text

    assert "Lena Fischer" in page
    assert "Among partners" in page
    assert "Partners only" in page
    assert "Of somebody else" not in page
    assert "A lead of your organisation can change it." in page


def test_who_works_for_two_can_see_both_and_no_third(client, mai, org_b):
    MembershipFactory(user=mai, organisation=org_b, role=Membership.Role.LEAD)
    stranger = OrganisationFactory()
    client.force_login(mai)

    second = client.get(OURS, {"organisation": org_b.slug})
    third = client.get(OURS, {"organisation": stranger.slug})

    assert second.context["organisation"] == org_b
    assert "Change what it says" in second.text
    assert third.status_code == 404


def test_the_page_of_a_partner_does_not_name_it_in_each_row(client, org_a):
    ActionFactory(organisation=org_a, title="Reading aloud")

    page = page_of(org_a, client)

    assert "Reading aloud" in page
    assert '<th scope="col">Who</th>' not in page
