"""The data manager's pages: measures, rounds, boards, figures to read."""

from django.urls import path

from commonweal.measurement.views import accepting, described, desk, group_targets, lineage, measures, review, rounds

urlpatterns = [
    path("desk/<slug:slug>/", desk.desk, name="desk"),
    path("desk/<slug:slug>/measures/", measures.measures, name="measures"),
    path("desk/<slug:slug>/measures/new/", measures.new_measure, name="measure_new"),
    path("desk/<slug:slug>/measures/from-file/", described.choose_file, name="measures_from_file"),
    path("desk/<slug:slug>/measures/from-file/<str:staged>/", described.described, name="measures_described"),
    path("desk/<slug:slug>/measures/<str:code>/", measures.measure, name="measure"),
    path("desk/<slug:slug>/measures/<str:code>/version/", measures.new_version, name="measure_version"),
    path("desk/<slug:slug>/measures/<str:code>/target/", measures.set_target, name="measure_target"),
    path("desk/<slug:slug>/measures/<str:code>/care/", measures.assign_measure, name="measure_care"),
    path("desk/<slug:slug>/measures/<str:code>/retire/", measures.retire_measure, name="measure_retire"),
    path("desk/<slug:slug>/measures/<str:code>/take-up/", measures.take_up_measure, name="measure_take_up"),
    path("desk/<slug:slug>/measures/<str:code>/behind/", lineage.lineage, name="lineage"),
    path("desk/<slug:slug>/measures/<str:code>/groups/", group_targets.groups, name="measure_groups"),
    path("desk/<slug:slug>/measures/<str:code>/groups/target/", group_targets.set_target, name="group_target"),
    path(
        "desk/<slug:slug>/measures/<str:code>/groups/target/<int:target>/end/",
        group_targets.end_target,
        name="group_target_end",
    ),
    path(
        "desk/<slug:slug>/measures/<str:code>/groups/<slug:dimension>/reference/",
        group_targets.name_reference,
        name="measure_reference",
    ),
    path("desk/<slug:slug>/dimensions/", measures.dimensions, name="dimensions"),
    path("desk/<slug:slug>/dimensions/new/", measures.new_dimension, name="dimension_new"),
    path("desk/<slug:slug>/dimensions/<slug:code>/", measures.dimension, name="dimension"),
    path("desk/<slug:slug>/rounds/", rounds.rounds, name="rounds"),
    path("desk/<slug:slug>/rounds/new/", rounds.new_round, name="round_new"),
    path("desk/<slug:slug>/rounds/<int:number>/", rounds.round_board, name="round"),
    path("desk/<slug:slug>/rounds/<int:number>/accept/", accepting.accept_ready, name="round_accept"),
    path("desk/<slug:slug>/rounds/<int:number>/accepted/", accepting.accepted, name="round_accepted"),
    path("desk/<slug:slug>/rounds/<int:number>/remind/", rounds.remind_silent, name="round_remind"),
    path("desk/<slug:slug>/rounds/<int:number>/more-time/", rounds.extend_round, name="round_extend"),
    path("desk/<slug:slug>/rounds/<int:number>/ask-also/", rounds.ask_also, name="round_ask_also"),
    path("desk/<slug:slug>/rounds/<int:number>/close/", rounds.close_round, name="round_close"),
    path("desk/<slug:slug>/rounds/<int:number>/reopen/", rounds.reopen_round, name="round_reopen"),
    path("desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/", review.partner, name="round_partner"),
    path("desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/link/", review.copy_link, name="round_link"),
    path(
        "desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/links-off/",
        review.revoke_links,
        name="round_links_off",
    ),
    path("desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/remind/", review.remind, name="round_remind_one"),
    path(
        "desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/contact/",
        review.change_contact,
        name="round_contact",
    ),
    path("desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/stop/", review.stop_asking, name="round_stop"),
    path("desk/<slug:slug>/submissions/<str:number>/", review.submission, name="submission"),
    path("desk/<slug:slug>/submissions/<str:number>/accept/", review.accept, name="submission_accept"),
    path("desk/<slug:slug>/submissions/<str:number>/put-back/", accepting.put_back, name="submission_put_back"),
    path("desk/<slug:slug>/submissions/<str:number>/ask/", review.ask, name="submission_ask"),
    path("desk/<slug:slug>/submissions/<str:number>/note/", review.remark, name="submission_note"),
]
