"""Every route that answers a stranger, by name. All others turn a stranger away; a test reads this list."""

PUBLIC_URL_NAMES = {
    "set_language",
    "ui:language",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
