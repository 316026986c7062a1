"""The data manager's pages: measures, rounds, boards, figures to read."""

from django.urls import path

from commonweal.measurement.views import measures, review, rounds

urlpatterns = [
    path("work/<slug:slug>/measures/", measures.measures, name="measures"),
    path("work/<slug:slug>/measures/new/", measures.new_measure, name="measure_new"),
    path("work/<slug:slug>/measures/<str:code>/", measures.measure, name="measure"),
    path("work/<slug:slug>/measures/<str:code>/version/", measures.new_version, name="measure_version"),
    path("work/<slug:slug>/measures/<str:code>/target/", measures.set_target, name="measure_target"),
    path("work/<slug:slug>/measures/<str:code>/care/", measures.assign_measure, name="measure_care"),
    path("work/<slug:slug>/measures/<str:code>/retire/", measures.retire_measure, name="measure_retire"),
    path("work/<slug:slug>/measures/<str:code>/take-up/", measures.take_up_measure, name="measure_take_up"),
    path("work/<slug:slug>/dimensions/", measures.dimensions, name="dimensions"),
    path("work/<slug:slug>/dimensions/new/", measures.new_dimension, name="dimension_new"),
    path("work/<slug:slug>/dimensions/<slug:code>/", measures.dimension, name="dimension"),
    path("work/<slug:slug>/rounds/", rounds.rounds, name="rounds"),
    path("work/<slug:slug>/rounds/new/", rounds.new_round, name="round_new"),
    path("work/<slug:slug>/rounds/<int:number>/", rounds.round_board, name="round"),
    path("work/<slug:slug>/rounds/<int:number>/accept/", rounds.accept_ready, name="round_accept"),
    path("work/<slug:slug>/rounds/<int:number>/remind/", rounds.remind_silent, name="round_remind"),
    path("work/<slug:slug>/rounds/<int:number>/more-time/", rounds.extend_round, name="round_extend"),
    path("work/<slug:slug>/rounds/<int:number>/ask-also/", rounds.ask_also, name="round_ask_also"),
    path("work/<slug:slug>/rounds/<int:number>/close/", rounds.close_round, name="round_close"),
    path("work/<slug:slug>/rounds/<int:number>/reopen/", rounds.reopen_round, name="round_reopen"),
    path("work/<slug:slug>/rounds/<int:number>/place/<slug:code>/", review.partner, name="round_partner"),
    path("work/<slug:slug>/rounds/<int:number>/place/<slug:code>/link/", review.copy_link, name="round_link"),
    path(
        "work/<slug:slug>/rounds/<int:number>/place/<slug:code>/links-off/",
        review.revoke_links,
        name="round_links_off",
    ),
    path("work/<slug:slug>/rounds/<int:number>/place/<slug:code>/remind/", review.remind, name="round_remind_one"),
    path(
        "work/<slug:slug>/rounds/<int:number>/place/<slug:code>/contact/",
        review.change_contact,
        name="round_contact",
    ),
    path("work/<slug:slug>/rounds/<int:number>/place/<slug:code>/stop/", review.stop_asking, name="round_stop"),
    path("work/<slug:slug>/submissions/<str:number>/", review.submission, name="submission"),
    path("work/<slug:slug>/submissions/<str:number>/accept/", review.accept, name="submission_accept"),
    path("work/<slug:slug>/submissions/<str:number>/ask/", review.ask, name="submission_ask"),
    path("work/<slug:slug>/submissions/<str:number>/note/", review.remark, name="submission_note"),
]
