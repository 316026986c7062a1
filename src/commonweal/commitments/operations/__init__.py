"""What can be done to promises, to what is given, and to the backbone's posts."""

from commonweal.commitments.operations.accounting import (
    AccountDraft,
    account_by_link,
    disown,
    disown_by_link,
    give_account,
    release,
)
from commonweal.commitments.operations.attendance import note_who_came, remind_of_tomorrow
from commonweal.commitments.operations.capacity import (
    PostDraft,
    end_post,
    note_needed_hours,
    warn_of_ending_money,
    write_post,
)
from commonweal.commitments.operations.champions import ChampionDraft, note_champion
from commonweal.commitments.operations.giving import (
    ArrivalDraft,
    ContributionDraft,
    end_contribution,
    give,
    note_arrival,
    say_which_strategy,
    set_currency,
    thank,
)
from commonweal.commitments.operations.joining import (
    Guest,
    confirm_by_link,
    join,
    join_without_account,
    leave_by_link,
    leave_opportunity,
)
from commonweal.commitments.operations.lending import ResourceDraft, end_resource, note_resource
from commonweal.commitments.operations.opportunities import (
    OpportunityDraft,
    cancel_opportunity,
    change_opportunity,
    make_public,
    offer,
)
from commonweal.commitments.operations.outreach import (
    ApproachDraft,
    AskDraft,
    ResponseDraft,
    note_approach,
    note_response,
    open_ask,
)
from commonweal.commitments.operations.promising import CommitmentDraft, promise
from commonweal.commitments.operations.reminding import send_due_reminders
from commonweal.commitments.operations.resources import (
    NeedDraft,
    count_for_lines,
    note_resource_need,
)

__all__ = [
    "AccountDraft",
    "ApproachDraft",
    "ArrivalDraft",
    "AskDraft",
    "ChampionDraft",
    "CommitmentDraft",
    "ContributionDraft",
    "Guest",
    "NeedDraft",
    "OpportunityDraft",
    "PostDraft",
    "ResourceDraft",
    "ResponseDraft",
    "account_by_link",
    "cancel_opportunity",
    "change_opportunity",
    "confirm_by_link",
    "count_for_lines",
    "disown",
    "disown_by_link",
    "end_contribution",
    "end_post",
    "end_resource",
    "give",
    "give_account",
    "join",
    "join_without_account",
    "leave_by_link",
    "leave_opportunity",
    "make_public",
    "note_approach",
    "note_arrival",
    "note_champion",
    "note_needed_hours",
    "note_resource",
    "note_resource_need",
    "note_response",
    "note_who_came",
    "offer",
    "open_ask",
    "promise",
    "release",
    "remind_of_tomorrow",
    "say_which_strategy",
    "send_due_reminders",
    "set_currency",
    "thank",
    "warn_of_ending_money",
    "write_post",
]
