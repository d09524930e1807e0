"""What the shapes of a verdict mean: each verdict that words know has its shape in the line."""

from townbase.charts.base.shape_key import KEY, SORTED, key


def test_every_shape_has_a_word_and_unmet_comes_before_met():
    assert {shape for shape, _ in KEY} == set(SORTED) and len(SORTED) == len(KEY)
    assert all(word in key() for _, word in KEY)
    assert SORTED.index("not_met") < SORTED.index("borderline") < SORTED.index("met")
