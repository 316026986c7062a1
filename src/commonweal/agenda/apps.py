from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "commonweal.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.governance.frame import manages_here
        from commonweal.ui.registry import register_work_section

        register_work_section(_("The big goal"), "agenda:goal", manages_here, 60)
