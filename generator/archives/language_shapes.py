"""Shapes of lines that speak for a language: its name, a weight, and what is looked for.

Data only. The weights were set by measurement on code whose language is stated.
"""

from typing import Final

SHAPES: Final[tuple[tuple[str, float, str], ...]] = (
    ("python", 3, r"^\s*(?:async )?def \w+\(.*|^\s*from [\w.]+ import |^\s*elif .*:$|^>>> "),
    (
        "python",
        2,
        r"^import [\w., ]+$|^\s*(?:if|for|while|with|try|else|except|class)\b[^{;]*:\s*$",
    ),
    ("python", 2, r"\bself\.|\b__\w+__\b|\bprint\(f?[\"']|\bNone\b|\bTrue\b|\bFalse\b"),
    ("python", 1, r"^\s*@\w+|\blen\(|\brange\(|^\s*raise |\blambda \w+:|^\s*#\s|\bf\""),
    ("python", 1, r"^[\w.]+ = [\w.]+\(.*\)$|^[A-Z_]+ = "),
    (
        "java",
        3,
        r"\bpublic (?:static |final |class |interface |void |abstract |enum |@)|\bfinal \w+",
    ),
    (
        "java",
        3,
        r"^import (?:static )?[\w.]+\*?;|^package [\w.]+;|System\.(?:out|err|nano|current)",
    ),
    ("java", 3, r"@(?:Override|Test|Autowired|Benchmark|Nullable|NotNull|FunctionalInterface)\b"),
    ("java", 2, r"\b(?:private|protected) (?:static |final |volatile )*[A-Z]\w*|\bthrows \w+"),
    (
        "java",
        2,
        r"\bnew [A-Z]\w*(?:<[^>]*>)?\(|\b(?:String|Object|Integer|Map|List)<?\w*>? \w+|"
        r"\bimplements ",
    ),
    (
        "java",
        1,
        r"^\s*(?:int|long|boolean|double|void|byte\[\]) \w+.*[;{,)]$|^\s*\* @(?:param|return)",
    ),
    ("java", 1, r"\b\w+\.\w+\(.*\);$|->|::new|\bassertEquals\("),
    (
        "c",
        3,
        r"^\s*#\s*(?:define|ifdef|ifndef|endif|undef)\b|#include <\w+\.h>|\btypedef \w+|\bsizeof\(",
    ),
    (
        "c",
        2,
        r"\b(?:struct|union|enum) \w+ ?[{*;]|\b(?:u8|u16|u32|u64|uint\d+_t|size_t|int\d+_t)\b",
    ),
    (
        "c",
        2,
        r"\b(?:char|void|int|unsigned|float|const char) ?\*+ ?\w+|\bprintf\(|\bmalloc\(|\bNULL\b",
    ),
    (
        "c",
        1,
        r"^\s*(?:static |extern |inline |const )*(?:int|void|char|float|unsigned|"
        r"long) \w+.*[;{(,]|\w->\w",
    ),
    (
        "cpp",
        4,
        r"\bstd::|#include <(?!\w+\.h>)[\w/]+>|\btemplate ?<|\bcout\b|\bcin\b|\bnullptr\b|"
        r"\busing namespace",
    ),
    (
        "cpp",
        2,
        r"\w+::\w+\(|\bauto&? \w+ = |\bconstexpr\b|\bnew \w+\[|\bvector<|\bint main\(|"
        r"\b(?:reinterpret|static)_cast<",
    ),
    (
        "cpp",
        1,
        r"^\s*(?:int|void|bool|auto|uint\d+_t\*?|size_t) \w+.*[;{(]|\bIN_\w+\(|"
        r"\bfor ?\( ?(?:int|size_t|auto)",
    ),
    (
        "cpp",
        3,
        r"\b__(?:int64|fastcall|stdcall)\b|\b(?:VOID|BOOLEAN|UINT64|DWORD|PVOID|HANDLE)\b|i64\b.*;$",
    ),
    ("java", 2, r"^(?:interface|class|enum) \w+(?:<.*>)? (?:(?:extends|implements) .*)?\{$"),
    (
        "kotlin",
        4,
        r"^\s*(?:override |suspend |private )*fun \w*.*[({]|\bval \w+ ?[:=]|\bdata class ",
    ),
    ("powershell", 4, r"\b(?:Get|Set|New|Write|Import|Invoke|Remove|Add)-[A-Z]\w+|\$PS\w+|^PS "),
    (
        "csharp",
        3,
        r"^using [\w.]+;|\bnamespace \w+|Console\.Write|\bpublic async Task|\bstring \w+ =|"
        r"\{ get; set; \}",
    ),
    (
        "javascript",
        2,
        r"\bconst \w+ = |\bconst \{|\brequire\(|=>|\bfunction ?\w*\(|\bmodule\.exports\b|===",
    ),
    (
        "javascript",
        2,
        r"\bvar \w+ ?=|console\.log\(|\bdocument\.|\bwindow\.|\bReact\b|\bPromise\b|"
        r"\basync function",
    ),
    (
        "javascript",
        1,
        r"\blet \w+ = |^import .* from ['\"]|^export |\bawait \w|\bnew \w+\(|^\s*\}\)[;,]?$",
    ),
    (
        "typescript",
        4,
        r": (?:string|number|boolean|void|any|unknown)\b[^'\"]*|\bas \w+;|\btype \w+ =",
    ),
    ("typescript", 3, r"\.tsx?`|: \w+\[\]|<\w+>\(|\breadonly \w+|: Promise<|\benum \w+ \{"),
    (
        "swift",
        4,
        r"\bfunc \w+.*->|\boverride func\b|\bguard let\b|\bif let \w+ =|\bSK\w+\(|"
        r"\bUI[A-Z]\w+|\bNS[A-Z]\w+",
    ),
    (
        "swift",
        3,
        r"\bimport (?:UIKit|Foundation|SwiftUI|SpriteKit|CloudKit)|\bself\.\w+ = |"
        r"\bprotocol \w+|\bextension \w+|\bfunc \w+\(",
    ),
    (
        "swift",
        2,
        r"\b(?:let|var) \w+ ?: ?[A-Z\[]\w*|\bCK\w+\(?|\bnil\b|\blet \w+ = [A-Z]\w+\(|"
        r"\w+: \w+, \w+: |\bas[!?] ",
    ),
    (
        "rust",
        4,
        r"\blet mut\b|\bfn \w+.*(?:->|\{)|\bimpl\b.*\{|\bpub (?:fn|struct|enum|mod)\b|"
        r"println!\(|\bmatch \w+.*\{|&mut |#\[\w+",
    ),
    (
        "rust",
        2,
        r"\b\w+::\w+|\bu(?:8|16|32|64|size)\b|\bi(?:8|16|32|64)\b|\bSome\(|\bOk\(|"
        r"\.unwrap\(\)|\bVec<|\bself\b.*;|\?;$",
    ),
    (
        "go",
        4,
        r"\bfunc (?:\(\w+ \*?\w+\) )?\w+\(.*\{$|:= |^package \w+$|\bfmt\.\w+|\berr != nil|"
        r"\bchan \w+|^\s*defer ",
    ),
    (
        "ruby",
        3,
        r"^\s*end$|\bputs |\bdo \|\w+\||^require ['\"]|\.each\b|\battr_\w+|^\s*def \w+[^:]*$",
    ),
    (
        "ruby",
        2,
        r"\(\w+: [\"'\w:\[]|\(:\w+[,)]|^\s*@\w+ = |"
        r"\b[A-Z]\w+\.(?:where|find|find_by|all|new|create|order|includes)\b",
    ),
    ("php", 4, r"<\?php|\$\w+->|\$this\b|^\s*\$\w+ = .*;$|\bfunction \w+\(\$"),
    (
        "lua",
        4,
        r"^\s*local \w+|\bthen$|^\s*end\)?$|~=|\bfunction \w+[.:]?\w*\(.*\)$|\bnil\b|\w \.\. ",
    ),
    (
        "css",
        3,
        r"^\s*(?!class|struct|interface|enum|try|do|else|return|"
        r"switch)(?:[.#@&:*]?[\w-]+[\w\s.,:#>-]*)\{\s*$(?<!\) \{)|^\s*--?[\w-]+: .*;$",
    ),
    (
        "css",
        3,
        r"^\s*(?:color|margin|padding|display|width|height|font[\w-]*|background[\w-]*|"
        r"border[\w-]*|overflow|position|cursor)\s*:",
    ),
    (
        "html",
        3,
        r"^\s*</?(?:div|span|p|a|ul|li|h\d|head|body|html|script|style|form|input|button|"
        r"img|table|title|link|meta|section|main|nav)\b[^>]*>|<!DOCTYPE html|<svelte:",
    ),
    (
        "xml",
        3,
        r"^<\?xml|^\s*</?[a-z]+:\w+|^\s*</?(?:dependency|groupId|artifactId|version|project|"
        r"plugin|configuration|beans?|property)\b",
    ),
    ("xml", 1, r"^\s*<(\w+)>[^<]*</\1>$"),
    (
        "sql",
        4,
        r"^\s*(?:SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (?:TABLE|INDEX|"
        r"DATABASE|VIEW)|ALTER TABLE|DROP TABLE)\b",
    ),
    (
        "sql",
        2,
        r"^\s*(?:FROM|WHERE|(?:LEFT |RIGHT |INNER |FULL )?(?:OUTER )?JOIN|GROUP BY|ORDER BY|"
        r"VALUES|HAVING|LIMIT)\b",
    ),
    (
        "bash",
        3,
        r"^#!.*sh\b|^\s*(?:\$ |sudo |apt(?:-get)? |pip3? install|npm |npx |git |docker |"
        r"curl |wget |cd |mkdir |export \w+=|brew |yarn )",
    ),
    (
        "bash",
        3,
        r"^\s*(?:ls|cp|mv|rm|cat|echo|chmod|source|python3? [\w./-]|pytest|cargo |make\b|"
        r"tar |ssh |systemctl|service |pip3? |conda |goat |snap |\./\w+|touch|node [\w./]|"
        r"java -|mvn |adb |flask |celery |uvicorn |redis-\w+|kubectl |pdm |poetry |uv |"
        r"django-admin)",
    ),
    (
        "bash",
        2,
        r"\$\{?\w+\}?(?!\()| \\$| && | \| (?:grep|sed|awk|xargs|head|sort|tee)|"
        r" --?[a-z][\w-]+[ =]|^\s*(?:fi|done|esac)$|; (?:then|do)$|^error: ",
    ),
    ("yaml", 2, r"^\s*(?:- )?[A-Za-z][\w./-]*:(?: [^{};,]*)?$|^---(?: |$)|^\s*- [\w\"'].*[^;{]$"),
    (
        "yaml",
        3,
        r"!!?[\w-]+(?: \{|$)|^(?:apiVersion|kind|version|services|name|on|jobs): ?|^\s+- \w+: ",
    ),
    ("json", 3, r"^\s*\"[^\"]+\"\s*:|^\s*\{ *\"\w+\" ?:"),
    ("toml", 4, r"^\[\[[\w.-]+\]\]$"),
    ("toml", 3, r"^\[+[\w.\"-]+\]+$|^[\w.-]+ = (?:\"[^\"]*\"|\[.*\]|\{.*\}|true|false|\d+)$"),
    ("ini", 2, r"^\[[\w .-]+\]$|^[\w.-]+=\S*$"),
    ("diff", 3, r"^[+-] ?\s*\S|^@@ |^(?:---|\+\+\+) "),
    ("docker", 4, r"^(?:FROM \S+(?: AS \w+)?$|RUN |COPY \S+ |WORKDIR /|ENTRYPOINT |EXPOSE \d)"),
)
