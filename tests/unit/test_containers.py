"""The files for production say what they must, checked without a container engine."""

import re
from pathlib import Path

import pytest
import yaml

from deploy import ask_health
from script.launch.setup import LIBRARIES

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict] = COMPOSE["services"]
SAMPLE = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
OURS = {"release", "web", "worker", "beat"}

KNOWN_KEYS = {
    "build": str,
    "image": str,
    "command": list,
    "environment": dict,
    "restart": str,
    "logging": dict,
    "init": bool,
    "read_only": bool,
    "tmpfs": list,
    "cap_drop": list,
    "security_opt": list,
    "volumes": list,
    "networks": list,
    "ports": list,
    "depends_on": dict,
    "healthcheck": dict,
    "stop_grace_period": str,
    "shm_size": str,
}
"""The keys of the Compose Specification in use here, and the type each is written in."""
HEALTH_KEYS = {"test", "interval", "timeout", "retries", "start_period", "disable"}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_written_in_keys_of_the_specification(name):
    service = SERVICES[name]

    assert {key: type(value) for key, value in service.items()} == {key: KNOWN_KEYS[key] for key in service}
    assert set(service["healthcheck"]) <= HEALTH_KEYS
    for other, need in service.get("depends_on", {}).items():
        assert other in SERVICES
        assert need["condition"] in CONDITIONS
    assert set(service["networks"]) <= set(COMPOSE["networks"])


def test_the_file_has_the_parts_of_the_specification():
    assert {key for key in COMPOSE if not key.startswith("x-")} == {"name", "services", "volumes", "networks"}
    assert set(SERVICES) == OURS | {"proxy", "database", "redis"}


def test_named_volumes_are_declared_and_used():
    mounts = [mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])]
    named = {source for source in mounts if re.fullmatch(r"[a-z]+", source)}

    assert named == set(COMPOSE["volumes"])


def test_folders_of_this_repository_that_are_mounted_exist():
    sources = [m.split(":")[0] for service in SERVICES.values() for m in service.get("volumes", [])]

    assert all((ROOT / source).exists() for source in sources if source.startswith("./"))


def test_every_variable_of_the_compose_file_is_listed_with_a_sample():
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))

    assert used <= set(SAMPLE)


def test_secrets_have_no_value_here():
    secret = re.compile(r"SECRET|PASSWORD|DATABASE_URL|EMAIL_URL")
    values = [
        value
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if secret.search(name)
    ]

    assert len(values) >= 5
    assert all(re.fullmatch(r"\$\{[A-Z_]+:\?[^}]+\}", value) for value in values)


def test_our_services_are_given_every_variable_the_settings_read():
    settings = (ROOT / "ocop" / "settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings)) - {"DEBUG", "DEMO"}

    assert read
    for name in OURS:
        assert read <= set(SERVICES[name]["environment"]), name


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"release"}))
def test_what_stays_up_is_asked_for_its_health_and_restarted(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_logs_cannot_fill_the_disk(name):
    assert SERVICES[name]["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


def test_web_may_be_several_and_the_clock_is_one():
    assert "container_name" not in SERVICES["web"]
    beats = [name for name, service in SERVICES.items() if "beat" in service.get("command", [])]
    assert beats == ["beat"]


def test_the_image_runs_as_an_ordinary_user_with_the_libraries_of_the_papers():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    text = "\n".join(lines)

    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["ocop"]
    assert lines.index("USER ocop") > max(at for at, line in enumerate(lines) if line.startswith("RUN"))
    assert all(package in text for package in LIBRARIES.values())
    assert "collectstatic" in text
    assert "HEALTHCHECK" in text


def test_the_image_runs_what_the_compose_file_runs():
    command = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert yaml.safe_load(command[1]) == SERVICES["web"]["command"]


def test_secrets_and_data_stay_out_of_the_image():
    left_out = (ROOT / ".dockerignore").read_text().split()

    assert {".env", "var", ".git", "deploy/tls", ".venv"} <= set(left_out)


def test_the_proxy_lets_the_largest_upload_pass():
    proxy = (ROOT / "deploy" / "nginx.conf.template").read_text()
    limit = int(re.search(r"client_max_body_size (\d+)m;", proxy)[1])

    assert limit * 1024 * 1024 > int(SAMPLE["UPLOAD_MAX_BYTES"])


def test_the_proxy_replaces_what_a_client_claims_and_knows_only_its_variables():
    proxy = (ROOT / "deploy" / "nginx.conf.template").read_text()

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy
    assert "proxy_set_header X-Forwarded-Proto https;" in proxy
    assert set(re.findall(r"\$\{(\w+)\}", proxy)) == set(SERVICES["proxy"]["environment"])
    assert proxy.count("{") == proxy.count("}")


@pytest.mark.parametrize(
    ("hosts", "name"),
    [
        ("ocop.example.vn,localhost", "ocop.example.vn"),
        (".example.vn", "example.vn"),
        ("*", "localhost"),
        ("", "localhost"),
    ],
)
def test_health_is_asked_under_a_name_the_portal_answers_to(monkeypatch, hosts, name):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)

    assert ask_health.known_name() == name


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_command_is_a_list_of_words(name):
    assert {type(word) for word in SERVICES[name]["command"]} == {str}
