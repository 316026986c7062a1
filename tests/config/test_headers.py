"""Every answer carries the policy that lets no script of somebody else run: also a redirect and a refusal."""

import pytest
from django.test import Client, override_settings

from commonweal.governance.models import Initiative


@pytest.mark.parametrize(
    ("address", "status"),
    [("/fork/", 200), ("/fork", 301), ("/none/", 404), ("/home/", 302), ("/language/", 302), ("/fork/", 400)],
)
def test_answer_carries_the_policy(address: str, status: int, initiative: Initiative) -> None:
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        host = "evil.example" if status == 400 else "testserver"
        answer = Client().get(address, headers={"host": host})
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
