"""Public addresses, last in the list: they begin with an initiative's own slug."""

from django.urls import path

from commonweal.pages import meeting_pages, member_figures, views
from commonweal.pages.home import home
from commonweal.pages.line_of_time import line_of_time
from commonweal.pages.looking_back import looking_back
from commonweal.pages.pitfalls import radar
from commonweal.pages.preconditions import preconditions_page

app_name = "pages"

urlpatterns = [
    path("", views.front, name="front"),
    path("home/", home, name="home"),
    path("desk/<slug:slug>/groups/<slug:code>/packet/", meeting_pages.packet, name="packet"),
    path(
        "desk/<slug:slug>/groups/<slug:code>/packet/page-<str:lang>-<str:paper>.pdf",
        meeting_pages.packet_printed,
        name="packet_printed",
    ),
    path("desk/<slug:slug>/groups/<slug:code>/kit/", meeting_pages.kit, name="kit"),
    path(
        "desk/<slug:slug>/groups/<slug:code>/kit/page-<str:lang>-<str:paper>.pdf",
        meeting_pages.kit_printed,
        name="kit_printed",
    ),
    path("desk/<slug:slug>/looking-back/", looking_back, name="looking_back"),
    path("desk/<slug:slug>/preconditions/", preconditions_page, name="preconditions"),
    path("desk/<slug:slug>/in-time/", line_of_time, name="line_of_time"),
    path("desk/<slug:slug>/in-time/<str:code>/", line_of_time, name="line_of_time_of"),
    path("desk/<slug:slug>/pitfalls/", radar, name="pitfalls"),
    path("desk/<slug:slug>/figures/", member_figures.figures, name="member_figures"),
    path("desk/<slug:slug>/figures/<str:code>/", member_figures.measure, name="member_measure"),
    path("desk/<slug:slug>/figures/<str:code>/story/", member_figures.story, name="member_story"),
    path("desk/<slug:slug>/figures/<str:code>/groups/", member_figures.groups, name="member_groups"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/measures/", views.what_is_measured, name="dictionary"),
    path("<slug:slug>/goal/", views.goal, name="goal"),
    path("<slug:slug>/measures/<str:code>/", views.measure, name="measure"),
    path("<slug:slug>/measures/<str:code>/story/", views.story, name="story"),
    path("<slug:slug>/measures/<str:code>/groups/", views.groups, name="groups"),
    path("<slug:slug>/releases/", views.releases, name="releases"),
    path("<slug:slug>/answers/", views.answers, name="answers"),
    path("<slug:slug>/answers/<int:number>/", views.answered, name="answered"),
    path("<slug:slug>/share/", views.share, name="share"),
    path("<slug:slug>/releases/<int:number>/page-<str:lang>-<str:paper>.pdf", views.printed_page, name="printed"),
    path("<slug:slug>/releases/<int:number>/figures.csv", views.download, {"form": "csv"}, name="csv"),
    path("<slug:slug>/releases/<int:number>/figures.json", views.download, {"form": "json"}, name="json"),
    path("<slug:slug>/releases/<int:number>/package.zip", views.download, {"form": "zip"}, name="package"),
    path("<slug:slug>/releases/<int:number>/measures.<str:form>", views.download_dictionary, name="dictionary_file"),
]
