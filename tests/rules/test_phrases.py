"""The form in which words are compared: the short ways to it lead where the long one does."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rules.phrases import _ONE_FORM, _SPOKEN, normal, squeeze

LETTERS = st.text(st.one_of(st.sampled_from("經費三公（）：１２㎡½ｶﾞ´à‘*() \n\u3000é\u0301a、。—"), st.characters()))


@given(LETTERS)
def test_a_text_is_normal_where_only_what_may_change_was_looked_at(text):
    assert normal(text) == unicodedata.normalize("NFKC", text)


@given(LETTERS)
def test_squeezed_is_normal_simplified_and_without_blanks_and_quotes(text):
    plain = _SPOKEN.sub("", unicodedata.normalize("NFKC", text).translate(_ONE_FORM))
    assert squeeze(text) == plain
