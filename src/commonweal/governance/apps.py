from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PAGES_OF_THE_CASCADE = (
    "groups", "group", "change_group", "charter", "write_charter", "propose_charter", "guests", "revoke_guest", "seat",
    "end_seat", "step_down", "handover", "roles", "role", "end_role", "group_agenda", "add_agenda_item",
    "change_agenda_item", "settle_agenda_item", "aside_from_item", "chair_duties",
)  # fmt: skip


class GovernanceConfig(AppConfig):
    name = "commonweal.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.governance import frame
        from commonweal.governance.queries import roles_in_words
        from commonweal.governance.rules import has_a_seat, is_data_manager_somewhere, may_set_up
        from commonweal.people.queries import ROLE_READERS
        from commonweal.people.rules import KEEPERS
        from commonweal.ui.registry import (
            Part,
            register_banner,
            register_brand,
            register_subpages,
            register_work_section,
            register_workplace,
        )

        if is_data_manager_somewhere not in KEEPERS:
            KEEPERS.append(is_data_manager_somewhere)
        if roles_in_words not in ROLE_READERS:
            ROLE_READERS.append(roles_in_words)
        _lend()
        register_brand(frame.brand)
        register_banner(frame.banner)
        register_workplace(frame.workplace)
        for_the_desk = frame.open_to(may_set_up)
        register_work_section(_("Places"), "governance:places", Part.PEOPLE, for_the_desk, 85)
        register_work_section(_("Organizations"), "governance:organisations", Part.PEOPLE, for_the_desk, 80)
        register_work_section(_("The cascade"), "governance:cascade", Part.PEOPLE, frame.open_to(has_a_seat), 70)
        register_subpages("governance:cascade", *(f"governance:{page}" for page in PAGES_OF_THE_CASCADE))
        register_work_section(_("People"), "governance:people", Part.PEOPLE, for_the_desk, 75)
        register_subpages("governance:people", "governance:directories", "governance:merge_organisation")
        register_work_section(_("Decisions"), "governance:decisions", Part.AGREEMENTS, frame.open_to(has_a_seat), 60)
        register_work_section(_("Interests"), "governance:interests", Part.AGREEMENTS, frame.open_to(has_a_seat), 64)
        register_work_section(_("Outbox"), "governance:outbox", Part.PEOPLE, for_the_desk, 100)


def _lend() -> None:
    """What other rooms, and this room's own registries, are given by it."""
    from commonweal.governance import (
        charter_decisions,
        conflict_decisions,
        guest_charter,
        guest_decision,
        last_word_decisions,
        lent_rolls,
        lent_to_people,
    )

    lent_to_people.lend()
    lent_rolls.lend()
    conflict_decisions.lend_kind()
    last_word_decisions.lend_kind()
    charter_decisions.lend_kinds()
    guest_charter.offer()
    guest_decision.offer()
