from django.urls import path

from engagement import answer_views, news_views, views, worker_views

app_name = "engagement"
urlpatterns = [
    path("have-your-say/", views.have_your_say, name="have-your-say"),
    path("have-your-say/poster/", answer_views.poster, name="poster"),
    path("have-your-say/<slug:slug>/", views.question, name="question"),
    path("receipt/", views.receipt, name="receipt"),
    path("leave/", views.leave, name="exit"),
    path("write-down/", worker_views.write_down, name="write-down"),
    path("you-said-we-did/", answer_views.you_said, name="you-said"),
    path("you-said-we-did/sheet/", answer_views.sheet, name="sheet"),
    path("you-said-we-did/<slug:slug>/", answer_views.theme, name="theme"),
    path("news/", news_views.news, name="news"),
    path("news/feed.atom", news_views.news_feed, name="news-feed"),
    path("news/<slug:slug>/", news_views.news_item, name="news-item"),
    path("follow/", news_views.follow, name="follow"),
    path("follow/asked/", news_views.follow_asked, name="follow-asked"),
    path("follow/confirm/<str:token>/", news_views.confirm, name="confirm"),
    path("follow/stop/<str:token>/", news_views.unsubscribe, name="unsubscribe"),
]
