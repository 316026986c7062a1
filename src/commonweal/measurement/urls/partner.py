"""A partner's place in a round, behind two doors: its own link, and the backbone on its behalf."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from commonweal.measurement.views import burden, own_data, own_place, partner, partner_check, partner_other
from commonweal.measurement.views.doors import on_behalf, with_link
from commonweal.measurement.views.uploads import takes_upload

View = Callable[..., HttpResponse]


def pages_behind(door: Callable[[View], View], prefix: str, name: str) -> list[URLPattern]:
    """The same pages, whoever opens them."""
    return [
        path(prefix, door(partner.partner), name=name),
        path(f"{prefix}workbook/", door(partner.workbook), name=f"{name}_workbook"),
        path(f"{prefix}upload/", door(takes_upload(partner_check.upload)), name=f"{name}_upload"),
        path(f"{prefix}typed/", door(partner_check.typed), name=f"{name}_typed"),
        path(f"{prefix}trend/", door(own_data.own_trend), name=f"{name}_trend"),
        path(f"{prefix}everything/", door(own_data.everything), name=f"{name}_everything"),
        path(f"{prefix}other/", door(partner_other.other), name=f"{name}_other"),
        path(f"{prefix}other/<str:code>/undo/", door(partner_other.undo), name=f"{name}_undo"),
        path(f"{prefix}check/<str:staged>/", door(partner_check.check), name=f"{name}_check"),
        path(f"{prefix}check/<str:staged>/marked/", door(partner_check.marked), name=f"{name}_marked"),
        path(f"{prefix}check/<str:staged>/forget/", door(partner_check.forget), name=f"{name}_forget"),
        path(f"{prefix}sent/<str:number>/", door(partner.sent), name=f"{name}_sent"),
        path(f"{prefix}sent/<str:number>/took/", door(burden.took), name=f"{name}_took"),
        path(f"{prefix}sent/<str:number>/answer/", door(partner.answer), name=f"{name}_answer"),
        path(f"{prefix}files/<int:sequence>/again/", door(partner_check.again), name=f"{name}_file_again"),
        path(f"{prefix}files/<int:sequence>/marked/", door(partner_check.marked_again), name=f"{name}_file_marked"),
        path(f"{prefix}files/<int:sequence>/delete/", door(partner.delete_file), name=f"{name}_delete_file"),
    ]


urlpatterns = [
    *pages_behind(with_link, "p/<str:token>/", "partner"),
    path("p/<str:token>/renew/", with_link(partner.renew), name="partner_renew"),
    path("desk/<slug:slug>/own/<int:number>/", own_place.open_own, name="own_place"),
    *pages_behind(on_behalf, "desk/<slug:slug>/rounds/<int:round_id>/partners/<slug:organisation>/", "behalf"),
]
