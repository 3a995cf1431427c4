"""Text from strangers' mails on a terminal."""

import pytest

from listbot.cli.output.terminal import fit, safe, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("+1\tÄ 賛成", "+1    Ä 賛成"),
        ("\x1b[2J", "\ufffd[2J"),
        ("\u202eevil", "\ufffdevil"),
        ("a\nb\u2028c\x9bd\ud800", "a\ufffdb\ufffdc\ufffdd\ufffd"),
    ],
)
def test_what_a_terminal_would_act_on_is_made_visible(text: str, shown: str) -> None:
    """Escape sequences, direction marks, line ends, lone surrogates; letters of any script stay."""
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "columns", "fitted"),
    [
        ("Ana", 5, "Ana  "),
        ("Ana Ruiz de la Torre", 10, "Ana Rui..."),
        ("賛成賛成賛成", 8, "賛成... "),
        ("e\u0301te\u0301", 4, "e\u0301te\u0301 "),
    ],
)
def test_a_text_takes_the_columns_it_is_given(text: str, columns: int, fitted: str) -> None:
    """Wide characters take two columns, combining marks none."""
    assert fit(text, columns) == fitted
    assert width(fitted) == columns
