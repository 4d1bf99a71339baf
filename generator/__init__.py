"""Tutorial Archive: feeds in, a fast searchable static archive out."""

__version__ = "0.1.0"
