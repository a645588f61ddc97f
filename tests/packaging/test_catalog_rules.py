import catalog_rules
import pytest


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("&Save", "&Tallenna"),
        ("{count} of {total}", "{count}/{total}"),
        ("Save & close", "Save & close"),
        ("Saved at {time}.", "Tallennettu kello {time}."),
        ("Rock && roll", "Rock && roll"),
        ("Looking for {{name}}", "Haetaan {{name}}"),
    ],
)
def test_a_faithful_translation_has_no_problems(source, translation):
    assert list(catalog_rules.text_problems(source, translation)) == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{count} of {total}", "{count} ({totals})"),
        ("{count} of {total}", "{count}"),
        ("{count}", "{}"),
        ("{count}", "{count"),
        ("&Save", "Tallenna"),
        ("Save", "&Tallenna"),
        ("Saved", "Tallennettu!"),
        ("Saved", " Tallennettu"),
        ("Open…", "Avaa"),
        ("Name:", "Nimi"),
        ("Sure?", "Varma."),
    ],
)
def test_an_unfaithful_translation_is_named(source, translation):
    assert list(catalog_rules.text_problems(source, translation)) != []


def test_mnemonics_that_two_texts_claim_are_found():
    texts = ["&Tallenna", "T&ulosta", "&Takaisin", "Rock && roll", "Ei mitään"]
    assert catalog_rules.duplicate_mnemonics(texts) == {"t": ["&Tallenna", "&Takaisin"]}


def test_a_mnemonic_after_a_doubled_ampersand_counts():
    assert catalog_rules.mnemonic("A && &B") == "b"
    assert catalog_rules.mnemonic("A && B") is None
