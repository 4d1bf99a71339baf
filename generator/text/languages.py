"""Names of programming languages: many spellings in, one name out.

In comes what a feed, a fence or a file name calls a language; out goes the name that the whole site
uses for it: class of a code block, highlighting, `/languages/<name>/`. Nothing is guessed from code
here, and nothing is known here of any highlighter.
"""

import re

_SPELLINGS = {
    "bash": "sh shell zsh shellscript shell-script",
    "console": "shell-session sh-session shellsession terminal bash-session",
    "batch": "bat winbatch dosbatch",
    "powershell": "ps ps1 posh pwsh",
    "python": "py python3 py3",
    "pycon": "python-repl python-console pyrepl",
    "javascript": "js mjs cjs jscript",
    "typescript": "ts",
    "html": "markup xhtml html5 htm",
    "yaml": "yml",
    "ruby": "rb",
    "rust": "rs",
    "cpp": "c++ cc cxx hpp",
    "csharp": "c# cs c-sharp",
    "fsharp": "f# fs",
    "vbnet": "vb.net",
    "go": "golang",
    "objectivec": "objc objective-c obj-c",
    "kotlin": "kt kts",
    "haskell": "hs",
    "perl": "pl",
    "elixir": "ex exs",
    "clojure": "clj",
    "markdown": "md",
    "latex": "tex",
    "vim": "viml vimscript vimrc",
    "makefile": "make",
    "dockerfile": "docker",
}
_CANONICAL = {alias: name for name, aliases in _SPELLINGS.items() for alias in aliases.split()}

_NO_LANGUAGE = frozenset(
    "text plaintext plain txt none nohighlight no-highlight default null undefined auto - generic"
    " raw fallback code output".split()
)

_KNOWN = (
    frozenset(_SPELLINGS)
    | frozenset(_CANONICAL)
    | frozenset(
        "abap abnf actionscript ada agda antlr apache apex applescript arduino armasm asciidoc asm"
        " astro autohotkey awk bicep bnf c cmake cmd cobol coffeescript coq crystal css csv cuda"
        " cython dart delphi diff django dotenv ebnf eex elisp elm emacs-lisp erb erlang forth"
        " fortran gdscript gherkin git glsl gradle graphql groovy haml handlebars hcl hlsl http"
        " idris ini java jinja jinja2 json json5 jsonc jsonnet jsx julia less lisp liquid llvm lua"
        " mathematica matlab mdx mermaid mips mongodb mysql nasm nginx nim nix nunjucks ocaml"
        " opencl org pascal patch perl6 pgsql php plantuml plsql postgresql processing prolog"
        " properties protobuf proto pug puppet purescript qml r racket raku reason redis regex"
        " rst sas sass scala scheme scss sed smalltalk smarty solidity sourcepawn sparql sql"
        " stata stylus svelte swift systemverilog tcl terraform textile thrift toml tsx tsql turtle"
        " twig udiff v vala vb vba verilog vhdl vue wasm wgsl wolfram x86asm xml xpath xquery xslt"
        " zig".split()
    )
)
_FITS_A_CLASS = re.compile(r"[a-z0-9_+#.-]{1,30}")
_DECORATION = re.compile(r"[\s,:{(\[]")


def canonical_language(name: str) -> str:
    """The one name of a language, lower case, or "" where `name` says that there is none.

    Decorations that tools put after the name are cut off (`js{1,3}`, `python:main.py`,
    `{.haskell}`). An unknown name is kept as it is, if it fits into `class="language-NAME"`.
    """
    bare = _DECORATION.split(name.strip().lower().lstrip("{."), maxsplit=1)[0].rstrip("}.")
    if bare in _NO_LANGUAGE or not _FITS_A_CLASS.fullmatch(bare):
        return ""
    return _CANONICAL.get(bare, bare)


def is_known_language(name: str) -> bool:
    """Whether `name`, in any of its spellings, is a language and not just any word."""
    return name.strip().lower() in _KNOWN
