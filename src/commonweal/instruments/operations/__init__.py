"""What can be done with instruments, surveys and answers."""

from commonweal.instruments.operations.answering import save_draft, send_answers, type_in
from commonweal.instruments.operations.instruments import keep_instrument, version_to_ask
from commonweal.instruments.operations.slips import make_slips, void_slips
from commonweal.instruments.operations.surveys import (
    SurveyDraft,
    close_survey,
    count_the_room,
    look_after_surveys,
    open_survey,
    remind_the_silent,
)
from commonweal.instruments.operations.urns import sweep_keys

__all__ = [
    "SurveyDraft",
    "close_survey",
    "count_the_room",
    "keep_instrument",
    "look_after_surveys",
    "make_slips",
    "open_survey",
    "remind_the_silent",
    "save_draft",
    "send_answers",
    "sweep_keys",
    "type_in",
    "version_to_ask",
    "void_slips",
]
