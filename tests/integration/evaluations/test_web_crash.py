"""A web worker killed inside a save: the sheet is wholly old or wholly new, and the tick may be sent again.

The server is a process group of this test's own, on this run's throw-away PostgreSQL.
"""

import os
import random
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from evaluations.models import Sheet
from evaluations.queries.sheets import marks_of
from ocop.audit.models import Event
from ocop.law import queries as law
from ocop.law.queries import tree_of
from ocop.ui.models import FormReceipt
from tests.factories.evaluations import district_panel, marks_for, open_session, sheet_of
from tests.factories.registrations import accepted_dossier
from tests.integration.documents.test_worker_crash import ROOT, environment_of, kill

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
KILLS, SEED = int(os.environ.get("WEB_KILLS", "6")), int(os.environ.get("SEED", "11"))
CSRF = "b" * 32


def start_server(tmp_path: Path) -> tuple[subprocess.Popen, int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "ocop.wsgi", "-b", f"127.0.0.1:{port}", "-w", "1"],
        cwd=ROOT,
        env=os.environ | environment_of("", tmp_path, 60) | {"ALLOWED_HOSTS": "127.0.0.1", "DEMO": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _try in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return server, port
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the portal did not start")


def save(port: int, cookie: str, sheet: Sheet, body: dict) -> int | None:
    """Save the whole sheet; the status of the answer, None where none came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}; {settings.CSRF_COOKIE_NAME}={CSRF}",
        "X-CSRFToken": CSRF,
    }
    try:
        connection.request("POST", f"/phieu/{sheet.pk}/", urlencode(body), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def form(sheet: Sheet, marks: dict[str, int | None], version: int, key: str) -> dict:
    tree = tree_of(sheet.item.dossier.criteria_set)
    ticks = {f"c-{tree.criterion(code).pk}": n or "none" for code, n in marks.items()}
    return ticks | {"opinion": f"Lần {version}", "version": version, "form_key": key}


def test_a_killed_save_leaves_the_sheet_whole(cast, tmp_path):
    law._tree.cache_clear()
    panel = district_panel(cast)
    dossier = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    sheet = sheet_of(panel.chair, open_session(panel, dossier).items.get())
    tree, client = tree_of(dossier.criteria_set), Client()
    client.force_login(panel.chair)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    chance = random.Random(SEED)  # noqa: S311 -- chooses the moments of the kills
    states = [marks_for(tree, points) for points in (60, 75)]
    server, port = start_server(tmp_path)
    try:
        for n in range(KILLS):
            sheet.refresh_from_db()
            before, version, wanted, key = marks_of(sheet), sheet.version, states[n % 2], str(uuid4())
            body = form(sheet, wanted, version, key)
            answers: list[int | None] = []
            sending = Thread(target=lambda: answers.append(save(port, cookie, sheet, body)))  # noqa: B023
            sending.start()
            time.sleep(chance.uniform(0.01, 0.6))
            kill(server)
            sending.join(40)
            server, port = start_server(tmp_path)

            sheet.refresh_from_db()
            new = sheet.version == version + 1
            assert sheet.version in (version, version + 1)
            assert marks_of(sheet) == (wanted if new else before)
            assert FormReceipt.objects.filter(key=key).exists() == new
            assert new or answers != [302]
            assert save(port, cookie, sheet, body) == 302, "sent again, it takes effect once"
            sheet.refresh_from_db()
            assert (sheet.version, marks_of(sheet)) == (version + 1, wanted)
    finally:
        kill(server)

    assert Event.objects.filter(verb="sheet.fill").count() == KILLS
