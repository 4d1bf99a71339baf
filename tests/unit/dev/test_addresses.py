"""Only straight requests to the server's own names are answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dev.addresses import is_known_host, is_loopback, is_own_page, names_of, site_path

OWN = names_of("127.0.0.1")


@pytest.mark.parametrize(
    "header", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"]
)
def test_own_names_are_known(header: str) -> None:
    assert is_known_host(header, OWN)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "[::2]",
        "evil.example:8000",
        "a@localhost.example",
        "127.0.0.2",
        "[",
        "localhost:8000:evil",
    ],
)
def test_other_names_are_not(header: str) -> None:
    assert not is_known_host(header, OWN)


def test_bound_to_all_addresses_numbers_are_known_and_foreign_names_are_not() -> None:
    names = names_of("0.0.0.0")
    assert is_known_host("192.168.1.20:8000", names)
    assert not is_known_host("evil.example:8000", names)


def test_bound_to_a_name_that_name_is_known() -> None:
    assert is_known_host("Workshop.local:8000", names_of("workshop.local"))


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.9.9.9", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.2", False),
        ("example.org", False),
    ],
)
def test_whether_others_can_reach_the_server(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://localhost:8000"}, True),
        ({"origin": "http://localhost:9000"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_pages_of_other_origins_do_not_listen(headers: dict[str, str], own: bool) -> None:
    assert is_own_page({"host": "localhost:8000", **headers}, OWN) is own


@pytest.mark.parametrize(
    "raw",
    [
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/%2E%2E/%2e%2e/x",
        "/a%2fb",
        "/a%5cb",
        "/a\\b",
        "/..%5cx",
        "/a%00",
        "/a\x00",
        "//x",
        "/a//b",
        "/.",
        "/..",
        "/./x",
        "x",
        "",
        "/%ff",
        "/%0a",
        "/a/%2e.",
        "http://127.0.0.1/x",
    ],
)
def test_a_request_that_is_not_spelt_straight_names_nothing(raw: str) -> None:
    assert site_path(raw.encode("latin-1")) is None


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("/", ""),
        ("/a/", "a/"),
        ("/a/b.css", "a/b.css"),
        ("/caf%C3%A9/", "café/"),
        ("/a+b", "a+b"),
        ("/%252e%252e/x", "%2e%2e/x"),
        ("/.well-known/x", ".well-known/x"),
        ("/...", "..."),
    ],
)
def test_a_straight_request_names_its_file(raw: str, path: str) -> None:
    assert site_path(raw.encode()) == path


@given(st.binary(max_size=40))
def test_no_request_steps_out_of_the_site(raw: bytes) -> None:
    path = site_path(b"/" + raw)
    assert path is None or not {"..", "."} & set(path.replace("\\", "/").split("/"))
    assert path is None or not path.startswith("/")
