"""The Django application of the face."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models: everything here is presentation."""

    name = "commonweal.ui"
    label = "ui"
