"""The Merkle tree of RFC 6962 (section 2.1, which RFC 9162 keeps), with SHA-256.

A tree is kept as the hashes of its perfect subtrees, which never change once they are there: the subtree at
``(level, index)`` stands over the leaves from ``index * 2**level`` to before ``(index + 1) * 2**level``. To append, to
know the root and to prove anything takes as many of them as the size has binary digits, or twice that.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


Place = tuple[int, int]
"""The level and the index of a perfect subtree."""


@dataclass(frozen=True, slots=True)
class Node:
    """A perfect subtree: where it stands, and its hash."""

    level: int
    index: int
    hash: bytes


Lookup = Callable[[int, int], bytes]
"""Gives the hash of the perfect subtree at a level and an index."""

Span = tuple[int, int]
"""Leaves from the first to before the second."""


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf. The prefix keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree as its largest perfect subtrees, from left to right: all that appending and the root need."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what can't be a frontier: one subtree for each binary digit of the size that is set."""
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves has another number of perfect subtrees: {len(self.hashes)}")
        if any(len(one) != HASH_SIZE for one in self.hashes):
            raise ValueError(f"a hash has {HASH_SIZE} bytes")

    @classmethod
    def over(cls, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """The tree over these leaves.

        >>> Frontier.over([leaf_hash(b"a"), leaf_hash(b"b")]).root == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
        True
        """
        tree = cls()
        for one in leaf_hashes:
            tree, _ = tree.appended(one)
        return tree

    @classmethod
    def of_size(cls, size: int, node: Lookup) -> "Frontier":
        """The tree of that size, from hashes that are kept; ``frontier_places`` says which."""
        return cls(size, tuple(node(*place) for place in frontier_places(size)))

    def appended(self, leaf: bytes) -> tuple["Frontier", tuple[Node, ...]]:
        """The tree with one leaf more, and the perfect subtrees that it completes, the leaf itself first."""
        hashes = list(self.hashes)
        made = [Node(0, self.size, leaf)]
        while (self.size >> (level := made[-1].level)) & 1:
            made.append(Node(level + 1, self.size >> (level + 1), node_hash(hashes.pop(), made[-1].hash)))
        return Frontier(self.size + 1, (*hashes, made[-1].hash)), tuple(made)

    @property
    def root(self) -> bytes:
        """The root: what a signed head vouches for."""
        return _joined(self.hashes) if self.hashes else EMPTY_ROOT


def frontier_places(size: int) -> tuple[Place, ...]:
    """The perfect subtrees that ``Frontier.of_size`` asks for."""
    return _places((0, size))


def inclusion_places(index: int, size: int) -> tuple[Place, ...]:
    """The perfect subtrees that ``inclusion_proof`` asks for, so that one query can fetch them."""
    return tuple(place for span in _inclusion_spans(index, size) for place in _places(span))


def inclusion_proof(index: int, size: int, node: Lookup) -> tuple[bytes, ...]:
    """The hashes that lead from a leaf to the root of the tree of that size, the nearest first.

    Raises ``ValueError`` where the tree has no such leaf.
    """
    return tuple(_span_hash(span, node) for span in _inclusion_spans(index, size))


def consistency_places(old: int, new: int) -> tuple[Place, ...]:
    """The perfect subtrees that ``consistency_proof`` asks for, so that one query can fetch them."""
    return tuple(place for span in _consistency_spans(old, new) for place in _places(span))


def consistency_proof(old: int, new: int, node: Lookup) -> tuple[bytes, ...]:
    """The hashes that show that the tree of the old size is the beginning of the tree of the new size.

    Raises ``ValueError`` where the old tree is the larger one.
    """
    return tuple(_span_hash(span, node) for span in _consistency_spans(old, new))


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at the index to the root of the tree of that size.

    By RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size or not _all_hashes((leaf, root, *proof)):
        return False
    from_left, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if from_left & 1 or from_left == last:
            found = node_hash(sibling, found)
            from_left, last = _up_to_a_right_child(from_left, last)
        else:
            found = node_hash(found, sibling)
        from_left, last = from_left >> 1, last >> 1
    return last == 0 and found == root


def check_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree with the old root is the beginning of that with the new root.

    By RFC 9162, 2.1.4.2. Every tree begins with the empty one, and with itself.
    """
    if not 0 <= old_size <= new_size or not _all_hashes((old_root, new_root, *proof)):
        return False
    if old_size == new_size:
        return old_root == new_root and not proof
    if old_size == 0:
        return old_root == EMPTY_ROOT and not proof
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    return bool(proof) and _path_joins(old_size, old_root, new_size, new_root, path)


def _path_joins(old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    from_left, last = old_size - 1, new_size - 1
    while from_left & 1:
        from_left, last = from_left >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if from_left & 1 or from_left == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            from_left, last = _up_to_a_right_child(from_left, last)
        else:
            new = node_hash(new, sibling)
        from_left, last = from_left >> 1, last >> 1
    return last == 0 and (old, new) == (old_root, new_root)


def _up_to_a_right_child(from_left: int, last: int) -> tuple[int, int]:
    """Climb while nothing stands to the right: on the right edge a subtree is its own parent."""
    while from_left and not from_left & 1:
        from_left, last = from_left >> 1, last >> 1
    return from_left, last


def _all_hashes(found: Iterable[bytes]) -> bool:
    return all(len(one) == HASH_SIZE for one in found)


def _inclusion_spans(index: int, size: int) -> list[Span]:
    """PATH of RFC 6962, 2.1.1: the subtrees beside the way from the leaf to the root."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    start, end, beside = 0, size, []
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    return beside[::-1]


def _consistency_spans(old: int, new: int) -> list[Span]:
    """PROOF of RFC 6962, 2.1.2. The old root itself is left out where it is one of the subtrees."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not begin with one of {old}")
    if old in (0, new):
        return []
    start, end, beside = 0, new, []
    while end > old:
        middle = _middle(start, end)
        if old <= middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    return [*([(start, end)] if start else []), *beside[::-1]]


def _middle(start: int, end: int) -> int:
    """Where RFC 6962 divides a tree: the left part is the largest power of two that is smaller than the whole."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def _places(span: Span) -> tuple[Place, ...]:
    """The largest perfect subtrees within a span, from left to right."""
    start, end = span
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return tuple(found)


def _span_hash(span: Span, node: Lookup) -> bytes:
    return _joined([node(*place) for place in _places(span)])


def _joined(hashes: Sequence[bytes]) -> bytes:
    """The hash over subtrees that become smaller from left to right."""
    found = hashes[-1]
    for left in reversed(hashes[:-1]):
        found = node_hash(left, found)
    return found
