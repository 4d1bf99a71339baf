"""What people and machines are told: problems in four forms, and the progress of long work.

Everything here turns values into text; which stream the text goes to is for the command line. The
forms for machines (`github`, `json_form`, `sarif`) are loaded by who wants one.
"""

from generator.report.locating import located
from generator.report.ordering import SHOWN_OF_A_CODE, by_code, count_line, worst_first
from generator.report.profile import profile_lines
from generator.report.progress import BarProgress, LineProgress, NoProgress, Progress, Stage
from generator.report.source_lines import SourceLines
from generator.report.style import Style, harmless
from generator.report.text_form import detailed, plain_lines

__all__ = [
    "SHOWN_OF_A_CODE",
    "BarProgress",
    "LineProgress",
    "NoProgress",
    "Progress",
    "SourceLines",
    "Stage",
    "Style",
    "by_code",
    "count_line",
    "detailed",
    "harmless",
    "located",
    "plain_lines",
    "profile_lines",
    "worst_first",
]
