from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "commonweal.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.governance.frame import open_to
        from commonweal.publication.rules import may_release
        from commonweal.ui.registry import Part, register_work_section

        register_work_section(_("Releases"), "publication:releases", Part.FIGURES, open_to(may_release), 50)
