from dataclasses import dataclass, field
from hashlib import sha256

import pytest

from measurement.sources import connectors
from measurement.values import SourceError
from tests.measurement.sources.workbooks import REAL


@dataclass
class FeedStub:
    connector: str = "bundled_file"
    config: object = field(default_factory=lambda: {"path": "vcams/VCAMS_behavourial.xlsx"})


def refusal(feed: FeedStub) -> str:
    with pytest.raises(SourceError) as refused:
        connectors.of(feed).fetch()
    return str(refused.value)


@pytest.fixture
def folder(tmp_path, settings):
    """A folder of bundled data with one table, and a secret beside the folder."""
    settings.BUNDLED_DATA = tmp_path / "data"
    (tmp_path / "data" / "vcams").mkdir(parents=True)
    (tmp_path / "data" / "vcams" / "table.xlsx").write_bytes(b"table")
    (tmp_path / "secret").write_bytes(b"secret")
    return settings.BUNDLED_DATA


def test_a_bundled_file_comes_as_it_is(folder):
    assert connectors.of(FeedStub(config={"path": "vcams/table.xlsx"})).fetch() == b"table"


def test_the_workbook_of_the_demonstration_is_bundled_as_its_publisher_made_it():
    content = connectors.of(FeedStub()).fetch()

    assert content == REAL
    assert sha256(content).hexdigest() == (
        "2f9b3e941f19ac59a7a2eb6c7957c52ac9c4fa9b021723feb359967c06012957"
    )


@pytest.mark.parametrize("path", ["../secret", "vcams/../../secret", "/etc/hostname", "link"])
def test_no_path_leads_out_of_the_folder(folder, path):
    (folder / "link").symlink_to(folder.parent / "secret")

    assert refusal(FeedStub(config={"path": path})) == (
        f"The path “{path}” leads out of the folder of bundled data. "
        "Write it as it stands in that folder, such as vcams/table.xlsx."
    )


@pytest.mark.parametrize("path", ["vcams/other.xlsx", "vcams", "."])
def test_a_file_that_is_not_there_is_named(folder, path):
    assert refusal(FeedStub(config={"path": path})) == (
        f"There is no file “{path}” in the folder of bundled data. "
        "Compare the path in the feed with the folder."
    )


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000])
def test_a_path_that_no_file_can_have_is_refused(folder, path):
    with pytest.raises(SourceError):
        connectors.of(FeedStub(config={"path": path})).fetch()


def test_a_file_that_is_too_large_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(connectors, "MOST", 4)

    assert refusal(FeedStub(config={"path": "vcams/table.xlsx"})) == (
        "The file “vcams/table.xlsx” is larger than 0 MB; it is not read."
    )


@pytest.mark.parametrize("config", [{}, {"path": ""}, {"path": 7}, {"path": None}, [], None])
def test_a_feed_that_names_no_file_is_told_how(config):
    assert refusal(FeedStub(config=config)) == (
        "The feed does not say which file it reads. "
        'Write it into its settings, such as {"path": "vcams/table.xlsx"}.'
    )


def test_a_connector_that_does_not_exist_is_named():
    assert refusal(FeedStub(connector="carrier_pigeon")) == (
        "There is no connector “carrier_pigeon”; there is bundled_file."
    )
