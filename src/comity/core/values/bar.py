"""The bar that a vote must reach, as a charter words it: "more than 1/2", "at least 2/3"."""

import re
from dataclasses import dataclass
from fractions import Fraction

_BAR = re.compile(r"(more than|at least) (\d+(?:/[1-9]\d*)?)")


@dataclass(frozen=True, slots=True)
class Bar:
    """A share (of a base), and whether it must be reached or exceeded."""

    share: Fraction
    exceeded: bool

    def __post_init__(self) -> None:
        """Refuse a share above the whole: nothing could reach it."""
        if not 0 <= self.share <= 1:
            raise ValueError(f"{self.share} is no share: write a fraction between 0 and 1")

    @classmethod
    def parse(cls, text: str) -> "Bar":
        """Read "more than 1/2" or "at least 2/3"; raise ``ValueError`` for anything else.

        >>> Bar.parse("at least 2/3").needed(Fraction(46))
        31
        """
        match = _BAR.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no bar: write 'more than 1/2' or 'at least 2/3'")
        return cls(Fraction(match[2]), match[1] == "more than")

    def needed(self, base: Fraction) -> int:
        """The smallest whole number that reaches the bar on ``base`` voters."""
        product = self.share * base
        floor = product.numerator // product.denominator
        return floor + 1 if self.exceeded or product.denominator > 1 else floor

    def __str__(self) -> str:
        """Write the bar as a charter file writes it."""
        return f"{'more than' if self.exceeded else 'at least'} {self.share}"
