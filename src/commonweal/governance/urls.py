from django.urls import path

from commonweal.governance.views import groups, interests, organisations, outbox, places

app_name = "governance"

urlpatterns = [
    path("desk/<slug:slug>/organizations/", organisations.organisations, name="organisations"),
    path("desk/<slug:slug>/organizations/add/", organisations.add, name="add_organisation"),
    path("desk/<slug:slug>/organizations/upload/", organisations.upload, name="upload_organisations"),
    path("desk/<slug:slug>/organizations/<slug:code>/contact/", organisations.contact, name="contact"),
    path("desk/<slug:slug>/organizations/<slug:code>/leave/", organisations.leave, name="leave"),
    path("desk/<slug:slug>/places/", places.places, name="places"),
    path("desk/<slug:slug>/places/add/", places.add, name="add_place"),
    path("desk/<slug:slug>/places/upload/", places.upload, name="upload_places"),
    path("desk/<slug:slug>/places/boundaries/", places.boundaries, name="upload_boundaries"),
    path("desk/<slug:slug>/places/<str:code>/remove/", places.remove, name="remove_place"),
    path("desk/<slug:slug>/places/<str:code>/lies-in/", places.lies_in, name="lies_in"),
    path("desk/<slug:slug>/groups/", groups.groups, name="groups"),
    path("desk/<slug:slug>/groups/add/", groups.add_group, name="add_group"),
    path("desk/<slug:slug>/groups/contact/", groups.public_contact, name="public_contact"),
    path("desk/<slug:slug>/seats/", groups.seats, name="seats"),
    path("desk/<slug:slug>/seats/add/", groups.add_seat, name="add_seat"),
    path("desk/<slug:slug>/seats/<int:seat>/end/", groups.end_seat, name="end_seat"),
    path("desk/<slug:slug>/seats/<int:seat>/let-in/", groups.let_in, name="let_in"),
    path("desk/<slug:slug>/interests/", interests.page, name="interests"),
    path("desk/<slug:slug>/interests/declare/", interests.declare, name="declare_interest"),
    path("desk/<slug:slug>/interests/<int:interest>/change/", interests.change, name="change_interest"),
    path("desk/<slug:slug>/interests/<int:interest>/end/", interests.end, name="end_interest"),
    path("desk/<slug:slug>/interests/<int:interest>/still-so/", interests.still_so, name="interest_still_so"),
    path("desk/<slug:slug>/conflicts/<slug:kind>/<str:key>/", interests.answer, name="answer_conflict"),
    path("desk/<slug:slug>/outbox/", outbox.outbox, name="outbox"),
    path("desk/<slug:slug>/outbox/<int:message>/sent/", outbox.hand_over, name="hand_over"),
    path("desk/<slug:slug>/outbox/<int:message>/send/", outbox.send_now, name="send_now"),
]
