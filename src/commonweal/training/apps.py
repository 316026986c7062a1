from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "commonweal.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.governance.frame import open_to
        from commonweal.lib.when_asked import when_asked
        from commonweal.training.lent_to_people import lend
        from commonweal.training.rules import may_read_roundtables, may_teach
        from commonweal.ui.registry import Part, register_narrowing, register_way_to_start, register_work_section

        register_work_section(_("Training"), "training:training", Part.PEOPLE, open_to(may_teach), 74)
        register_work_section(_("Roundtables"), "training:roundtables", Part.PEOPLE, open_to(may_read_roundtables), 75)
        register_work_section(_("Live polls"), "training:polls", Part.PEOPLE, open_to(may_teach), 76)
        register_narrowing(when_asked("commonweal.training.queries.workspaces", "only_training"))
        register_way_to_start(_("I only teach a series: open a training workspace instead"), "training:start")
        lend()
