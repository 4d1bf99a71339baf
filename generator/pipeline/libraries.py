"""The packages whose versions count for what a build puts out."""

LIBRARIES = (
    "jinja2",
    "latex2mathml",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "pygments",
    "pyyaml",
)
