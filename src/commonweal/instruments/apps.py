from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "commonweal.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.governance.frame import open_to
        from commonweal.governance.rules import has_a_seat
        from commonweal.instruments import lent_to_people
        from commonweal.instruments.rules import may_open_network
        from commonweal.ui.registry import Part, register_subpages, register_work_section

        lent_to_people.lend()
        register_work_section(_("Surveys"), "instruments:surveys", Part.AGREEMENTS, open_to(has_a_seat), 66)
        register_subpages("instruments:surveys", "instruments:answer_own")
        register_work_section(_("Network"), "instruments:network", Part.PEOPLE, open_to(may_open_network), 72)
