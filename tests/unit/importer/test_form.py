"""What an author wrote between and around the keys stays when values change."""

from generator.importer.form import keep_form

OLD = '---\ntitle: One\ntags: [a]\nsource:\n  feed: f\n  id: "1"\n---\n\nbody\n'
NEW = '---\ntitle: Two\ntags: [a]\nlevel: beginner\nsource:\n  feed: f\n  id: "2"\n---\n\nbody\n'


def test_an_untouched_front_matter_becomes_the_new_one() -> None:
    kept = keep_form(OLD, OLD, NEW)
    assert kept is not None
    assert NEW.startswith(kept)


def test_comments_order_and_spelling_of_unchanged_keys_stay() -> None:
    authored = (
        "---\n# of mine\ntags:\n  - a   # the best\n\ntitle: 'One'\nsource:\n  feed: f\n---\nx"
    )
    kept = keep_form(authored, OLD, NEW)
    assert kept is not None
    assert kept.startswith(
        "---\n# of mine\ntags:\n  - a   # the best\n\ntitle: Two\nlevel: beginner\nsource:\n"
    )


def test_text_without_front_matter_has_no_form_to_keep() -> None:
    assert keep_form("just text", OLD, NEW) is None
