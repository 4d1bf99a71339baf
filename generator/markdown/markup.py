"""Text and attributes as HTML. In: plain values. Out: escaped HTML. No policy here."""


def escape(text: str) -> str:
    """`text` for the place between tags; quotation marks stay as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(value: str) -> str:
    """`value` for the place between the double quotes of an attribute."""
    return escape(value).replace('"', "&quot;")


def attributes(pairs: dict[str, str]) -> str:
    """` name="value"` for each pair in its order; an empty value is written as a bare name."""
    return "".join(
        f' {name}="{quote(value)}"' if value else f" {name}" for name, value in pairs.items()
    )
