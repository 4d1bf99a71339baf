"""The language of code that states none is named only where there is no doubt."""

import pytest

from generator.importer.guess_language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("#!/bin/sh\nls", "bash"),
        ("#!/usr/bin/env python3\nprint(1)", "python"),
        ("<?php\necho 1;", "php"),
        ("<!DOCTYPE html>\n<p>a", "html"),
        ('<?xml version="1.0"?>\n<a/>', "xml"),
        ("diff --git a/x b/x\nindex 1..2", "diff"),
        ('package main\n\nimport "fmt"', "go"),
        ('{\n  "name": "x",\n  "list": [1]\n}', "json"),
        ("def greet(name):\n    return name\n", "python"),
        ("from math import pi\nprint(pi)", "python"),
    ],
)
def test_what_leaves_no_doubt_is_named(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "print('a')\nprint('b')",
        "def greet(name)\n  name\nend",
        "[1, 2, 3]",
        '"just": "a line"',
        "$ pip install x\nDone",
        "class A {\n  int a;\n}",
        "from here on: prose\nand more of it",
        "#!strange",
        "x" * 30_000,
    ],
)
def test_what_could_be_anything_is_not(text: str) -> None:
    assert guess_language(text) == ""
