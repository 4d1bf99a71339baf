"""The first minute of an archive and of a tutorial: `init` and `new`.

`init` writes a complete site into a folder, `new` one tutorial into a site. Both only ever make
files: what is already there is kept as it is. Questions to a person are asked by `ask`, through a
function that the caller gives; whether there is a person to ask, the caller knows.
"""

from generator.scaffold.conversation import ask, ask_tutorial
from generator.scaffold.initiate import Scaffolded, default_title, init
from generator.scaffold.options import InitOptions, TutorialOptions
from generator.scaffold.tutorial import new

__all__ = [
    "InitOptions",
    "Scaffolded",
    "TutorialOptions",
    "ask",
    "ask_tutorial",
    "default_title",
    "init",
    "new",
]
