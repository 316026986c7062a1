"""What a mode promises, in the words that stand before the first question and in the mail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.instruments.models import Survey

ANONYMOUS, PSEUDONYMOUS, NAMED = Survey.Mode.ANONYMOUS, Survey.Mode.PSEUDONYMOUS, Survey.Mode.NAMED

#: In a word or two, on lists.
SHORT: dict[str, str | Promise] = {
    ANONYMOUS: _("Anonymous"),
    PSEUDONYMOUS: _("Under a code of one's own"),
    NAMED: _("With names"),
}
_WHOEVER_HOLDS_IT = _(
    "While the survey is open, whoever controls this site's machine could find out with its key files."
)
#: The first sentence says it; the others say what follows from it.
PROMISES: dict[str, tuple[str | Promise, ...]] = {
    ANONYMOUS: (
        _("This is anonymous: no page, file, mail or copy of the database tells who answered what."),
        _("We note that you answered, so that we do not remind you. We do not note when."),
        _("This site shows no answer to anybody before the survey is closed."),
        _WHOEVER_HOLDS_IT,
        _("Once sent, your answers cannot be changed or taken out, since nobody can find them."),
    ),
    PSEUDONYMOUS: (
        _("Your answers stand under a code that only you can make. Your name does not stand with them."),
        _("The code lets us see what changes from one survey to the next."),
        _("We do not keep what you make the code from. Who knows those things of you could make it too."),
        _WHOEVER_HOLDS_IT,
        _("Once sent, your answers cannot be changed."),
    ),
    NAMED: (
        _("Your name stands with your answers: those who run this survey see who answered what."),
        _("Everybody else sees results only of several people together."),
        _("What you have not sent yet is kept for you, and nobody reads it."),
    ),
}
_SEALED = _("Answers are sealed and shuffled among all others as soon as they are sent.")
_OWN_WORDS = _("Your own words may tell who you are. Leave out what only you can know.")
_LOOKS = (
    _("While one person alone has answered, a single look at database and key shows that answer."),
    _("Later it takes two looks, one before an answer and one after it."),
    _("Backups made in those days hold both. Those made after the close do not."),
)
_INVENTED = _(
    "Whoever gives seats could invent people, and so know which answer is yours. A group's page shows who has a seat."
)
#: What a promise rests on, and where it ends: for who wants to know before they answer.
LIMITS: dict[str, tuple[str | Promise, ...]] = {
    ANONYMOUS: (_SEALED, *_LOOKS, _INVENTED, _OWN_WORDS),
    PSEUDONYMOUS: (
        _SEALED,
        *_LOOKS,
        _INVENTED,
        _("Who runs this machine and knows what you make your code from could reckon the code."),
    ),
    NAMED: (),
}
#: By one code for all nobody is invited, so nothing that is stored says whose a sheet is.
_BY_CODE = (
    _("This is anonymous: no page, file, mail or copy of the database tells who answered what."),
    _("Nobody notes who answers here. Your phone alone remembers that it sent a sheet."),
    _("This site shows no answer to anybody before the survey is closed."),
    _("Whoever controls this site's machine could read answers before that, and finds no names with them."),
    _("Once sent, your answers cannot be changed or taken out, since nobody can find them."),
)
_LIMITS_BY_CODE = (
    _SEALED,
    _("Nothing that is stored here says whose an answer is. Only who watches you send it could know."),
    _("Whoever has the code could send four sheets of their own, and then knows which one is not theirs."),
    _OWN_WORDS,
)
#: By slips the same, and each slip serves once.
_BY_SLIP = (
    *_BY_CODE[:1],
    _("Nobody notes who has which slip, and no page tells which slips were used."),
    *_BY_CODE[2:],
)
_LIMITS_BY_SLIP = (
    _SEALED,
    _("Nothing that is stored here says whose an answer is. Only who watches you send it could know."),
    _("Draw your slip yourself from among the others. Who knows which one is yours could follow it until the close."),
    _("That takes this site's machine with its key files, before and after your answer."),
    _("Who prints slips could keep some. Compare how many are out with how many people were given one."),
    _OWN_WORDS,
)
#: The kinds of files with questions, after "from".
FILES: dict[str, str | Promise] = {
    "toml": _("a file of this software"),
    "gift": _("a GIFT file"),
    "aiken": _("an Aiken file"),
    "moodle": _("a Moodle XML file"),
    "qti-1.2": _("a QTI 1.2 file"),
    "qti-2": _("a QTI 2 file"),
    "xlsform": _("an XLSForm"),
}
#: What the one who opens a survey should know of it.
FOR_WHO_ASKS: dict[str, str | Promise] = {
    ANONYMOUS: _(
        "No page, file, mail or copy of the database tells who answered what. You see the results after the close."
    ),
    PSEUDONYMOUS: _(
        "No name stands with answers; a code compares later surveys person by person. "
        "Who knows what somebody makes it from could make it too."
    ),
    NAMED: _("You see who answered what. People answer with more care, and less openly."),
}
#: What differs by the way of asking, where answers stand without names.
HOW_FAR = _(
    "Of people asked by name it is noted who answered: until the close whoever controls the machine could find out "
    "what. With slips or one code no name is stored, and nobody can be reminded. "
    "With one code, somebody could send several sheets and so find out what another said."
)
_NOTED = 1
_PLEDGED = (
    _("What you sign is your organization’s pledge: members read it, and that you answered for it."),
    _("Everybody else sees other results only of several people together."),
)


def promises_of(survey: Survey) -> tuple[str | Promise, ...]:
    """By one code for all nobody is noted as answering; an organization's pledge is for all members."""
    if _is_by_code(survey):
        return _BY_SLIP if survey.by_slips else _BY_CODE
    said = PROMISES[survey.mode]
    instrument = survey.questions
    if instrument.raters == "organisation" and any(item.kind == "pledge" for item in instrument.items):
        return (*said[:_NOTED], *_PLEDGED, *said[_NOTED + 1 :])
    return said


def limits_of(survey: Survey) -> tuple[str | Promise, ...]:
    if _is_by_code(survey):
        return _LIMITS_BY_SLIP if survey.by_slips else _LIMITS_BY_CODE
    return LIMITS[survey.mode]


def _is_by_code(survey: Survey) -> bool:
    return survey.mode == ANONYMOUS and survey.is_open_in_room
