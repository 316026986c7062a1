"""Whatever takes something away asks first or can be undone; every address that changes something is on a list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tests.house.changes import changing_routes, methods_of

DOORS = ("partner", "behalf")

#: What is done at a roundtable, and done anew in the same place.
ROUNDTABLE = ("room", "table", "themes", "stage", "paper", "came", "change")

#: A page stands before the act, says what follows, and has a way back.
ASKS_FIRST = {
    "governance:leave",
    "governance:remove_place",
    "governance:undo_directory",
    "governance:end_seat",
    "governance:change_group",
    "governance:step_down",
    "governance:revoke_guest",
    "governance:end_role",
    "governance:end_interest",
    "commitments:release",
    "instruments:close",
    "instruments:publish",
    "instruments:remind",
    "instruments:void_slips",
    "training:end",
    "training:grow",
    "training:remove",
    "training:answers_out",
    "training:poll_close",
    "training:roundtable_end",
    "commitments:end_resource",
    "commitments:end_contribution",
    "commitments:make_public",
    "commitments:cancel_opportunity",
    "commitments:not_coming",
    "commitments:end_post",
    "agenda:withdraw_alignment",
    "commitments:disown",
    "commitments:disown_by_link",
    "people:end_work",
    "people:leave",
    "people:remove_passkey",
    "people:erase",
    "people:claim",
    "governance:end_work",
    "governance:leave_initiative",
    "governance:merge_person",
    "governance:merge_organisation",
    "governance:erase_person",
    "governance:open_vote",
    "governance:close_vote",
    "governance:withdraw_proposal",
    "governance:conclude",
    "governance:reopen_decision",
    "governance:say_it_stands",
    "governance:step_aside",
    "governance:aside_by_link",
    "governance:settle_agenda_item",
    "governance:last_word",
    "agenda:answer_dependency",
    "agenda:progress_hand_over",
    "agenda:progress_answer",
    "governance:aside_from_item",
    "publication:withdraw",
    "agenda:bring",
    "agenda:voice_withdraw",
    "agenda:interview_withdraw",
    "measurement:urgency_off",
    "agenda:node_remove",
    "measurement:publish",
    "measurement:round_close",
    "measurement:round_remind",
    "measurement:plan_open",
    "measurement:plan_end",
    "measurement:round_links_off",
    "measurement:history_take_out",
    "measurement:history_delete_file",
    *(f"measurement:{door}_delete_file" for door in DOORS),
}
#: One press is enough, because another takes it back: here is which.
UNDOABLE = {
    "instruments:slips": "instruments:void_slips",
    "measurement:measure_retire": "measurement:measure_take_up",
    "measurement:measure_take_up": "measurement:measure_retire",
    "measurement:round_stop": "measurement:round_ask_also",
    "measurement:round_reopen": "measurement:round_close",
    "measurement:round_accept": "measurement:round_accepted",
    "measurement:round_accepted": "measurement:round_accept",
    "measurement:submission_accept": "measurement:submission_put_back",
    "measurement:submission_put_back": "measurement:submission_accept",
    "measurement:submission_ask": "measurement:submission_accept",
    "measurement:history_forget": "measurement:history",
    "measurement:round_late": "measurement:round_late_end",
    "measurement:round_late_end": "measurement:round_late",
    **{f"measurement:{door}_undo": f"measurement:{door}_other" for door in DOORS},
    **{f"measurement:{door}_forget": f"measurement:{door}_upload" for door in DOORS},
    # These write over what stood there; the words before stay in the trail, or in the version before.
    "agenda:goal": "agenda:goal",
    "agenda:part": "agenda:part",
    "governance:names": "governance:names",
    "agenda:settle_thread": "agenda:comment",
    "agenda:outcome_retire": "agenda:outcome_retire",
    "agenda:strategy": "agenda:strategy",
    "agenda:cap": "agenda:cap",
    "agenda:take": "agenda:take",
    "agenda:invitation_end": "agenda:invited",
    "agenda:voice": "agenda:voice",
    "agenda:interview_guide": "agenda:interview_guide",
    "agenda:theme": "agenda:theme",
    "agenda:involved": "agenda:involved",
    "agenda:node": "agenda:node",
    "agenda:node_move": "agenda:node_move",
    "agenda:logic_upload": "agenda:logic_upload",
    "measurement:node_measures": "measurement:node_measures",
    "governance:contact": "governance:contact",
    "governance:write_charter": "governance:write_charter",
    "governance:propose_charter": "governance:withdraw_proposal",
    "governance:change_charter_asked": "governance:change_charter_asked",
    "governance:name_representative": "governance:name_representative",
    "governance:change_interest": "governance:change_interest",
    "governance:interest_still_so": "governance:change_interest",
    "governance:answer_conflict": "governance:answer_conflict",
    "commitments:account": "commitments:account",
    "commitments:heard": "commitments:heard",
    "commitments:by_link": "commitments:by_link",
    "commitments:join": "commitments:leave_opportunity",
    "commitments:leave_opportunity": "commitments:join",
    "commitments:change_opportunity": "commitments:change_opportunity",
    "commitments:take_part_one": "commitments:not_coming",
    "commitments:coming": "commitments:not_coming",
    "commitments:attendance": "commitments:attendance",
    "commitments:currency": "commitments:currency",
    # The post as it was, and the hours that were needed before, are kept.
    "commitments:change_post": "commitments:change_post",
    "commitments:needed_hours": "commitments:needed_hours",
    "commitments:resource_need": "commitments:resource_need",
    "commitments:count_gift": "commitments:count_gift",
    "commitments:count_post": "commitments:count_post",
    # The strategy before stays in the trail.
    "commitments:strategy_of_money": "commitments:strategy_of_money",
    "governance:public_contact": "governance:public_contact",
    "measurement:measure_care": "measurement:measure_care",
    "measurement:measure_target": "measurement:measure_target",
    "measurement:group_target": "measurement:group_target",
    "measurement:group_target_end": "measurement:group_target",
    "measurement:measure_reference": "measurement:measure_reference",
    "measurement:measure_version": "measurement:measure_version",
    "measurement:story": "measurement:story",
    "measurement:dimension": "measurement:dimension",
    "measurement:round_contact": "measurement:round_contact",
    "measurement:round_extend": "measurement:round_extend",
    "measurement:plan": "measurement:plan",
    "measurement:plan_standing": "measurement:plan_standing",
    **{f"measurement:{door}_took": f"measurement:{door}_took" for door in DOORS},
    "governance:vote": "governance:take_back_vote",
    "governance:take_back_vote": "governance:vote",
    "governance:vote_by_link": "governance:take_back_by_link",
    "governance:take_back_by_link": "governance:vote_by_link",
    "governance:edit_proposal": "governance:edit_proposal",
    "governance:change_agenda_item": "governance:change_agenda_item",
    "governance:order_agenda_item": "governance:order_agenda_item",
    "governance:first_step": "governance:first_step",
    # What was said or shared before stays as history.
    "agenda:group_week": "agenda:group_week",
    "agenda:judge_progress": "agenda:judge_progress",
    "governance:chair_duties": "governance:chair_duties",
    "agenda:change_alignment": "agenda:change_alignment",
    "measurement:take_evidence_out": "measurement:decision_evidence",
    "governance:lies_in": "governance:lies_in",
    "governance:upload_places": "governance:upload_places",
    "governance:upload_boundaries": "governance:upload_boundaries",
    "governance:upload_organisations": "governance:upload_organisations",
    "people:mail_language": "people:mail_language",
    "people:about_me": "people:about_me",
    "people:ask_for_erasure": "people:ask_for_erasure",
    "governance:let_back": "governance:leave_initiative",
    "governance:undo_merge": "governance:merge_person",
    "governance:set_address": "governance:set_address",
    "governance:invite_to_claim": "governance:invite_to_claim",
    "people:experience": "people:experience",
    "people:choose_consent": "people:choose_consent",
    "people:mails": "people:mails",
    # What was said before stays as history; a rating is said anew, and shown to nobody.
    "instruments:one_tie": "instruments:one_tie",
    "instruments:own_offer": "instruments:own_offer",
    # Codes are written over.
    "instruments:comments": "instruments:comments",
    "instruments:count": "instruments:count",
    # A phone chooses anew until the poll closes.
    "training:poll_room": "training:poll_room",
    "training:poll_hide": "training:poll_show",
    # Dots and answers are given anew, a note is put back, a theme let go, a stage gone back to, paper written anew.
    **{f"training:roundtable_{act}": f"training:roundtable_{act}" for act in ROUNDTABLE},
    # The time before stays on record.
    "training:move": "training:move",
    # What was typed is typed anew.
    "training:change": "training:change",
    "training:audience": "training:audience",
    "training:resource": "training:resource",
    "training:own_steps": "training:own_steps",
    "training:resource_out": "training:resource_out",
    # A sheet and a roll are typed anew; each typing is kept.
    "training:paper_type": "training:paper_type",
    "training:paper_roll": "training:paper_roll",
    "ui:language": "ui:language",
}
#: They add, or show, and take nothing away.
ONLY_ADDS = {
    "governance:people", "governance:add_work", "governance:directories",
    "people:add_passkey", "mfa_login_webauthn", "openid_connect_login", "openid_connect_callback",
    "people:once", "people:password", "agenda:start", "agenda:first_groups", "agenda:first_people", "pages:home",
    "agenda:comment", "agenda:outcome_new", "agenda:strategy_new", "agenda:idea_new", "agenda:versions",
    "agenda:interview_new", "agenda:interview",
    "agenda:invited", "agenda:voice_new", "agenda:theme_new", "agenda:logic", "agenda:pack",
    "governance:organisations", "governance:add_organisation", "governance:places", "governance:add_place",
    "governance:groups", "governance:seats", "governance:add_group", "governance:add_seat", "governance:let_in",
    "governance:add_organisation_seat", "governance:renew_seat", "governance:guests", "governance:role",
    "governance:outbox", "governance:hand_over", "governance:send_now",
    "measurement:measures_from_file", "measurement:measures_described",
    "measurement:measure_new", "measurement:dimension_new", "measurement:round_new", "measurement:round_ask_also",
    "governance:add_agenda_item", "agenda:depend", "governance:declare_interest", "governance:say_about_conflict",
    "agenda:progress",
    "governance:contest_stake", "governance:answer_contest",
    "commitments:add", "commitments:exchange", "commitments:champion", "agenda:state_alignment",
    "commitments:give", "commitments:arrived", "commitments:thank", "commitments:add_post",
    "commitments:add_opportunity",
    "measurement:urgency_figure", "measurement:urgency_words",
    "commitments:add_ask", "commitments:ask", "commitments:response",
    "governance:propose", "governance:own_vote_link", "measurement:decision_evidence",
    "measurement:round_remind_one", "measurement:round_link", "measurement:plan_new",
    "measurement:submission_note", "measurement:history", "measurement:history_check",
    "measurement:partner_renew", "measurement:own_place", "instruments:take_wave", "instruments:nothing_changed",
    "instruments:bring", "instruments:plan", "instruments:open", "instruments:enter", "instruments:answer",
    "instruments:answer_own", "instruments:room", "instruments:room_door", "training:open", "training:open_roll",
    "training:reopen", "training:resource_new",
    "training:open_assessment", "training:paper_numbers", "training:start", "training:workspace", "training:syllabi",
    "training:door", "training:room", "training:progress",
    "training:poll_new", "training:poll_open", "training:poll_show", "training:poll_again", "training:poll_door",
    "training:roundtable_new", "training:roundtable_open", "training:roundtable_door",
    *(f"measurement:{door}_{act}" for door in DOORS for act in ("upload", "typed", "check", "answer", "file_again")),
    *(f"measurement:{door}_other" for door in DOORS),
}  # fmt: skip


def test_every_change_asks_first_or_can_be_undone_or_only_adds() -> None:
    assert {route.name for route in changing_routes()} == ASKS_FIRST | set(UNDOABLE) | ONLY_ADDS


def test_no_change_is_on_two_lists() -> None:
    assert (ASKS_FIRST & set(UNDOABLE), ASKS_FIRST & ONLY_ADDS, set(UNDOABLE) & ONLY_ADDS) == (set(), set(), set())


def test_what_asks_first_has_a_page_that_asks() -> None:
    methods = {route.name: methods_of(route.view) for route in changing_routes()}
    assert [name for name in sorted(ASKS_FIRST) if methods[name] is not None and "GET" not in methods[name]] == []


def test_what_undoes_is_an_address() -> None:
    assert set(UNDOABLE.values()) - {route.name for route in changing_routes()} == set()


def test_methods_of_a_view_are_read_beneath_its_wrappings() -> None:
    def view(request: HttpRequest, **rest: Any) -> HttpResponse:
        return HttpResponse()

    assert methods_of(require_POST(view)) == {"POST"}
    assert methods_of(require_GET(view)) == {"GET"}
    assert methods_of(require_http_methods(["GET", "POST"])(view)) == {"GET", "POST"}
    assert methods_of(view) is None
