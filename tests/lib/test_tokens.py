"""Secrets in links, and the code of a new installation."""

from pathlib import Path

import pytest

from commonweal.lib.setup_code import forget_setup_code, is_setup_code, setup_code
from commonweal.lib.tokens import hash_token, make_token


def test_token_is_found_by_its_hash_and_not_read_from_it() -> None:
    token, kept = make_token()
    assert (hash_token(token), len(token), token in kept) == (kept, 32, False)


def test_no_two_tokens_are_alike() -> None:
    assert len({make_token()[0] for _ in range(1000)}) == 1000


def test_setup_code_stays_the_same_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    code = setup_code(tmp_path / "home")
    assert setup_code(tmp_path / "home") == code
    assert (tmp_path / "home" / "setup_code").stat().st_mode & 0o777 == 0o600


def test_setup_code_is_known_however_it_is_typed(tmp_path: Path) -> None:
    code = setup_code(tmp_path)
    assert is_setup_code(tmp_path, f" {code.lower().replace('-', ' ')} ")


@pytest.mark.parametrize("given", ["", "AAAA-AAAA-AAAA", "ñ"])
def test_other_codes_are_refused(tmp_path: Path, given: str) -> None:
    setup_code(tmp_path)
    assert not is_setup_code(tmp_path, given)


def test_forgotten_code_opens_nothing_more(tmp_path: Path) -> None:
    code = setup_code(tmp_path)
    forget_setup_code(tmp_path)
    assert not is_setup_code(tmp_path, code)
