from django.urls import include, path

urlpatterns = [
    path("sign-in/", include("commonweal.people.sign_in_urls")),
    path("", include("commonweal.ui.urls")),
    path("", include("commonweal.people.urls")),
    path("", include("commonweal.governance.urls")),
    path("", include("commonweal.commitments.urls")),
    path("", include("commonweal.instruments.urls")),
    path("", include("commonweal.training.urls")),
    path("", include("commonweal.agenda.urls")),
    path("", include("commonweal.publication.urls")),
    path("", include("commonweal.measurement.urls")),
    # Last: its addresses begin with an initiative's own slug.
    path("", include("commonweal.pages.urls")),
]

handler400 = "commonweal.ui.views.bad_request"
handler403 = "commonweal.ui.views.permission_denied"
handler404 = "commonweal.ui.views.not_found"
handler500 = "commonweal.ui.views.server_error"
