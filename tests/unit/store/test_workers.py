"""Results are those of a plain loop, on any number of processes and in any order of ending."""

import errno
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.store.workers import (
    WorkerDied,
    balanced,
    parallel_map,
    parallel_stream,
    process_pool,
)


@given(st.lists(st.integers(0, 1000)), st.integers(1, 20))
def test_every_item_is_in_one_chunk_and_no_chunk_is_much_the_heaviest(
    weights: list[int], chunks: int
) -> None:
    groups = balanced(weights, chunks)
    assert sorted(i for group in groups for i in group) == list(range(len(weights)))
    if groups:
        loads = [sum(weights[i] + 1 for i in group) for group in groups]
        assert max(loads) - min(loads) <= max(weights) + 1


@given(st.lists(st.integers()), st.integers(1, 5))
def test_results_stand_in_the_order_of_the_items(items: list[int], threads: int) -> None:
    with ThreadPoolExecutor(threads) as executor:
        assert parallel_map(str, items, executor=executor) == [str(item) for item in items]


def test_processes_give_what_a_loop_gives() -> None:
    items = list(range(-40, 40))
    with process_pool(2) as executor:
        made = parallel_map(abs, items, executor=executor, weights=[abs(i) for i in items])
    assert made == [abs(i) for i in items]


def test_an_exception_of_the_work_reaches_the_caller() -> None:
    with process_pool(2) as executor, pytest.raises(ZeroDivisionError):
        parallel_map((1).__truediv__, [1.0] * 20 + [0], executor=executor)  # type: ignore[arg-type]


def test_a_worker_that_dies_is_reported() -> None:
    with pytest.raises(WorkerDied), process_pool(2) as executor:
        parallel_map(os._exit, [1] * 20, executor=executor)


PROGRAM = """
import errno
import os
import pickle
import signal
import time
from generator.store.workers import parallel_map, process_pool
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell runs behind
if __name__ == "__main__":
    with process_pool(2) as executor:
        print(*{executor.submit(os.getpid).result() for _ in range(20)}, flush=True)
        parallel_map(time.sleep, [60] * 20, executor=executor)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_build(tmp_path, how: signal.Signals) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    process = subprocess.Popen(
        [sys.executable, tmp_path / "program.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    with process:
        assert process.stdout is not None
        workers = [int(word) for word in process.stdout.readline().split()]
        process.send_signal(how)
        process.wait(timeout=20)
    assert workers
    for _ in range(200):
        if not any(is_running(worker) for worker in workers):
            return
        time.sleep(0.05)
    raise AssertionError("workers still run")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_result_that_cannot_be_sent_is_an_error_and_not_a_dead_worker() -> None:
    with process_pool(2) as executor:
        assert executor is not None
        with pytest.raises(TypeError):
            executor.submit(open, os.devnull).result()
        assert executor.submit(abs, -1).result() == 1


def test_what_cannot_be_sent_to_a_worker_is_an_error_of_its_task_alone() -> None:
    with process_pool(2) as executor:
        assert executor is not None
        with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
            executor.submit(lambda: 1).result()
        assert executor.submit(abs, -1).result() == 1


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO])
def test_pipes_that_fail_end_the_work_instead_of_waiting(
    monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def failing(*_: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(Connection, "send", failing)
    with process_pool(2) as executor, pytest.raises(WorkerDied):
        parallel_map(abs, list(range(20)), executor=executor)


def test_a_stream_comes_in_order_and_is_asked_for_as_it_goes() -> None:
    asked: list[int] = []

    def items() -> Iterator[int]:
        for number in range(40):
            asked.append(number)
            yield number

    with process_pool(2) as pool:
        stream = parallel_stream(abs, items(), executor=pool)
        assert next(stream) == 0
        assert len(asked) < 10
        assert list(stream) == list(range(1, 40))


def test_other_work_comes_between_results_without_losing_any() -> None:
    beside = iter("abc")
    with process_pool(2) as pool:
        found = list(parallel_stream(_slowly, range(12), executor=pool, beside=beside))
        assert [each for each in found if isinstance(each, int)] == list(range(12))
        assert [each for each in found if isinstance(each, str)] == list("abc")
    assert list(parallel_stream(abs, [1], executor=None, beside=iter("d"))) == [1]


def _slowly(number: int) -> int:
    time.sleep(0.05)
    return number
