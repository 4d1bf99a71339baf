"""What is told of a build that came to its end.

In: the plan, what was found, what was written. Out: the result.
"""

from generator.pipeline.findings import Findings
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.pipeline.stages import Stages
from generator.render.pages import Plan
from generator.store.tree import WriteResult


def built(
    request: BuildRequest,
    plan: Plan,
    found: Findings,
    written: WriteResult,
    stages: Stages,
    *,
    drafts: int,
    rendered: int,
) -> BuildResult:
    """The result of a build with `drafts` left out, of which `rendered` texts were new."""
    context = plan.context
    problems, unlisted = found.listed(request.listed)
    return BuildResult(
        ok=True,
        problems=problems,
        unlisted=unlisted,
        output=request.output or request.site / "output",
        tutorials=len(context.site.articles),
        drafts=drafts,
        pages=len(context.links.pages) + len(context.site.articles),
        outputs=written.files,
        written=written.written,
        bytes=written.bytes_written,
        rendered=rendered,
        seconds=stages.seconds,
        spent=stages.spent,
    )
