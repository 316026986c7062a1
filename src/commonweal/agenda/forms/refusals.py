"""An operation that refuses says why by field; the form shows it where the value was typed."""

from django.core.exceptions import ValidationError
from django.forms import BaseForm


def show_refusal(form: BaseForm, refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, problems in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, problems)
