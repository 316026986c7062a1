from collections.abc import Callable

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "commonweal.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commonweal.governance.about import register_cover
        from commonweal.governance.frame import open_to
        from commonweal.governance.queries.meetings import KIT, PACKET
        from commonweal.governance.rules import has_a_seat
        from commonweal.lib.when_asked import when_asked
        from commonweal.measurement.queries.member_figures import reads_member_figures
        from commonweal.pages import handover_pack, held_words
        from commonweal.people.queries import everything
        from commonweal.training.rules import may_read_roundtables
        from commonweal.ui.registry import (
            Part,
            register_header_link,
            register_object_link,
            register_subpages,
            register_work_section,
        )

        register_header_link(_("Home"), "pages:home", _is_signed_in, order=10)
        register_header_link(_("Scoreboard"), "pages:front", _has_a_scoreboard, order=20)
        register_object_link("public measure", _public_measure)
        register_object_link("figures for members", _member_measure)
        register_object_link(PACKET, _of_a_group("packet"))
        register_object_link(KIT, _of_a_group("kit"))
        register_subpages("governance:cascade", "pages:packet", "pages:kit")
        for_who_reads_them = open_to(reads_member_figures)
        register_work_section(_("Figures for members"), "pages:member_figures", Part.FIGURES, for_who_reads_them, 45)
        register_work_section(
            _("Looking back on a year"), "pages:looking_back", Part.PEOPLE, open_to(may_read_roundtables), 77
        )
        register_work_section(_("Preconditions"), "pages:preconditions", Part.AGREEMENTS, open_to(has_a_seat), 56)
        register_subpages("pages:preconditions", "commitments:resources", "commitments:resource_need")
        register_subpages("pages:preconditions", "commitments:count_gift", "commitments:count_post")
        register_subpages("pages:preconditions", "commitments:champions", "commitments:champion")
        register_work_section(_("In time"), "pages:line_of_time", Part.FIGURES, open_to(has_a_seat), 46)
        register_subpages("pages:line_of_time", "pages:line_of_time_of")
        register_work_section(_("Pitfalls near us"), "pages:pitfalls", Part.PEOPLE, open_to(has_a_seat), 78)
        handover_pack.offer()
        everything.WORDS.update(held_words.WORDS)
        register_cover(when_asked("commonweal.pages.deciding", "cover"))


def _public_measure(key: str) -> str:
    """Of “initiative/code”."""
    slug, _slash, code = key.partition("/")
    return reverse("pages:measure", args=[slug, code])


def _member_measure(key: str) -> str:
    """Of “initiative/code”."""
    slug, _slash, code = key.partition("/")
    return reverse("pages:member_measure", args=[slug, code])


def _of_a_group(page: str) -> Callable[[str], str]:
    """Of “initiative/group”."""

    def url(key: str) -> str:
        slug, _slash, code = key.partition("/")
        return reverse(f"pages:{page}", args=[slug, code])

    return url


def _is_signed_in(request: HttpRequest) -> bool:
    # A request that failed early has no user yet, and its error page has a header too.
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def _has_a_scoreboard(request: HttpRequest) -> bool:
    """Not in a trainer's workspace: nothing of it is published."""
    from commonweal.governance.frame import initiative_at_work

    at_work = initiative_at_work(request) if _is_signed_in(request) else None
    return _is_signed_in(request) and not (at_work and at_work.narrowed_to)
