"""Every route that answers a stranger, by name. All others turn a stranger away; a test reads this list."""

PUBLIC_URL_NAMES = {
    "account_logout",
    "ui:language",
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_inactive",
    "people:once",
    "agenda:start",
    "measurement:partner",
}
