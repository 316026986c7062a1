from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "commonweal.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.delivery.lent_to_people import empty_mails
        from commonweal.delivery.queries import mails_to
        from commonweal.people.operations.erasing import ERASERS
        from commonweal.people.queries.everything import FINDERS

        if empty_mails not in ERASERS:
            ERASERS.append(empty_mails)
            FINDERS.append(mails_to)
