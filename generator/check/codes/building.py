"""Problems of making the site and putting it in place."""

from typing import Final

from generator.check.codes.info import CodeInfo
from generator.model import Severity

BUILDING: Final = {
    "address-taken": CodeInfo(
        "Two things have one address",
        "Two tutorials, an alias and a page, or a copied file and a page.",
        "Give one of them another slug, alias or file name.",
    ),
    "address-gone": CodeInfo(
        "A published address has nothing to show any more",
        "Its tutorial was removed, is a draft now, or changed its file, title and date at once.",
        "Name the address in the aliases of what takes its place; else its page says it is gone.",
        Severity.NOTE,
    ),
    "address-reused": CodeInfo(
        "An old address shows something else now",
        "A tutorial was moved, and another took the address that it had.",
        "Give the new one another slug, or delete the old line in .archive/addresses.tsv.",
        Severity.WARNING,
    ),
    "register-broken": CodeInfo(
        "The register of addresses has a line that is none",
        "A merge left its marks in .archive/addresses.tsv, or it was edited by hand.",
        "Keep the lines of both sides, and delete what is no line of it.",
    ),
    "register-unwritten": CodeInfo(
        "The register of addresses could not be written",
        "The disk is full, or a permission is missing. The site is built.",
        "Make room, or give yourself the right to write .archive/addresses.tsv.",
        Severity.WARNING,
    ),
    "build-crashed": CodeInfo(
        "A build under serve ended in a bug",
        "The generator, or the machine. The last good site is still served.",
        "Report it with what the terminal says.",
    ),
    "serve-unavailable": CodeInfo(
        "The site cannot be served there",
        "The address is not one of this machine, or no port near it is free.",
        "Choose another with --host or --port.",
    ),
    "build-locked": CodeInfo(
        "Another build of this site is running",
        "Two builds would write over each other.",
        "Wait for it; the lock of a process that died is taken over by itself.",
    ),
    "code-not-coloured": CodeInfo(
        "A block of code is shown without colours",
        "It is very long, or its language's rules took too long on it.",
        "Nothing is lost; a shorter block may be coloured.",
        Severity.WARNING,
    ),
    "file-exists": CodeInfo(
        "A file is there already",
        "The command makes new files and overwrites none.",
        "Give another title, or edit the file that is there.",
    ),
    "executor-unfit": CodeInfo(
        "The engine that --executor names cannot render pages",
        "It is not installed or does not answer, or its workers have other versions than we.",
        "Start it, with the same versions of everything; or build without --executor.",
    ),
    "machine-failed": CodeInfo(
        "The machine failed at something that it should be able to do",
        "A disk that is full or breaks, or a permission that changed under way.",
        "Look at the file or folder that is named, and run the command again.",
    ),
    "output-folder": CodeInfo(
        "The output folder is not for building into",
        "It holds files that no build made, or it lies where the sources are.",
        "Name another with --output, or empty it yourself.",
    ),
    "output-unwritable": CodeInfo(
        "The site cannot be written",
        "The disk is full, or a permission is missing. The old site stands.",
        "Make room, or give yourself the right to write there.",
    ),
    "store-unusable": CodeInfo(
        "The build store is not used",
        "It is broken, or its folder cannot be written to. The site is the same, only slower.",
        "Delete the folder .cache.",
        Severity.NOTE,
    ),
    "template-broken": CodeInfo(
        "A template cannot be used",
        "A slip in a template of your own, or one that is missing.",
        "Mend the line that is named, or delete the file to get the theme's own back.",
    ),
    "worker-died": CodeInfo(
        "A process that renders pages died",
        "Most often the machine ran out of memory.",
        "Build with --jobs 1.",
    ),
}
