"""What people and machines are told: problems in four forms, and the progress of long work.

Everything here turns values into text; which stream the text goes to is for the command line.
"""

from generator.report.github import annotations, job_summary
from generator.report.json_form import problems_json
from generator.report.ordering import SHOWN_OF_A_CODE, count_line, worst_first
from generator.report.profile import profile_lines
from generator.report.progress import BarProgress, LineProgress, NoProgress, Progress, Stage
from generator.report.sarif import Rule, sarif
from generator.report.source_lines import SourceLines
from generator.report.style import Style, harmless
from generator.report.text_form import detailed, plain_lines

__all__ = [
    "SHOWN_OF_A_CODE",
    "BarProgress",
    "LineProgress",
    "NoProgress",
    "Progress",
    "Rule",
    "SourceLines",
    "Stage",
    "Style",
    "annotations",
    "count_line",
    "detailed",
    "harmless",
    "job_summary",
    "plain_lines",
    "problems_json",
    "profile_lines",
    "sarif",
    "worst_first",
]
