from django.urls import path

from commonweal.training import report_urls, roundtable_urls
from commonweal.training.views import desk, paper, phone, poll_phone, polls, syllabi, workspaces

app_name = "training"

urlpatterns = [
    path("start/training/", workspaces.start, name="start"),
    path("me/workspace/", workspaces.new, name="workspace"),
    path("train/", phone.door, name="door"),
    path("train/<str:code>/", phone.room, name="room"),
    path("poll/", poll_phone.door, name="poll_door"),
    path("poll/<str:code>/", poll_phone.poll, name="poll_room"),
    path("poll/<str:code>/results/", poll_phone.results, name="poll_results"),
    path("poll/<str:code>/results/now/", poll_phone.results_now, name="poll_now"),
    path("desk/<slug:slug>/polls/", polls.polls, name="polls"),
    path("desk/<slug:slug>/polls/new/", polls.new, name="poll_new"),
    path("desk/<slug:slug>/polls/<int:number>/", polls.poll, name="poll"),
    path("desk/<slug:slug>/polls/<int:number>/wall/", polls.wall, name="poll_wall"),
    path("desk/<slug:slug>/polls/<int:number>/open/", polls.open_poll, name="poll_open"),
    path("desk/<slug:slug>/polls/<int:number>/show/", polls.show_results, name="poll_show"),
    path("desk/<slug:slug>/polls/<int:number>/hide/", polls.hide_results, name="poll_hide"),
    path("desk/<slug:slug>/polls/<int:number>/close/", polls.close_poll, name="poll_close"),
    path("desk/<slug:slug>/polls/<int:number>/again/", polls.ask_again, name="poll_again"),
    path("desk/<slug:slug>/polls/<int:number>/poll.csv", polls.as_csv, name="poll_csv"),
    *roundtable_urls.urlpatterns,
    *report_urls.urlpatterns,
    path("desk/<slug:slug>/training/", desk.training, name="training"),
    path("desk/<slug:slug>/training/syllabus/", desk.syllabus, name="syllabus"),
    path("desk/<slug:slug>/training/syllabi/", syllabi.syllabi, name="syllabi"),
    path("desk/<slug:slug>/training/syllabi/<slug:code>/", syllabi.one, name="syllabus_one"),
    path("desk/<slug:slug>/training/syllabi/file/<slug:kind>.toml", syllabi.file_to_begin_with, name="syllabus_file"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/notes/", syllabi.notes, name="notes"),
    path("desk/<slug:slug>/training/grow/", workspaces.grow, name="grow"),
    path("desk/<slug:slug>/training/open/", desk.open_series, name="open"),
    path("desk/<slug:slug>/training/<int:number>/", desk.series, name="series"),
    path("desk/<slug:slug>/training/<int:number>/paper/", paper.paper, name="paper"),
    path("desk/<slug:slug>/training/<int:number>/paper/numbers/", paper.set_aside, name="paper_numbers"),
    path("desk/<slug:slug>/training/<int:number>/paper/<int:assessment>/sheets/", paper.sheets, name="paper_sheets"),
    path("desk/<slug:slug>/training/<int:number>/paper/<int:assessment>/type/", paper.type_in, name="paper_type"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/paper/", paper.roll, name="paper_roll"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/", desk.session, name="session"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/roll/", desk.open_roll, name="open_roll"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/move/", desk.move_session, name="move"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/end/", desk.end_session, name="end"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/reopen/", desk.reopen_session, name="reopen"),
    path(
        "desk/<slug:slug>/training/<int:number>/<int:session>/<int:assessment>/open/",
        desk.open_assessment,
        name="open_assessment",
    ),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/<int:assessment>/again/", desk.reteach, name="reteach"),
]
