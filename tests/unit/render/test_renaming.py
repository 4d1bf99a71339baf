"""Names made short: a script says what it said, and others find in it what they found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.render.minimising import minimised
from generator.render.renaming import outer_names, renamed

SCRIPTS = Path(__file__).parents[3] / "templates/assets/js"

ALL_FORMS = r"""
import { basename } from "node:path";
const outer = 2, a = "a", top = [];
export const shared = { outer, outer: outer, top };
export function told(first, { second, third: [fourth] = [9], ...others } = {}, fifth = outer) {
  const inner = ({ second }) => second + fifth;
  return [first, second, fourth, others, inner({ second: fifth }), inner.name.length > 0];
}
function* counting(limit) { for (let i = 0; i < limit; i++) yield { i, limit }; }
const later = async (value) => { try { throw await value; } catch (caught) { return caught; } };
class Pair {
  static made = 0;
  #hidden = outer;
  hidden = "seen";
  constructor(left, right = left) { Object.assign(this, { left, right }); Pair.made += 1; }
  get both() { const { left, right } = this; return `${left}${right}${this.#hidden}`; }
  [a](b = a) { return b; }
}
const factorial = function self(n) { return n < 2 ? 1 : n * self(n - 1); };
const Named = class Inside { static of() { return Inside === Named; } };
{ const outer = "block"; top.push(outer); }
for (const [key, { i }] of Object.entries([...counting(2)])) top.push(key, i);
for (const at in { x: 1 }) top.push(at);
switch (outer) { case 2: { const name = "case"; top.push(name); } }
let assigned, rest;
({ a: assigned = 5, ...rest } = { b: 1 });
[assigned, rest.b] = [rest.b, assigned];
label: for (;;) { break label; }
top.push(typeof undeclared, basename("x/y"), /outer\/a/g.source, "outer", `${`${outer}`}`);
console.log(JSON.stringify([shared, told(1, { second: 2, more: 3 }), new Pair(1).both, Pair.made,
  new Pair(0).a(), factorial(5), Named.of(), top, assigned, rest, await later("late")]));
"""
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="asks Node to run it")


def _said(script: str) -> str:
    done = subprocess.run(
        ["node", "--input-type=module"], input=script, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_node
def test_a_script_of_all_forms_says_what_it_said() -> None:
    short = minimised(renamed(ALL_FORMS))
    assert len(short) < len(minimised(ALL_FORMS))
    assert _said(short) == _said(ALL_FORMS) != ""


def test_the_same_script_gets_the_same_names_in_every_process() -> None:
    script = (
        "import sys; from generator.render.renaming import renamed; print(renamed(sys.argv[1]))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script, ALL_FORMS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("export const name = (long) => long;", "export const name = (s) => s;"),
        ("const long = 1; export { long as b };", "const long = 1; export { long as b };"),
        ("export const f = (one) => ({ one });", "export const f = (s) => ({ one:s });"),
        ("export const f = ({ one = 1 }) => one;", "export const f = ({ one:s = 1 }) => s;"),
        ("export let x = (it) => s + it;", "export let x = (e) => s + e;"),
        ("const own = (it) => it;", "const own = (s) => s;"),
        ("export let x = [status]; { let status; }", "export let x = [status]; { let status; }"),
        ("const MOST = 48;export const f = (x) => x > MOST;", "export const f = (s) => s > 48;"),
        (
            "const A = 1, B = 2;export let x = () => [{ A }, B];",
            "export let x = () => [{ A:1 }, 2];",
        ),
        ("const A = 1;export const f = (A) => A;", "export const f = (s) => s;"),
        (
            "const A = 1, b = [];export let x = () => A;",
            "const s = 1, e = [];export let x = () => s;",
        ),
        ("const A = 1;export let x = () => A.size;", "const s = 1;export let x = () => s.size;"),
        ("export const A = 1;export let x = A;", "export const A = 1;export let x = A;"),
        (
            "{ const x = f(); // then\n  const y = g(); let z; let w; f(x, y); }",
            "{ const s = f(),e = g(); let t,a; f(s, e); }",
        ),
        ("{ const x = f(); f(x); const y = 2; }", "{ const s = f(); f(s); const e = 2; }"),
        ("for (let x = 1; x;) { let y; }", "for (let s = 1; s;) { let s; }"),
        ("export default class { get(name) { name; } }", "export default class { get(s) { s; } }"),
    ],
)
def test_what_stays_and_what_does_not(script: str, short: str) -> None:
    assert renamed(script) == short


@pytest.mark.parametrize(
    "script",
    [
        "export const f = (long) => eval('long');",
        "function f(long) { with (long) return it; }",
        "export function f(long = inner) { var inner = long; return inner; }",
        "const long = ; export const a = (b) => b",
    ],
)
def test_a_script_that_is_not_surely_understood_stays_as_it_was(script: str) -> None:
    assert renamed(script) == script


@pytest.mark.parametrize(("start", "end"), ["()", "{}", "[]", ("(x => ", ")")])
def test_depth_does_no_harm(start: str, end: str) -> None:
    deep = f"export const f = (long) => {start * 3000}long{end * 3000};"
    assert renamed(deep) == deep.replace("long", "s").replace("(x", "(e")


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.js")), ids=lambda path: path.name)
def test_every_script_of_the_theme_is_understood(path: Path) -> None:
    assert outer_names(path.read_text(encoding="utf-8")) is not None
