"""What a build is made with: packages whose versions count for what it puts out, and our modules
that work."""

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

WORK = ("generator.pipeline.rendition", "generator.pipeline.page_batches")
"""What workers have loaded before they split."""
