"""The portal as a newcomer and as production start it: real processes, asked over HTTP, stopped by signals.

On SQLite the portal is started with nothing given; on PostgreSQL with a database and a Redis of this run.
"""

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest
import yaml
from django.conf import settings

from script.launch.machine import free_port

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
REDIS = os.environ.get("TEST_REDIS_URL", "")
SETTINGS_OF_PORTAL = re.findall(r"^#?\s?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
USERNAME, PASSWORD = "quan-tri", "bay-canh-hoa-sen"
PATIENCE = 180


# --- Tools ------------------------------------------------------------------------------------------------
def clean_environment() -> dict[str, str]:
    """This run's environment without any variable of the portal."""
    ours = {*SETTINGS_OF_PORTAL, "TEST_REDIS_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST"}
    return {name: value for name, value in os.environ.items() if name not in ours}


@contextmanager
def new_database(name: str) -> Iterator[str]:
    """A database of its own on this run's PostgreSQL; yields its address."""
    address = urllib.parse.urlsplit(settings.DATABASE_URL)
    connection = psycopg2.connect(settings.DATABASE_URL)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
        yield address._replace(path=f"/{name}").geturl()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


def redis_database(number: int) -> str:
    return f"{REDIS.rsplit('/', 1)[0]}/{number}"


def processes_on(data: Path) -> list[int]:
    """Living processes that were started on this data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"DATA_DIR={data}\0".encode() in (entry / "environ").read_bytes()
            zombie = ") Z " in (entry / "stat").read_text()
        except OSError:
            continue
        if mine and not zombie:
            found.append(int(entry.name))
    return found


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: behind the proxy they name a host that is not there."""

    def redirect_request(self, *args, **kwargs) -> None:
        return None


@dataclass
class Browser:
    """Somebody's browser, as far as cookies and forms go. Behind a proxy it comes by TLS, under a name."""

    headers: dict[str, str]

    def __post_init__(self) -> None:
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies), Stay
        )

    def open(self, address: str, **form: str) -> tuple[int, str]:
        body = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(address, data=body, headers=self.headers)  # noqa: S310 -- ours
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (urllib.error.URLError, OSError):
            return 0, ""


# --- script/server ----------------------------------------------------------------------------------------
@dataclass
class Server:
    """One portal of `script/server --empty` on a data folder of the tests."""

    data: Path
    environment: dict[str, str]

    def __post_init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self) -> float:
        """Start and wait until it has told its address; returns the seconds that took."""
        began = time.monotonic()
        with self.output.open("w") as out:
            self.process = subprocess.Popen(
                ["script/server", "--empty", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        wait_until(lambda: "Ctrl-C" in self.said() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said()
        return time.monotonic() - began

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def output(self) -> Path:
        return self.data.parent / "server.out"

    def said(self) -> str:
        return self.output.read_text()

    def leader(self, words: str) -> int:
        """The process, among those of this portal, that was started with these words by the launcher."""
        for number in processes_on(self.data):
            command = Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
            if words in command and os.getpgid(number) == number:
                return number
        raise AssertionError(f"no process runs {words}")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Iterator[Server]:
    """A portal whose data is made at its first start and used by every test of this module."""
    data = tmp_path_factory.mktemp("portal") / "data"
    environment = clean_environment() | {
        "DATA_DIR": str(data),
        "ADMIN_USERNAME": USERNAME,
        "ADMIN_PASSWORD": PASSWORD,
    }
    if not settings.DATABASE_URL:
        yield from running_until_done(Server(data, environment))
        return
    with new_database(f"scripts_{os.getpid()}") as database:
        broker = {"REDIS_URL": redis_database(1)} if REDIS else {}
        yield from running_until_done(Server(data, environment | {"DATABASE_URL": database} | broker))


def running_until_done(server: Server) -> Iterator[Server]:
    yield server
    if server.is_running():
        server.stop()
    assert processes_on(server.data) == []


@pytest.fixture
def server(home) -> Server:
    """The portal, running; started again where a test before has ended it."""
    if not home.is_running():
        home.start()
    return home


def test_the_server_answers_from_the_engine_it_was_given(server):
    status, body = Browser({}).open(f"{server.address}/suc-khoe")

    assert (status, json.loads(body)) == (
        200,
        {
            "status": "ok",
            "database": "postgresql" if settings.DATABASE_URL else "sqlite",
            "broker": "redis" if settings.DATABASE_URL and REDIS else "filesystem",
        },
    )
    assert f"The portal answers at {server.address}/" in server.said()
    assert PASSWORD not in server.said()


def test_the_first_administrator_can_sign_in_and_styles_are_there(server):
    browser = Browser({"Referer": server.address})
    _status, page = browser.open(f"{server.address}/tai-khoan/dang-nhap/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    style = re.search(r'href="(/static/css/[^"]+\.css)"', page)[1]

    status, _page = browser.open(
        f"{server.address}/tai-khoan/dang-nhap/",
        csrfmiddlewaretoken=token,
        username=USERNAME,
        password=PASSWORD,
    )

    assert status == 302
    assert browser.open(f"{server.address}/tai-khoan/")[0] == 200
    assert "sessionid" in {cookie.name for cookie in browser.cookies}
    assert browser.open(server.address + style)[0] == 200


def test_background_work_is_taken_by_the_worker_of_its_own_process(server):
    worker = server.leader("celery -A ocop worker")
    clock = server.leader("celery -A ocop beat")

    assert len({worker, clock, server.leader("gunicorn")}) == 3
    if "REDIS_URL" not in server.environment:
        queue = server.data / "broker" / "queue"
        for _message in range(5):
            subprocess.run(
                [BIN / "celery", "-A", "ocop", "call", "documents.sweep"],
                cwd=ROOT,
                env=server.environment
                | {"SECRET_KEY": "only-to-send", "DJANGO_SETTINGS_MODULE": "ocop.settings"},
                check=True,
                capture_output=True,
            )
            assert wait_until(lambda: not list(queue.glob("*.celery.msg")), 60)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_and_the_next_start_is_quick(server, number):
    assert wait_until(lambda: len(processes_on(server.data)) >= 7, 30)  # a launcher, 2 web, 1 clock, 3 worker
    began = time.monotonic()

    code = server.stop(number)

    assert (code, processes_on(server.data)) == (0, [])
    assert time.monotonic() - began < 11
    assert server.said().rstrip().endswith("The portal has stopped.")
    assert server.start() < 20
    assert "load_places" not in server.said()


def test_a_part_that_dies_stops_the_rest_with_a_sentence(server):
    os.kill(server.leader("celery -A ocop beat"), signal.SIGKILL)

    assert server.process.wait(20) == 1
    assert re.search(
        r"^The clock ended by itself \(code -9\), so the portal was stopped: ", server.said(), re.M
    )
    assert "Traceback" not in server.said()
    assert processes_on(server.data) == []


def test_a_launcher_killed_outright_leaves_nothing_behind(server):
    server.process.kill()
    server.process.wait(5)

    assert wait_until(lambda: processes_on(server.data) == [], 20)


def test_a_second_portal_on_the_same_data_is_refused(server):
    said = refused(["--empty", "--port", str(free_port())], server.environment)

    assert said == [f"A portal already runs on the data in {server.data}."]


def test_a_taken_port_is_refused(server):
    said = refused(["--empty", "--port", str(server.port)], server.environment)

    assert said == [
        f"Port {server.port} on 127.0.0.1 cannot be used (address already in use); "
        "stop what runs there or choose another one with --port."
    ]


def refused(words: list[str], environment: dict[str, str]) -> list[str]:
    """Start a portal that cannot start; returns what it said, progress left out."""
    run = subprocess.run(
        ["script/server", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 1
    lines = (run.stdout + run.stderr).splitlines()
    return [line for line in lines if not line.startswith(("Making the data ready", "  "))]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DATABASE_URL": "mysql://host/name"}, r"DATABASE_URL must begin with postgres://; .*\."),
        (
            {"DATABASE_URL": "postgres://ocop:hidden@127.0.0.1:1/ocop"},
            r"The database at postgres://127\.0\.0\.1:1/ocop does not answer: .*refused.*\.",
        ),
        (
            {"REDIS_URL": "redis://:hidden@127.0.0.1:1/0"},
            r"Redis at redis://127\.0\.0\.1:1/0 does not answer: .*\.",
        ),
        ({"UPLOAD_MAX_BYTES": "much"}, r"The variable UPLOAD_MAX_BYTES has a wrong value: .*'much'\."),
        ({"DATA_DIR": "/proc/ocop"}, r"The folder /proc/ocop cannot be made: .*\."),
    ],
)
def test_a_wrong_environment_is_refused_in_one_sentence(tmp_path, variables, sentence):
    said = refused(
        ["--empty", "--port", str(free_port())], clean_environment() | {"DATA_DIR": str(tmp_path)} | variables
    )

    assert len(said) == 1
    assert re.fullmatch(sentence, said[0])


# --- The commands of docker-compose.yml -------------------------------------------------------------------
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
NAME = "ocop.example.vn"
BY_TLS = {
    "Host": NAME,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.7",
    "Referer": f"https://{NAME}/",
}


@dataclass
class Stack:
    """The services of the compose file, run by hand with the same commands and variables."""

    folder: Path
    given: dict[str, str]

    def __post_init__(self) -> None:
        self.running: dict[str, subprocess.Popen] = {}

    def environment_of(self, service: str) -> dict[str, str]:
        written = COMPOSE[service]["environment"]
        variables = {name: self._filled(value) for name, value in written.items()}
        path = {"PATH": f"{BIN}:{os.environ['PATH']}", "DJANGO_SETTINGS_MODULE": "ocop.settings"}
        return clean_environment() | variables | path | {"DATA_DIR": str(self.folder), "HOSTNAME": "one"}

    def _filled(self, value: str) -> str:
        """`${NAME:?…}` and `${NAME:-default}` as the container engine fills them in."""

        def fill(found: re.Match) -> str:
            return self.given.get(found["name"]) or found["default"] or ""

        return re.sub(r"\$\{(?P<name>[A-Z_]+)(?::-(?P<default>[^}]*)|:\?[^}]*)?\}", fill, value)

    def words(self, command: list[str]) -> list[str]:
        """The command with its own folder in place of the container's, and `$$` as the engine reads it."""
        return [
            word.replace("/tmp/beat", f"{self.folder}/beat")  # noqa: S108 -- read, not written
            .replace("find /tmp", f"find {self.folder}")
            .replace("$$", "$")
            for word in command
        ]

    def run(self, service: str, command: list[str] | None = None) -> None:
        done = subprocess.run(
            self.words(command or COMPOSE[service]["command"]),
            cwd=ROOT,
            env=self.environment_of(service),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self, name: str, service: str, *more: str, **variables: str) -> None:
        with (self.folder / f"{name}.log").open("w") as out:
            self.running[name] = subprocess.Popen(
                [*self.words(COMPOSE[service]["command"]), *more],
                cwd=ROOT,
                env=self.environment_of(service) | variables,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def is_healthy(self, service: str) -> bool:
        kind, *command = COMPOSE[service]["healthcheck"]["test"]
        words = self.words(["sh", "-c", *command] if kind == "CMD-SHELL" else command)
        asked = subprocess.run(
            words, cwd=ROOT, env=self.environment_of(service), capture_output=True, check=False, timeout=60
        )
        return asked.returncode == 0

    def stop(self) -> dict[str, int]:
        """Ask all to end as the engine does; returns their codes."""
        for process in self.running.values():
            process.terminate()
        try:
            return {name: process.wait(30) for name, process in self.running.items()}
        finally:
            for process in self.running.values():
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait(5)


@pytest.fixture
def stack(tmp_path) -> Iterator[Stack]:
    if not REDIS:
        pytest.skip("no Redis was given to this run")
    with new_database(f"compose_{os.getpid()}") as database:
        stack = Stack(
            tmp_path,
            {
                "SECRET_KEY": "a-key-for-one-test-that-is-longer-than-fifty-letters",
                "DATABASE_URL": database,
                "REDIS_URL": redis_database(2),
                "ALLOWED_HOSTS": NAME,
                "CSRF_TRUSTED_ORIGINS": f"https://{NAME}",
                "SITE_URL": f"https://{NAME}",
                "EMAIL_URL": "dummymail://",
                "DEFAULT_FROM_EMAIL": f"ocop@{NAME}",
                "WEB_CONCURRENCY": "1",
            },
        )
        yield stack
        stack.stop()


@pytest.mark.postgres
@pytest.mark.broker
def test_the_services_of_the_compose_file_run_together(stack):
    stack.run("release")
    stack.run("web", ["python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0"])
    doors = [free_port(), free_port()]
    for number, door in enumerate(doors):
        stack.start(f"web {number}", "web", GUNICORN_CMD_ARGS=f"--bind 127.0.0.1:{door}")
    stack.start("worker", "worker", "--hostname", "celery@one")
    stack.start("beat", "beat")
    addresses = [f"http://127.0.0.1:{door}" for door in doors]

    for address in addresses:
        assert wait_until(lambda address=address: Browser(BY_TLS).open(f"{address}/suc-khoe")[0] == 200, 60)
        assert json.loads(Browser(BY_TLS).open(f"{address}/suc-khoe")[1])["broker"] == "redis"
        stack.run("web", ["python", "-m", "deploy.ask_health", f"{address}/suc-khoe"])
    assert wait_until(lambda: stack.is_healthy("worker"), 90)
    assert wait_until(lambda: stack.is_healthy("beat"), 30)
    assert_one_session_for_all(stack, addresses)

    assert stack.stop() == {"web 0": 0, "web 1": 0, "worker": 0, "beat": 0}


def assert_one_session_for_all(stack: Stack, addresses: list[str]) -> None:
    """Who signs in at one web process is known to the other."""
    subprocess.run(
        [BIN / "python", "manage.py", "create_administrator", "--username", USERNAME],
        cwd=ROOT,
        env=stack.environment_of("web"),
        input=PASSWORD,
        text=True,
        check=True,
        capture_output=True,
    )
    first, second = addresses
    page = Browser(BY_TLS)
    _status, form = page.open(f"{first}/tai-khoan/dang-nhap/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    cookie = next(cookie.value for cookie in page.cookies if cookie.name == "csrftoken")
    signed_in = Browser(BY_TLS | {"Cookie": f"csrftoken={cookie}"})
    status, _body = signed_in.open(
        f"{first}/tai-khoan/dang-nhap/", csrfmiddlewaretoken=token, username=USERNAME, password=PASSWORD
    )
    assert status == 302
    session = next(cookie.value for cookie in signed_in.cookies if cookie.name == "sessionid")

    assert Browser(BY_TLS | {"Cookie": f"sessionid={session}"}).open(f"{second}/tai-khoan/")[0] == 200
    assert Browser(BY_TLS).open(f"{second}/tai-khoan/")[0] == 302
