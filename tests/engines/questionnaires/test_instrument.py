"""An instrument and its file: what goes in comes out, and what cannot be used says where and what to do."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.questionnaires import (
    Instrument,
    InstrumentError,
    Item,
    Scale,
    Text,
    canonical,
    content_hash,
    instrument_from,
    read_instrument,
    write_instrument,
)
from tests.engines.questionnaires.files import MEETINGS, SMALL, changed, meetings


def fault(text: str | bytes) -> InstrumentError:
    with pytest.raises(InstrumentError) as raised:
        read_instrument(text)
    return raised.value


def test_file_written_and_read_again_is_the_same_instrument() -> None:
    written = write_instrument(meetings())
    assert read_instrument(written) == meetings()
    assert write_instrument(read_instrument(written)) == written


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip))
def test_file_written_and_read_again_keeps_any_words(words: str) -> None:
    made = Instrument("q", "1", (Item("a", kind="text", text=Text(words, words)),), title=Text(words, words))
    assert read_instrument(write_instrument(made)) == made


def test_file_kept_as_json_is_the_same_instrument() -> None:
    assert instrument_from(json.loads(canonical(meetings()))) == meetings()


def test_hash_does_not_see_how_the_file_was_laid_out() -> None:
    laid_out = changed('title.en = "Our meetings"\ntitle.es = "Nuestras reuniones"\n', "", write_instrument(meetings()))
    again = 'title = {es = "Nuestras reuniones", en = "Our meetings"}\n' + laid_out
    assert content_hash(read_instrument(again)) == content_hash(meetings())


def test_hash_sees_one_word() -> None:
    other = read_instrument(changed("They are useful.", "They are helpful."))
    assert content_hash(other) != content_hash(meetings())


def test_small_file_of_the_score_command_is_read() -> None:
    made = read_instrument(SMALL.encode())
    assert (made.code, made.floor, [(item.id, item.reverse) for item in made.items_of("open")]) == (
        "big-five",
        5,
        [("O1", False), ("O2", True)],
    )
    assert made.scale("open") == Scale("open", 1, 6, score="mean", min_answered=0.8)
    assert not made.can_be_asked


def test_small_file_may_call_its_questions_by_number() -> None:
    assert read_instrument(changed('id = "O1"', "id = 1", SMALL)).items[0].id == "1"


def test_file_with_a_mark_at_its_start_is_read() -> None:
    assert read_instrument(b"\xef\xbb\xbf" + SMALL.encode()).code == "big-five"


def test_instrument_in_one_language_says_so() -> None:
    one = SMALL.replace('version = "1"', 'version = "1"\ntitle.en = "Traits"\nlanguages = ["en"]')
    one = one.replace('id = "open"\nmin', 'id = "open"\ntitle.en = "Open"\nmin').replace(
        'scale = "open"', 'scale = "open"\ntext.en = "I am open."'
    )
    assert read_instrument(one).items[0].text.said("es") == "I am open."


SECOND = '[[sections]]\nid = "about"'
FAULTS = {
    "unknown key at the top": ('code = "meetings"', 'code = "meetings"\nowner = "x"', "", "unknown"),
    "unknown key of access": ('results = "respondents"', 'result = "members"', "access", "unknown"),
    "unknown key of a question": ("whole = true", "hole = true", "items.times", "unknown"),
    "no code": ('code = "meetings"\n', "", "code", "absent"),
    "code with a space": ('code = "meetings"', 'code = "our meetings"', "code", "not-id"),
    "floor of nobody": ("floor = 5", "floor = 0", "floor", "not-whole"),
    "unknown mode": ('["anonymous", "named"]', '["secret"]', "modes", "not-one-of"),
    "same question twice": ('id = "times"', 'id = "role"', "items.id", "twice"),
    "same scale twice": (SECOND, '[[scales]]\nid = "use"\nmin = 1\nmax = 2\n' + SECOND, "scales.id", "twice"),
    "scale upside down": ("max = 5", "max = 0", "scales.use", "min-above-max"),
    "label outside": ("{value = 5,", "{value = 6,", "scales.use.labels", "label-outside"),
    "label of the other pole": ('en = "Fully"', 'en = "useless"', "scales.use.labels", "poles-reversed"),
    "both poles alike": ('en = "Useful"', 'en = "Useless"', "scales.use.low_pole", "same-poles"),
    "one pole only": ('high_pole = {en = "Useful", es = "Útil"}', "", "scales.use.low_pole", "one-pole"),
    "share above one": ("min_answered = 0.5", "min_answered = 50", "scales.use.min_answered", "not-a-share"),
    "scale of nobody": (
        SECOND,
        '[[scales]]\nid = "spare"\ntitle = {en = "S", es = "S"}\nmin = 1\nmax = 2\n' + SECOND,
        "scales.spare",
        "scale-without-items",
    ),
    "unknown scale": ('scale = "use"\nreverse', 'scale = "uses"\nreverse', "items.tiring.scale", "unknown-scale"),
    "unknown section": ('section = "chairs"', 'section = "chair"', "items.tiring.section", "unknown-section"),
    "unknown kind": ('kind = "number"', 'kind = "date"', "items.times.kind", "not-one-of"),
    "gate of an unknown scale": ("[gates.use]", "[gates.uses]", "gates.uses", "unknown-scale"),
    "gate outside the scale": ("present = 4.0", "present = 6.0", "gates.use.present", "gate-outside"),
    "gates the wrong way round": ("cultivate = 2.5", "cultivate = 4.5", "gates.use", "gate-order"),
    "condition on nothing": (
        '{item = "role", is = ["chair"]}',
        '{item = "rule", is = ["chair"]}',
        "sections.chairs.show_if",
        "unknown-item",
    ),
    "condition on an answer nobody can give": (
        'is = ["chair"]',
        'is = ["Chair"]',
        "sections.chairs.show_if",
        "condition-value",
    ),
    "condition that compares words with numbers": (
        'is_not = ["guest"]',
        "at_least = 2",
        "items.useful.show_if",
        "condition-kind",
    ),
    "condition with two comparisons": ("at_least = 1", "at_least = 1, is = [2]", "show_if.times", "one-comparison"),
    "Spanish missing": (', es = "Son útiles."', "", "items.useful.text.es", "no-language"),
    "Spanish of an option missing": (
        'en = "Guest", es = "Invitado"',
        'en = "Guest"',
        "items.role.options.guest.es",
        "no-language",
    ),
    "text that is no table": (
        '{en = "How often?", es = "¿Cuántas veces?"}',
        '"How often?"',
        "items.times.text",
        "not-words",
    ),
    "options on a number": (
        "whole = true",
        'options = [{id = "a", en = "A", es = "A"}]',
        "items.times.options",
        "does-not-fit",
    ),
    "reverse that is a word": ("reverse = true", 'reverse = "yes"', "items.tiring.reverse", "not-true-or-false"),
    "unknown reader of results": ('results = "respondents"', 'results = "all"', "access.results", "not-one-of"),
    "not TOML": ('version = "1"', "version: 1", "", "not-toml"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_named_with_its_place(case: str) -> None:
    before, after, path, code = FAULTS[case]
    found = fault(changed(before, after))
    assert (found.path, found.code) == (path, code)


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_said_in_both_languages(case: str) -> None:
    before, after, _, _ = FAULTS[case]
    found = fault(changed(before, after))
    assert found.message_en != found.message_es
    assert "{" not in found.message_es.replace("{en =", "")


def test_fault_of_an_unknown_key_reads_well() -> None:
    assert (
        fault(changed("max = 12\n", "most = 12\n"))
        .message("en")
        .startswith("items.times has something unknown: most. Known are: advice,")
    )


def test_condition_on_a_later_question_is_refused() -> None:
    found = fault(
        changed('text = {en = "Your role?"', 'show_if = {item = "times", is = [3]}\ntext = {en = "Your role?"')
    )
    assert (found.path, found.code) == ("items.role.show_if", "later-item")


def test_section_that_waits_for_a_later_section_is_refused() -> None:
    early = '[[sections]]\nid = "early"\ntitle = {en = "E", es = "E"}\nshow_if = {item = "times", is = [1]}\n'
    asked = '[[items]]\nid = "first"\nsection = "early"\nkind = "text"\ntext = {en = "F", es = "F"}\n'
    found = fault(changed(SECOND, f"{early}{asked}{SECOND}"))
    assert (found.path, found.code) == ("sections.early.show_if", "later-item")


def test_conditions_that_go_round_are_refused_with_their_circle() -> None:
    around = changed("required = true", 'show_if = {item = "useful", is = [3]}')
    assert fault(around).params == {"loop": "role → useful → role"}


def test_section_that_waits_for_a_question_of_its_own_is_refused() -> None:
    found = fault(changed('{item = "role", is = ["chair"]}', '{item = "tiring", is = [1]}'))
    assert found.params == {"loop": "tiring → tiring"}


def test_bytes_that_are_no_text_are_refused() -> None:
    assert fault(b'code = "\xff\xfe"').code == "not-utf-8"


def test_file_of_many_megabytes_is_refused() -> None:
    assert fault("#" * (3 << 20)).code == "too-large"


def test_file_of_a_thousand_brackets_is_refused() -> None:
    assert fault("a = " + "[" * 100_000).code == "not-toml"


def test_every_part_of_the_file_is_read() -> None:
    made = meetings()
    assert (made.gate("use").verdict(4.0), made.gate("use").verdict(2.5), made.gate("use").verdict(2.4)) == (  # type: ignore[union-attr]
        "present",
        "cultivate",
        "absent",
    )
    assert (made.results, made.modes, made.raters) == ("respondents", ("anonymous", "named"), "organisation")
    assert made.scale("use").styles[0].text.es == "Lento"
    assert MEETINGS.count("[[items]]") == len(made.items)


def test_fault_repeats_what_stands_in_the_file_on_one_line_and_not_at_length() -> None:
    said = fault(changed('raters = "organisation"', f'raters = "or\\nga{"n" * 1_000}"')).message("en")
    assert said.startswith("raters cannot be or gannnn")
    assert len(said) < 400
