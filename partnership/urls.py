from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from partnership import governance_views, health, mail_views, organisation_views, views

handler404 = "partnership.views.page_not_found"
handler500 = "partnership.errors.server_error"
handler429 = "partnership.limits.page"  # allauth asks for it

urlpatterns = [
    path("health/live", views.health_live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("admin/", admin.site.urls),
]

urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("how-we-use-data/", views.how_we_use_data, name="how-we-use-data"),
    path("partners/", organisation_views.partners, name="partners"),
    path("partners/<slug:slug>/", organisation_views.partner, name="partner"),
    path("groups/", governance_views.groups, name="groups"),
    path("groups/<slug:slug>/", governance_views.group, name="group"),
    path("decisions/", governance_views.decisions, name="decisions"),
    path("decisions/<int:number>/", governance_views.decision, name="decision"),
    path("our-organisation/", organisation_views.our_organisation, name="our-organisation"),
    path("our-organisation/profile/", organisation_views.our_profile, name="our-profile"),
    path("our-organisation/our-part/", organisation_views.our_part, name="our-part"),
    path("about/", views.about, name="about"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("welcome/", views.after_sign_in, name="after-sign-in"),
    path("invitations/<str:token>/", views.accept_invitation, name="accept-invitation"),
    path("my-mail/", mail_views.my_mail, name="my-mail"),
    path("outbox/", mail_views.outbox, name="outbox"),
    path("outbox/<int:pk>/", mail_views.outbox_mail, name="outbox-mail"),
    path("outbox/<int:pk>/html/", mail_views.outbox_html, name="outbox-html"),
    # allauth asks for these names; there is nothing behind them.
    path("sign-up/", views.not_here, name="account_signup"),
    path("account-closed/", views.not_here, name="account_inactive"),
    path("set-password/", views.not_here, name="account_set_password"),
    path("confirm-email/", views.not_here, name="account_email_verification_sent"),
    path("", include("partnership.accounts.urls")),
    path("", include("partnership.people.urls")),
    path("", include("agenda.urls")),
    path("", include("measurement.urls")),
    path("", include("strategies.urls")),
    path("", include("engagement.urls")),
    path("", include("backbone.urls")),
    prefix_default_language=False,
)

if settings.PORTAL_PROFILE == "test":
    # An error on purpose, so that tests and pictures can see the page for it.
    urlpatterns += [path("test/error/", views.fail_on_purpose, name="fail-on-purpose")]
