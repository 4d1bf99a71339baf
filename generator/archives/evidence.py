"""How much a line looks like code, or like a sentence. In: lines. Out: numbers and answers.

The weights were set by measurement on dumps whose truth is known; nothing is parsed here.
"""

import re
from collections.abc import Sequence
from typing import Final

_SURE: Final = re.compile(
    r"""^\s*(?:
      (?:import|from)\s+[\w.*{"'][\w.*,\s{}"'@/-]*(?:;|$|\sas\s|\simport\s)
    | (?:async\s+)?(?:def|fn|func|function)\s+[\w.]*\s*[(<]
    | class\s+\w+.*[:{]\s*$ | (?:if|elif|for|while|with|try|else|except)\b.*:\s*(?:\#.*)?$
    | (?:const|let|var|val|local)\s+[\w{\[(]+.*[=;:,]
    | (?:public|private|protected|static|final|override|export|abstract|pub|extern|typedef|struct
        |interface|enum|impl|use|mod|package|namespace|using|template|@\w+)\b.*[{;(,)<>]\s*\S*$
    | \#(?:include|define|ifdef|ifndef|endif|pragma|!)
    | (?:\$|>>>|\.\.\.|%|In\s\[\d+\]:)\s+\S
    | </?[A-Za-z!?][\w:-]*(?:\s[^>]*)?/?>?
    | [\w.\[\]'">*&-]+\s*(?::?=|\+=|-=|\|=|->|=>)\s*\S
    | @\w+(?:\.\w+)*(?:\(.*\))?\s*$
    | (?:return|await|yield|raise|throw|assert|print|echo)\b.*[;()\w]$
    | [{}\[\]();,|*/+<>=-]+\s*$
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE|JOIN|GROUP\ BY|ORDER\ BY)\s
    | (?://|/\*|\*/|\*\s|<!--|--\s)
    | [\w.]+(?:\.\w+|\(\))*\(.*\)\s*;?\s*(?:[#/].*)?$
    | ["']?[\w-]+["']?\s*:\s*["'\[{\w].*[,;]\s*$
    | (?:-\s)?[a-z_][\w.-]*:\s*(?:$|["'\[{\d]|\w+$|true|false|/|\$)
    | (?:\d{4}-\d\d-\d\d[ T]|\[)\d\d:\d\d:\d\d\b
    | (?:\S+@\S+|\([\w|/-]+\)).{0,40}[$\#]\s\S
    | (?:-?\d+\s+){8} | HTTP/\d | X-[\w-]+:\s | for\s\w+\sin\s.*;\s?do\b
    | (?:FROM|RUN|COPY|WORKDIR|CMD|ENV|EXPOSE|ENTRYPOINT)\s+\S
    )""",
    re.VERBOSE,
)
_COMMAND: Final = re.compile(
    r"^(?:sudo|pip3?|python3?|npm|npx|yarn|pnpm|git|docker|docker-compose|curl|wget|cd|ls|"
    r"mkdir|rm|cp"
    r"|mv|cat|echo|apt|apt-get|brew|conda|uv|poetry|pytest|django-admin|cargo|go|make|cmake|export"
    r"|source|chmod|chown|ssh|scp|rsync|tar|unzip|systemctl|kubectl|helm|terraform|heroku|flask"
    r"|celery|redis-cli|psql|mysql|sqlite3|uvicorn|gunicorn|node|deno|bun|ruby|gem|bundle|java|mvn"
    r"|gradle|gcc|g\+\+|clang|adb|touch|vim|nano|grep|sed|awk|find|openssl|certbot|dig|ping|snap"
    r"|ddclient|asterisk|grunt|gulp|tsc|ng|rails|composer|php|dotnet|aws|gcloud|az|virtualenv)"
    r"(?:\s+[\w./~$:@\"'-]|$)"
)
_LOOKED_AT: Final = 400
_WORDY: Final = frozenset(
    "the a an is are was were be to of and or in on with that this it you your we our i for as but"
    " can will not have has had by from at so if when which what how there here they into then"
    " do does also more just use using should would could may most some any these those its it's"
    " let's don't i'm i've le la les des de et un une que el los las y der die das und ist nicht"
    " zu mit ein eine".split()
)
_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ'’]+")
_SIGNS: Final = re.compile(r"[{}()\[\];=<>|&$\\_*/+@#~^`\"]|::|->|--")
_ADDRESS: Final = re.compile(
    r"(?:https?://|/(?=[\w.-]))\S+|\(.*\)|\S+\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE
)
_FORMULA: Final = re.compile(
    r".*(?:[\u2009\u202f]|\w–\d).*|\$\$.*\$\$|\\\[.*\\\]|(?:#[A-Za-z]\w+\s*){2,}"
)
_NAMED: Final = re.compile(r"@?[A-Za-z_][\w./-]*(?:\(\))?[:,]?|[—–&-]|\d+(?:\.\d+)*")
_PLAIN: Final = re.compile(r"[A-Z][a-z]{2,}[:,]?")
_NAMED_THING: Final = re.compile(r"[A-Z]\w+ [A-Z][a-z]+ [a-z]+,? [\w.]+[ (]")
_JOINS: Final = frozenset("vs and with or versus — –".split())
_STATES: Final = re.compile(
    r"(?:import|from|class|def|async|await|if|elif|for|while|with|not|in|package|using|return|print"
    r"|echo|new|use|include|require|let|var|const|assert|raise|yield|del|case|match|lambda"
    r"|module|interface|struct|enum|type|[A-Z]{2,})\b"
)
_NOTE: Final = re.compile(r"[—–]|\(?\w+[^)]*\)?\s*https?://|\w+ \d+:|Q:|A:")
_WIDE: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_WIDE_ENDS: Final = "。：，；！？"
_TITLE_WORD: Final = re.compile(
    r"[A-Z][\w’'-]*[,:]?|[a-z]{1,4}|[&|/–—-]|\(?[A-Za-z]+\)?|[A-Z]\w*/\w+|\d+\.?"
)
_COMMENTS: Final = ("#", "//", "*", "/*", "--", ";;")
_LABEL: Final = re.compile(
    r"(?:\w+ )?(?:Expected |Sample |Example )?(?:Output|Result|Response)s?\b[^.]{0,60}:",
    re.IGNORECASE,
)


def is_output_label(line: str) -> bool:
    """Whether a line announces what code prints."""
    return _LABEL.fullmatch(line.strip()) is not None


def codeness(line: str) -> float:
    """From -2, a sentence, to 2, certainly code; what a line is shows in its beginning."""
    line = line[:_LOOKED_AT]
    text = line.strip()
    if not text:
        return 0.0
    if (
        _ADDRESS.fullmatch(text)
        or text.startswith("![")
        or _NOTE.match(text)
        or _FORMULA.fullmatch(text)
    ):
        return -0.5
    wide = len(_WIDE.findall(text))
    if (wide * 4 > len(text) or (wide > 1 and text[-1] in _WIDE_ENDS)) and not text.startswith(
        _COMMENTS
    ):
        return -1.0
    if is_title_of_code(text) or _NAMED_THING.match(text):
        return -0.6
    words = _WORD.findall(text)
    if text[0].isupper() and len(words) > 1 and all(map(_TITLE_WORD.fullmatch, text.split())):
        return -0.6
    wordy = sum(word.lower().replace("’", "'") in _WORDY for word in words)
    signs = len(_SIGNS.findall(text)) / max(len(text), 1)
    score = 0.0
    score += 1.3 if _SURE.match(line) else 0.0
    score += 1.5 if _COMMAND.match(text) and not (text[-1] in ".:?!" and wordy > 1) else 0.0
    score += 0.5 if line[:1] in " \t" else 0.0
    score += min(signs * 10, 1.2)
    score += 0.5 if text[-1] in ";{}\\,([" else 0.0
    score -= min(wordy * 0.35, 1.6) if not text.startswith(_COMMENTS) else 0.0
    score -= 0.5 if text[-1] in ".?!:…" and len(words) > 2 and wordy else 0.0
    score -= 0.4 if len(words) > 3 and signs < 0.01 else 0.0
    score -= 0.5 if any(sign in text for sign in "’“”") and wordy else 0.0
    score -= 0.6 if text[0].isupper() and words and signs < 0.03 and "=" not in text else 0.0
    return max(-2.0, min(2.0, score))


def is_title_of_code(text: str) -> bool:
    """Whether a line of words and names is a title, such as `partial(): Pre-Fill Arguments`."""
    tokens = text.split()
    if len(tokens) < 2 or not all(map(_NAMED.fullmatch, tokens)):
        return False
    titled = sum(_PLAIN.fullmatch(token) is not None for token in tokens) * 2 >= len(tokens) - 1
    joined = not _JOINS.isdisjoint(tokens[1:]) and "(" in text
    return (titled or joined) and not _STATES.match(text) and not _COMMAND.match(text)


def mean_codeness(lines: Sequence[str]) -> float:
    """Of the lines that say something."""
    scores = [codeness(line) for line in lines if line.strip()]
    return sum(scores) / len(scores) if scores else 0.0


def is_sentence(text: str) -> bool:
    """Whether a line reads as running text."""
    words = _WORD.findall(text)
    return codeness(text) < 0 and len(words) > 3
