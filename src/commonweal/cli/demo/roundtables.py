"""The invented roundtables: from the 27th, counted on paper, to the 34th with its tables, dots and promises."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import translation

from commonweal.cli.demo.calendar import at_five
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.learners import code_of, luck
from commonweal.cli.demo.tables import organisations, training_table
from commonweal.commitments.models import Account
from commonweal.commitments.operations import AccountDraft, give_account
from commonweal.instruments.content import pack
from commonweal.instruments.queries.pledges import CODE, pledged
from commonweal.people.models import Person, Sector
from commonweal.training.models import Roundtable, RoundtableNote
from commonweal.training.operations.roundtable_promises import ActionDraft, promise_action
from commonweal.training.operations.roundtable_rooms import (
    Arrival,
    FeedbackDraft,
    NoteDraft,
    give_dots,
    give_feedback,
    sign_in,
    write_note,
)
from commonweal.training.operations.roundtables import (
    OnPaper,
    RoundtableDraft,
    announce_roundtable,
    count_on_paper,
    end_roundtable,
    gather_notes,
    go_to_stage,
    open_roundtable,
    say_what_came,
)

Stage = Roundtable.Stage
#: Of those who come, how many say for which organization, and how many sign the guidelines.
FOR_AN_ORGANISATION, SIGNS = 0.6, 0.85
#: One of the working groups never came, and its absence shows.
GROUPS_THAT_COME = (
    "steering", "healthy-start", "ready-for-school", "school-success", "good-jobs", "stable-homes", "data-and-equity",
    "resident-council",
)  # fmt: skip
ACCENTS = frozenset("¿¡áéíóúñ")
SPANISH_BEGINNINGS = ("Llamar", "Traducir", "Invitar", "Poner", "Ofrecer", "Preguntar", "Contar", "Que", "El", "Un")


@transaction.atomic
def gather_all(founded: Founded, trainer: Person, at: datetime) -> None:
    """And the 34th, with its tables, dots and promises."""
    table = training_table()["roundtables"]
    before, newest = table["before"], table["newest"]
    came = gather_before(founded, trainer, at)
    new = [code_of("n", number) for number in range(1, newest["people"] - before["again"] + 1)]
    evening = _Evening(founded, trainer, newest, at)
    evening.arrive(came[: before["again"]] + new)
    evening.write(table["themes"])
    evening.rank(table["themes"])
    evening.close(table["promises"])
    evening.end()
    words = (newest["came_of_it_en"], newest["came_of_it_es"])
    later = evening.starts + timedelta(days=25)
    say_what_came(by=trainer, roundtable=evening.roundtable, words_en=words[0], words_es=words[1], at=later)


def gather_before(founded: Founded, trainer: Person, at: datetime) -> list[str]:
    """Up to the 33rd, and the codes of who came to it.

    Those from before the initiative had software are written down by the system itself.
    """
    table = training_table()["roundtables"]
    for number, days, topic_en, topic_es, *counted in table["earlier"]:
        held_on = at - timedelta(days=days)
        draft = RoundtableDraft(number, held_on.date(), topic_en, topic_es, table["place"])
        held = announce_roundtable(by=None, initiative=founded.initiative, roundtable=draft, at=held_on)
        count_on_paper(by=None, roundtable=held, told=OnPaper(*counted), at=held_on)
    before = table["before"]
    came = [code_of("c", number) for number in range(1, before["people"] + 1)]
    evening = _Evening(founded, trainer, before, at)
    evening.arrive(came)
    told = OnPaper(*before["on_paper"])
    count_on_paper(by=trainer, roundtable=evening.roundtable, told=told, at=evening.starts + timedelta(hours=2))
    evening.end()
    return came


class _Evening:
    """One roundtable, from five o'clock on."""

    def __init__(self, founded: Founded, trainer: Person, told: Mapping[str, Any], at: datetime) -> None:
        self.founded, self.trainer, self.told, self.now = founded, trainer, told, at
        self.starts = at_five(at - timedelta(days=told["on"]))
        draft = RoundtableDraft(
            told["number"], self.starts.date(), told["topic_en"], told["topic_es"],
            training_table()["roundtables"]["place"],
        )  # fmt: skip
        made = announce_roundtable(
            by=trainer, initiative=founded.initiative, roundtable=draft, at=self.starts - timedelta(days=30)
        )
        self.roundtable = open_roundtable(by=trainer, roundtable=made, at=self.starts)

    def arrive(self, codes: list[str]) -> None:
        rng = luck("arrive", self.told["number"])
        guidelines = [item.id for item in pledged(pack(CODE))]
        partners = [row.code for row in organisations()]
        for minute, code in enumerate(codes):
            organisation = self.founded.organisations[str(rng.choice(partners))]
            comes_for = organisation if rng.random() < FOR_AN_ORGANISATION else None
            group = GROUPS_THAT_COME[minute % len(GROUPS_THAT_COME)]
            arrival = Arrival(
                code, comes_for, "" if comes_for else Sector.RESIDENTS,
                self.founded.groups[group] if comes_for else None,
                guidelines if rng.random() < SIGNS else (),
            )  # fmt: skip
            sign_in(by=None, roundtable=self.roundtable, arrival=arrival, at=self._after(minute / 3))

    def write(self, themes: list[Mapping[str, Any]]) -> None:
        self._go_to(Stage.TABLES, 25)
        for theme in themes:
            notes = [self._write(*note[:3]).pk for note in theme["notes"]]
            if theme["words"]:
                gather_notes(
                    by=self.trainer, roundtable=self.roundtable, notes=notes, theme=theme["words"], at=self._after(60)
                )

    def _write(self, table: int, kind: str, words: str) -> RoundtableNote:
        draft = NoteDraft(table, kind, words, once=words[:40])
        with translation.override(_language_of(words)):
            return write_note(by=None, roundtable=self.roundtable, note=draft, at=self._after(40))

    def rank(self, themes: list[Mapping[str, Any]]) -> None:
        self._go_to(Stage.DOTS, 62)
        likely = {words: weight for theme in themes for _table, _kind, words, weight in theme["notes"]}
        notes = list(self.roundtable.notes.values_list("pk", "words"))
        weights = np.array([likely[words] for _pk, words in notes], dtype=float)
        keys = [pk for pk, _words in notes]
        for phone in range(self.told["dotted"]):
            rng = luck("dots", phone)
            chosen = rng.choice(keys, size=self.roundtable.dots_each, replace=False, p=weights / weights.sum())
            give_dots(
                by=None, roundtable=self.roundtable, voter=f"phone {phone}", notes=[int(pk) for pk in chosen],
                at=self._after(66),
            )  # fmt: skip

    def close(self, promises: Mapping[str, Any]) -> None:
        self._go_to(Stage.CLOSING, 75)
        for phone in range(self.told["answered"]):
            self._say(phone)
        self._promise(promises)

    def end(self) -> None:
        self.roundtable = end_roundtable(by=self.trainer, roundtable=self.roundtable, at=self._after(120))

    def _say(self, phone: int) -> None:
        """One phone in three writes something; nobody writes what another wrote."""
        place, writes = divmod(phone, 3)
        what, change = ("", "") if writes or place >= len(self.told["words"]) else self.told["words"][place]
        with translation.override(_language_of(what or change)):
            give_feedback(
                by=None,
                roundtable=self.roundtable,
                voter=f"phone {phone}",
                feedback=FeedbackDraft(phone < self.told["learned"], what, change),
                at=self._after(80),
            )

    def _promise(self, promises: Mapping[str, Any]) -> None:
        """By the organizations' contacts, and nobody is mailed about a promise that nobody gave."""
        for place, (row, words) in enumerate(zip(organisations(), promises["words"], strict=True)):
            action = ActionDraft(words, row.contact_name, row.contact_email, agrees=True, is_told=False)
            with translation.override(_language_of(words)):
                made = promise_action(by=None, roundtable=self.roundtable, action=action, at=self._after(85))
            if (said := promises["said"].get(str(place))) is not None:
                account = AccountDraft(said, promises["why"].get(said, ""))
                give_account(
                    by=self.founded.data_manager, commitment=made.commitment, side=Account.Side.BACKBONE,
                    account=account, at=self.starts + timedelta(days=33),
                )  # fmt: skip

    def _go_to(self, stage: str, minutes: float) -> None:
        self.roundtable = go_to_stage(by=self.trainer, roundtable=self.roundtable, stage=stage, at=self._after(minutes))

    def _after(self, minutes: float) -> datetime:
        return self.starts + timedelta(minutes=minutes)


def _language_of(words: str) -> str:
    return "es" if ACCENTS & set(words.lower()) or words.startswith(SPANISH_BEGINNINGS) else "en"
