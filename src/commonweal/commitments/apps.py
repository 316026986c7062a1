from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "commonweal.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.commitments.about import lend_kinds
        from commonweal.governance.frame import open_to
        from commonweal.governance.rules import has_a_seat
        from commonweal.ui.registry import Part, register_subpages, register_work_section

        register_work_section(_("Promises"), "commitments:promises", Part.AGREEMENTS, open_to(has_a_seat), 62)
        register_work_section(_("Giving"), "commitments:giving", Part.AGREEMENTS, open_to(has_a_seat), 63)
        register_work_section(_("Take part"), "commitments:opportunities", Part.PEOPLE, open_to(has_a_seat), 73)
        register_subpages("commitments:giving", "commitments:capacity")
        register_subpages("commitments:opportunities", "commitments:asks", "commitments:add_ask", "commitments:ask")
        lend_kinds()
