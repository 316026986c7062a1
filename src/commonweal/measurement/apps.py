from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasurementConfig(AppConfig):
    name = "commonweal.measurement"
    label = "measurement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.urls import reverse

        from commonweal.agenda.rules import may_read_draft
        from commonweal.governance.about import EvidenceShelf, register_evidence
        from commonweal.governance.frame import open_to
        from commonweal.governance.queries.conflicts import PROVIDER_READERS
        from commonweal.governance.rules import may_set_up
        from commonweal.lib.when_asked import when_asked
        from commonweal.measurement.lent_to_agenda import lend_to_agenda
        from commonweal.measurement.queries.serving import organisations_that_serve
        from commonweal.publication.followers import AFTER_WITHDRAWAL
        from commonweal.publication.rules import may_release
        from commonweal.ui.registry import Part, register_object_link, register_work_section

        register_object_link("release to prepare", lambda slug: reverse("measurement:publish", args=[slug]))
        if organisations_that_serve not in PROVIDER_READERS:
            PROVIDER_READERS.append(organisations_that_serve)
        for_the_desk = open_to(may_set_up)
        register_work_section(_("Why now"), "measurement:urgency", Part.AGREEMENTS, open_to(may_read_draft), 56)
        register_work_section(_("Rounds"), "measurement:rounds", Part.FIGURES, for_the_desk, 10)
        register_work_section(_("Measures"), "measurement:measures", Part.FIGURES, for_the_desk, 20)
        register_work_section(_("History"), "measurement:history", Part.FIGURES, for_the_desk, 30)
        register_work_section(_("Publish"), "measurement:publish", Part.FIGURES, open_to(may_release), 40)
        register_work_section(_("Data files"), "measurement:data_out", Part.FIGURES, for_the_desk, 35)
        evidence = "commonweal.measurement.queries.decision_evidence"
        rows, form = when_asked(evidence, "evidence_rows"), when_asked(evidence, "evidence_form")
        register_evidence(EvidenceShelf(rows, form))
        verbs = "commonweal.measurement.operations.decision_evidence"
        AFTER_WITHDRAWAL.append(when_asked(verbs, "note_withdrawal"))
        lend_to_agenda()
