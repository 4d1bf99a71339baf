"""What an import recognised, as a YAML document for a person to look over.

In: an ImportReport. Out: text, the same for the same report. What is doubtful stands beside each
tutorial; how to correct it stands at the top.
"""

from collections.abc import Iterable
from typing import Final

import yaml

from generator.archives.values import Removed
from generator.importer.duplicates import Group
from generator.pipeline.import_report import ImportReport, SourceReport
from generator.pipeline.recognised import Recognised
from generator.pipeline.records import Record

_HEAD: Final = """\
# What an import recognised. To correct it, edit the file of the tutorial: title, level, tags and
# text are yours, and importing again never overwrites an edit. A file that you delete is not made
# again. `removed` lists every line that is in no tutorial, with the reason.
"""


def report_text(report: ImportReport) -> str:
    """The whole document."""
    document = {
        "version": 1,
        "sources": [_source(source) for source in report.sources],
        "duplicates": [_group(group) for group in report.duplicates],
    }
    body = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
    return _HEAD + str(body)


def _source(source: SourceReport) -> dict[str, object]:
    found = {one.id: one for one in source.recognised}
    said: dict[str, object] = {
        "source": source.source,
        "name": source.name,
        "form": source.form,
        "tutorials": [_tutorial(record, found.get(record.id)) for record in source.records],
        "removed": _removed(source.removed),
    }
    return _said(said)


def _tutorial(record: Record, found: Recognised | None) -> dict[str, object]:
    front, body = record.front, record.outline
    said: dict[str, object] = {"title": record.title, "outcome": record.outcome.value}
    said["file"] = record.file
    if found is not None:
        said |= {"place": found.place, "found_by": found.how, "confidence": found.confidence}
    if front is not None:
        said |= {
            "date": front.date.isoformat(),
            "level": front.level.value if front.level else "",
            "tags": list(front.tags),
            "authors": list(front.authors),
            "language": front.language,
            "canonical": front.canonical,
            "summary_only": front.summary_only,
        }
    if body is not None:
        said |= {
            "words": body.words,
            "headings": list(body.headings),
            "code": body.code,
            "tables": body.tables,
            "images": body.images,
            "repairs": record.repairs,
        }
    if found is not None:
        said["doubts"] = [
            {"taken_for": doubt.part, "confidence": round(doubt.confidence, 2), "text": doubt.text}
            for doubt in found.doubts
        ]
        said["removed"] = _removed(found.removed)
    return _said(said)


def _removed(lines: Iterable[Removed]) -> list[dict[str, str]]:
    return [{"reason": line.reason, "text": line.text} for line in lines]


def _group(group: Group) -> dict[str, object]:
    return {"kind": group.kind.value, "alike": group.degree, "files": list(group.files)}


def _said(values: dict[str, object]) -> dict[str, object]:
    """Without what is silent."""
    return {key: value for key, value in values.items() if value not in ("", [], {}, 0, False)}
