"""How sure a share is, to 60 digits: Wilson's interval, Fisher's test, Holm's correction.

Source: METRICS.md, Bottleneck; Repeat-deal coefficient.
"""

from collections.abc import Hashable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypeVar

Z = Decimal("1.959964")
LEVEL = Fraction(5, 100)
_NEARLY = 1 + Fraction(1, 10**7)
_EXACT = Context(prec=60)
_SEEN = 10**100
"""What the table seen weighs."""
K = TypeVar("K", bound=Hashable)


def wilson(part: int, whole: int) -> tuple[Fraction, Fraction] | tuple[None, None]:
    """The 95 % interval of a share, to 60 digits; nothing for nothing."""
    if whole == 0:
        return None, None
    n, z2 = Decimal(whole), _EXACT.multiply(Z, Z)
    share = _EXACT.divide(Decimal(part), n)
    spread = _EXACT.add(
        _EXACT.divide(_EXACT.multiply(share, _EXACT.subtract(Decimal(1), share)), n),
        _EXACT.divide(z2, 4 * n * n),
    )
    half = Fraction(_EXACT.multiply(Z, _EXACT.sqrt(spread)))
    middle = Fraction(part, whole) + Fraction(z2) / (2 * whole)
    scale = 1 + Fraction(z2) / whole
    return (middle - half) / scale, (middle + half) / scale


def fisher(part: int, whole: int, base_part: int, base_whole: int) -> Fraction:
    """Fisher's test, two-sided: the chance of all tables no likelier than the one seen, to 60 digits.

    Tables are weighed against the one seen, in whole numbers, outwards from it until they weigh nothing: of a
    hundred thousand deals the weights themselves have tens of thousands of digits.
    """
    drawn, rest = part + base_part, base_whole - (part + base_part)
    least, most = max(0, -rest), min(whole, drawn)
    weights = [_SEEN]
    weight, k = _SEEN, part
    while k < most and weight:
        weight = weight * (whole - k) * (drawn - k) // ((k + 1) * (rest + k + 1))
        weights.append(weight)
        k += 1
    weight, k = _SEEN, part
    while k > least and weight:
        weight = weight * k * (rest + k) // ((whole - k + 1) * (drawn - k + 1))
        weights.append(weight)
        k -= 1
    limit = _SEEN * _NEARLY
    return Fraction(sum(w for w in weights if w <= limit), sum(weights))


def significant(chances: Mapping[K, Fraction]) -> set[K]:
    """Whose chance lies below 5 % after Holm's correction over all of them."""
    found: set[K] = set()
    highest = Fraction(0)
    ordered = sorted(chances.items(), key=lambda item: item[1])
    for rank, (name, chance) in enumerate(ordered):
        highest = max(highest, chance * (len(ordered) - rank))
        if highest >= LEVEL:
            break
        found.add(name)
    return found
