from django.urls import path

from partnership.people import away_views, views

urlpatterns = [
    path("our-people/", views.our_people, name="our-people"),
    path("our-people/invitations/<int:pk>/again/", views.send_again, name="send-invitation-again"),
    path("our-people/invitations/<int:pk>/cancel/", views.cancel, name="cancel-invitation"),
    path("our-people/<int:pk>/role/", views.change_role, name="change-role"),
    path("our-people/<int:pk>/end/", views.end_membership, name="end-membership"),
    path("our-people/<int:pk>/away/", away_views.away, name="away"),
    path("acting-for/", views.acting_for, name="acting-for"),
    path("invite-many/", views.invite_many, name="invite-many"),
]
