from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "commonweal.measurement"
    label = "measurement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.urls import reverse

        from commonweal.ui.registry import register_object_link

        register_object_link("release to prepare", lambda slug: reverse("measurement:publish", args=[slug]))
