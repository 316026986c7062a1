from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: Their addresses stand beside that of the agenda and not beneath it.
PAGES_BESIDE_IT = (
    "between", "group_week", "depend", "answer_dependency", "progress", "progress_cycle", "progress_hand_over",
    "progress_answer", "judge_progress", "progress_group", "who_decides", "who_carries",
    "stands_behind",
)  # fmt: skip


class AgendaConfig(AppConfig):
    name = "commonweal.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.agenda.decided import lend_kinds
        from commonweal.agenda.queries.voices import audiences
        from commonweal.agenda.rules import may_read
        from commonweal.commitments.queries.outreach import AUDIENCES
        from commonweal.governance.frame import open_to
        from commonweal.governance.queries.meetings import BOARD
        from commonweal.ui.registry import Part, register_object_link, register_subpages, register_work_section

        register_work_section(_("Common agenda"), "agenda:agenda", Part.AGREEMENTS, open_to(may_read), 55)
        register_subpages("agenda:agenda", *(f"agenda:{page}" for page in PAGES_BESIDE_IT))
        register_object_link(BOARD, _board)
        lend_kinds()
        if audiences not in AUDIENCES:
            AUDIENCES.append(audiences)


def _board(slug: str) -> str:
    """Of an initiative."""
    return reverse("agenda:between", args=[slug])
