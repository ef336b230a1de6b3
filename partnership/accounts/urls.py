"""The addresses of accounts. The names are those by which allauth asks for its pages."""

from django.urls import path

from partnership.accounts import forgotten_views, views

urlpatterns = [
    path("my-account/", views.my_account, name="my-account"),
    path("my-account/password/", views.change_password, name="account_change_password"),
    path("my-account/second-step/", views.second_step, name="mfa_index"),
    path("my-account/second-step/app/", views.add_app, name="mfa_activate_totp"),
    path("my-account/second-step/app/remove/", views.remove_app, name="mfa_deactivate_totp"),
    path("my-account/second-step/passkey/", views.add_passkey, name="mfa_add_webauthn"),
    path(
        "my-account/second-step/passkey/<int:pk>/remove/",
        views.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("my-account/second-step/codes/", views.codes, name="mfa_view_recovery_codes"),
    path("my-account/second-step/codes/new/", views.new_codes, name="mfa_generate_recovery_codes"),
    path("my-account/sessions/<int:pk>/end/", views.end_session, name="end-session"),
    path("my-account/sessions/end-others/", views.end_other_sessions, name="end-other-sessions"),
    path("sign-in/second-step/", views.give_second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", views.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("forgotten-password/", forgotten_views.forgotten_password, name="account_reset_password"),
    path(
        "forgotten-password/sent/",
        forgotten_views.link_is_on_its_way,
        name="account_reset_password_done",
    ),
    path("new-password/", forgotten_views.new_password, name="new-password"),
    path(
        "new-password/done/",
        forgotten_views.password_is_set,
        name="account_reset_password_from_key_done",
    ),
    path(
        "new-password/<str:token>/",
        forgotten_views.follow_link,
        name="account_reset_password_from_key",
    ),
    path("confirm/", views.confirm_by_password, name="account_reauthenticate"),
    path("confirm/code/", views.confirm_by_code, name="mfa_reauthenticate"),
    path("confirm/passkey/", views.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
]
