"""The best SQL that one would write by hand for each figure of a whole company, over the same columns."""

from tests.bench.hand_people import OfPeople


class ByHand(OfPeople):
    """A method for each figure of FIGURES: the statements that tell it."""

    __slots__ = ()
