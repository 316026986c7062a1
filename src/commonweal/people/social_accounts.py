"""The package's room for accounts at other sites, without what it loads at once."""

from allauth.socialaccount.apps import SocialAccountConfig


class SocialAccounts(SocialAccountConfig):
    """As it stands it loads an HTTP client at every start, a quarter of a second, before anybody comes that way."""

    default = False

    def ready(self) -> None:
        from allauth.socialaccount import checks  # noqa: F401 - they register themselves
