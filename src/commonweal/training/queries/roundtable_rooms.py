"""What phones and the wall of a roundtable show: its tables' notes, the themes, and where the dots went."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.utils.crypto import salted_hmac

from commonweal.governance.models import Group, Initiative, Participation
from commonweal.governance.queries.group_history import groups_on
from commonweal.governance.rules import in_term
from commonweal.people.models import Organisation
from commonweal.training.models import Roundtable, RoundtableNote, RoundtableSignIn, RoundtableTheme

#: What people do that is counted by itself; no mark of the one is found in the other.
DOTS, FEEDBACK, NOTES, PROMISES = "dots", "feedback", "notes", "promises"


@dataclass(frozen=True)
class NoteShown:
    note: RoundtableNote
    dots: int


@dataclass
class ThemeShown:
    """`theme` is None for notes that stand under none yet. Its dots are those of its notes."""

    theme: RoundtableTheme | None
    notes: list[NoteShown] = field(default_factory=list)

    @property
    def dots(self) -> int:
        return sum(one.dots for one in self.notes)

    @property
    def tables(self) -> int:
        return len({one.note.table for one in self.notes})


@dataclass(frozen=True)
class Wall:
    """`themes` come by their dots, then by how many tables said it. `phones` gave dots."""

    notes: list[NoteShown]
    themes: list[ThemeShown]
    loose: ThemeShown
    phones: int

    @property
    def by_table(self) -> list[tuple[int, list[NoteShown]]]:
        tables: dict[int, list[NoteShown]] = {}
        for one in self.notes:
            tables.setdefault(one.note.table, []).append(one)
        return sorted(tables.items())

    @property
    def dots(self) -> int:
        return sum(one.dots for one in self.notes)


def roundtable_by_code(code: str) -> Roundtable | None:
    """The roundtable of this code, also after its end; it is known to whoever saw the code."""
    return Roundtable.objects.select_related("initiative").exclude(room_code="").filter(room_code=code).first()


def sign_in_of(roundtable: Roundtable, number: int) -> RoundtableSignIn | None:
    return roundtable.sign_ins.select_related("roundtable").filter(number=number).first()


def wall_of(roundtable: Roundtable) -> Wall:
    """Everything that was written and not taken out."""
    found = roundtable.notes.filter(taken_out_at=None).select_related("theme").annotate(counted=Count("dots"))
    notes = [NoteShown(note, note.counted) for note in found]
    themes: dict[int, ThemeShown] = {}
    loose = ThemeShown(None)
    for one in notes:
        theme = one.note.theme
        (themes.setdefault(theme.pk, ThemeShown(theme)) if theme else loose).notes.append(one)
    for shown in (*themes.values(), loose):
        shown.notes.sort(key=lambda one: (-one.dots, one.note.table, one.note.pk))
    ranked = sorted(themes.values(), key=lambda one: (-one.dots, -one.tables, -len(one.notes), str(one.theme)))
    dots = roundtable.notes.filter(taken_out_at=None, dots__isnull=False)
    return Wall(notes, ranked, loose, dots.values("dots__voter_hash").distinct().count())


def notes_of_table(roundtable: Roundtable, table: int) -> list[RoundtableNote]:
    """The newest first, with those that were taken out: they can be put back."""
    return list(roundtable.notes.filter(table=table).order_by("-pk"))


def dots_of(sign_in: RoundtableSignIn) -> set[int]:
    """Notes to which they have given their dots."""
    voter, roundtable = mark_of(sign_in, DOTS), sign_in.roundtable
    return set(roundtable.notes.filter(dots__voter_hash=voter).values_list("pk", flat=True))


def come_for(initiative: Initiative, roundtable: Roundtable) -> tuple[list[Organisation], list[Group]]:
    """For whom somebody may come: the organisations that take part on that day, and the groups that work."""
    part = Participation.objects.filter(in_term(roundtable.held_on), initiative=initiative)
    organisations = Organisation.objects.filter(pk__in=part.values("organisation")).order_by("name")
    return list(organisations), groups_at_work(initiative, roundtable.held_on)


def groups_at_work(initiative: Initiative, on: date) -> list[Group]:
    """All but the backbone, which prepares the room, and those that have ended."""
    return [one.group for one in groups_on(initiative, on) if one.group.kind != Group.Kind.BACKBONE]


def code_hash(initiative: Initiative, code: str) -> str:
    """The same at every roundtable of the initiative, and found nowhere else; nobody reckons it without our key."""
    plain = "".join(code.split()).casefold()
    return salted_hmac(f"training.roundtable.{initiative.pk}", plain, algorithm="sha256").hexdigest()


def mark_of(sign_in: RoundtableSignIn, what: str) -> str:
    """One for somebody's dots, another for their feedback, and so on: the same on each phone with their code.

    Nobody can make it again once the roundtable is over and its salt is wiped.
    """
    roundtable = sign_in.roundtable
    salt = f"training.roundtable.{roundtable.pk}.{what}.{roundtable.salt}"
    return salted_hmac(salt, sign_in.code_hash, algorithm="sha256").hexdigest()
