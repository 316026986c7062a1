"""The residents' last word: said where a table has no charter, and put to its vote where it has one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.engines.voting.words import RULES
from commonweal.governance import rules
from commonweal.governance.forms.decisions import LastWordForm
from commonweal.governance.models import Charter, Initiative, LastWord
from commonweal.governance.operations.last_words import put_to_the_table, say_last_word
from commonweal.governance.queries.last_words import charter_of_table, may_speak
from commonweal.governance.views.decisions import GET_OR_POST, Act, asked, back_to, find_decision, for_members
from commonweal.lib.languages import page_language


@require_http_methods(GET_OR_POST)
@for_members
def last_word(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Ask first: residents' word is said once, and for what they stop nothing follows."""
    found = find_decision(request, initiative, number)
    word = LastWord.objects.filter(decision=found).select_related("group__initiative").first()
    at = timezone.now()
    if word is None or not may_speak(request.user, word, at):
        raise Http404
    charter = charter_of_table(word, at)
    if charter is not None:
        return _put_to_the_table(request, word, charter)
    form = LastWordForm(request.POST or None)

    def say() -> None:
        given = form.cleaned_data
        say_last_word(by=request.user, word=word, yes=given["yes"] == "yes", why=given["why"], at=at)

    act = Act("governance/last_word.html", say, _("The residents’ last word stands beside the decision."))
    writes_down = rules.writes_down_last_word(request.user, word, at)
    return asked(request, found, form, act, word=word, writes_down=writes_down)


def _put_to_the_table(request: HttpRequest, word: LastWord, charter: Charter) -> HttpResponse:
    """Ask first: the vote opens at once, and everybody at the table is asked."""
    found = word.decision
    if request.method == "POST":
        try:
            made = put_to_the_table(by=request.user, word=word, at=timezone.now())
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("The vote is open. Everybody at the table is asked."))
            return back_to(made)
    rule = RULES[charter.decision_rule][page_language()]
    context = {"initiative": found.initiative, "decision": found, "word": word, "charter": charter, "rule": rule}
    return render(request, "governance/put_to_the_table.html", context)
