"""What came of a series: pages, printed reports and files for each who is told of it."""

from django.urls import path

from commonweal.training.views import evaluation, gains, progress, reports

SERIES = "desk/<slug:slug>/training/<int:number>"

urlpatterns = [
    path("train/<str:code>/mine/", progress.progress, name="progress"),
    path("train/<str:code>/mine/steps/", progress.steps, name="own_steps"),
    path("train/<str:code>/mine/out/", progress.take_out, name="answers_out"),
    path("train/<str:code>/mine/certificate-<str:lang>-<str:paper>.pdf", progress.certificate, name="certificate"),
    path(f"{SERIES}/learned/", gains.gains, name="gains"),
    path(f"{SERIES}/reports/", reports.reports, name="reports"),
    path(f"{SERIES}/host-<str:lang>-<str:paper>.pdf", reports.host_report, name="host_report"),
    path(f"{SERIES}/<int:session>/brief/", reports.brief, name="brief"),
    path(f"{SERIES}/files/", evaluation.evaluation, name="evaluation"),
    path(f"{SERIES}/files.zip", evaluation.evaluation_archive, name="evaluation_archive"),
    path(f"{SERIES}/files/<slug:name>.<slug:form>", evaluation.evaluation_file, name="evaluation_file"),
]
