from django import forms
from django.utils.translation import gettext_lazy


class QuestionForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("Your question"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It is mailed to the partner’s data contact, with a link to answer."),
        error_messages={"required": gettext_lazy("Write what you want to know.")},
    )


class RemarkForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("Add a note to the thread"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The partner can read it on its page. Nobody is mailed."),
        error_messages={"required": gettext_lazy("Write what you want to say.")},
    )
