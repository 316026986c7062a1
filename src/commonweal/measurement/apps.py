from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasurementConfig(AppConfig):
    name = "commonweal.measurement"
    label = "measurement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.urls import reverse

        from commonweal.governance.frame import manages_here
        from commonweal.ui.registry import register_object_link, register_work_section

        register_object_link("release to prepare", lambda slug: reverse("measurement:publish", args=[slug]))
        register_work_section(_("Rounds"), "measurement:rounds", manages_here, 10)
        register_work_section(_("Measures"), "measurement:measures", manages_here, 20)
        register_work_section(_("History"), "measurement:history", manages_here, 30)
        register_work_section(_("Publish"), "measurement:publish", manages_here, 40)
