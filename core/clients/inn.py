"""The INN, the number of a taxpayer: ten digits of a company, twelve of a person."""

_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_CHECKED = {10: (_TEN,), 12: (_ELEVENTH, _TWELFTH)}
"""The weights of each check digit, which stands right after the digits that they weigh."""


def inn_holds(inn: str) -> bool:
    """Whether these are ten or twelve digits whose check digits are right."""
    if not (inn.isascii() and inn.isdigit()) or set(inn) == {"0"}:
        return False
    checks = _CHECKED.get(len(inn), ())
    return bool(checks) and all(_check_digit(inn, weights) == inn[len(weights)] for weights in checks)


def _check_digit(inn: str, weights: tuple[int, ...]) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(weights, inn, strict=False))
    return str(total % 11 % 10)
