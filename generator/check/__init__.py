"""What is wrong with a site that is about to be built. Pure: values in, problems out.

`site_problems` looks at the assembled site, `code_problems` at the code of one tutorial, and
`judged` gives every problem the severity that site.toml asks for. `CODES` names every problem that
any part of the program can tell, with its cause and cure.
"""

from generator.check.code import code_problems
from generator.check.codes import CODES, SEVERITIES, CodeInfo
from generator.check.links import LinkCheck
from generator.check.outside import (
    OutsideLink,
    State,
    Verdict,
    outside_links,
    outside_problems,
    to_ask,
)
from generator.check.severity import judged
from generator.check.whole import shared_problems, site_problems, text_problems

__all__ = [
    "CODES",
    "SEVERITIES",
    "CodeInfo",
    "LinkCheck",
    "OutsideLink",
    "State",
    "Verdict",
    "code_problems",
    "judged",
    "outside_links",
    "outside_problems",
    "shared_problems",
    "site_problems",
    "text_problems",
    "to_ask",
]
