"""The folder that carries messages where there is no Redis."""

from contextlib import suppress
from queue import Empty
from threading import Thread
from time import sleep
from uuid import uuid4

import pytest
from kombu import Connection, Exchange, Queue

from ocop.core import broker


@pytest.fixture
def folder(tmp_path):
    broker.stand_in()
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def work(request):
    """A queue of this test: kombu remembers in the process which ones it has bound."""
    name = f"{request.node.originalname}_{uuid4()}"
    return Queue(name, Exchange(name), routing_key=name)


def connection(folder) -> Connection:
    messages = str(folder / "queue")
    return Connection(
        "filesystem://",
        transport_options={
            "data_folder_in": messages,
            "data_folder_out": messages,
            "control_folder": str(folder / "control"),
        },
    )


def test_no_message_is_seen_before_it_is_whole(folder, work, monkeypatch):
    seen = []
    dumps = broker.dumps

    def look_while_it_is_written(payload):
        seen.append([file.name for file in (folder / "queue").iterdir() if file.suffix == ".msg"])
        return dumps(payload)

    monkeypatch.setattr(broker, "dumps", look_while_it_is_written)
    with connection(folder) as line, line.SimpleQueue(work) as queue:
        queue.put({"id": 7})

        assert seen == [[]]
        assert queue.get_nowait().payload == {"id": 7}
    assert [file for file in (folder / "queue").iterdir() if file.suffix == ".draft"] == []


def test_a_reader_faster_than_the_writer_gets_every_message(folder, work):
    assert exchanged(folder, work, 200) == set(range(200))


def test_who_binds_second_waits_until_the_queue_is_bound(folder, work, monkeypatch):
    """What is sent before the table names the queue goes to nobody."""
    bind = broker.Channel._queue_bind

    def bind_late(*args) -> None:
        sleep(0.2)
        bind(*args)

    monkeypatch.setattr(broker.Channel, "_queue_bind", bind_late)

    assert exchanged(folder, work, 1) == {0}


def exchanged(folder, work, number_of_messages: int) -> set[int]:
    """What one thread reads of what another sends at the same time."""

    def write() -> None:
        with connection(folder) as line, line.SimpleQueue(work) as queue:
            for number in range(number_of_messages):
                queue.put({"id": number})

    writer, got = Thread(target=write), set()
    writer.start()
    with connection(folder) as line, line.SimpleQueue(work) as queue, suppress(Empty):
        while len(got) < number_of_messages:
            message = queue.get(timeout=5)
            got.add(message.payload["id"])
            message.ack()
    writer.join()
    return got
