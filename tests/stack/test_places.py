from pathlib import Path

import pytest

from partnership.stack import places


def test_a_socket_below_a_deep_checkout_still_has_a_short_address(tmp_path: Path):
    deep = tmp_path / ("Á folder " * 15)

    name = f"/tmp/portal-4294967295-{places.short_hash(deep)}/.s.PGSQL.5432"

    assert len(name) < 104  # bytes that macOS allows


def test_two_checkouts_have_two_folders():
    assert places.short_hash(Path("/one")) != places.short_hash(Path("/two"))


def test_a_new_folder_is_private(tmp_path: Path):
    folder = places.own_folder(tmp_path / "sockets", 0o700)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_link_in_place_of_our_folder_is_refused(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sockets").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(places.Unsafe, match="belongs to somebody else"):
        places.own_folder(tmp_path / "sockets", 0o700)


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "sockets").mkdir()
    owner = (tmp_path / "sockets").stat().st_uid
    monkeypatch.setattr(places.os, "geteuid", lambda: owner + 1)

    with pytest.raises(places.Unsafe, match="belongs to somebody else"):
        places.own_folder(tmp_path / "sockets", 0o700)


def test_an_ordinary_folder_keeps_modes(tmp_path: Path):
    assert places.keeps_modes(tmp_path)
    assert list(tmp_path.iterdir()) == []
