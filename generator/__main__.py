"""`python -m generator` is the same as the console script `tutorial-archive`."""

from generator.cli import main

raise SystemExit(main())
