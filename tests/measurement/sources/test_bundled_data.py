from hashlib import sha256

import pytest

from tests.measurement.sources.workbooks import DATA

FILES = sorted(
    str(file.relative_to(DATA))
    for kind in ("abs", "vcams", "csa", "geography")
    for file in (DATA / kind).iterdir()
)


@pytest.mark.parametrize("name", FILES)
def test_the_readme_of_the_data_names_each_file_with_its_hash(name):
    digest = sha256((DATA / name).read_bytes()).hexdigest()

    lines = (DATA / "README.md").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith(f"| `{name}` |") and f"`{digest}`" in line]
