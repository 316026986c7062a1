"""What a verb refuses, beside the field that it is about."""

from django.core.exceptions import ValidationError
from django.forms import Form


def show_refusal(form: Form, refusal: ValidationError) -> None:
    """Each message at its field; what is about none of them stands above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal.messages)
        return
    for name, problems in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, problems)
