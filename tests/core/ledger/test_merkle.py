"""The tree against the published vectors, against a second implementation, and against forgery."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.core.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    check_consistency,
    check_inclusion,
    consistency_places,
    consistency_proof,
    frontier_places,
    inclusion_places,
    inclusion_proof,
    leaf_hash,
)
from core.ledger import plain_tree
from core.ledger.published import CONSISTENCY, INCLUSION, LEAVES, ROOTS


def built(leaves):
    """The tree, and the hash of each perfect subtree by level and index, as a database would keep them."""
    tree, kept = Frontier(), {}
    for one in leaves:
        tree, made = tree.appended(leaf_hash(one))
        for node in made:
            assert (node.level, node.index) not in kept, "a perfect subtree is made once"
            kept[node.level, node.index] = node.hash
    return tree, kept


def lookup(kept):
    return lambda level, index: kept[level, index]


def flipped(content, bit):
    """The bytes with one bit turned."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def hexadecimal(hashes):
    return tuple(one.hex() for one in hashes)


MANY = [bytes([number]) for number in range(70)]
TREE, KEPT = built(MANY)
NODE = lookup(KEPT)
ROOT_OF = [plain_tree.tree_hash(MANY[:size]) for size in range(len(MANY) + 1)]


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size):
    assert built(LEAVES[:size])[0].root == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_published_inclusion_proofs(index, size):
    _, kept = built(LEAVES)
    proof = inclusion_proof(index, size, lookup(kept))
    assert hexadecimal(proof) == INCLUSION[index, size]
    assert check_inclusion(leaf_hash(LEAVES[index]), index, size, proof, ROOTS[size])


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_published_consistency_proofs(old, new):
    _, kept = built(LEAVES)
    proof = consistency_proof(old, new, lookup(kept))
    assert hexadecimal(proof) == CONSISTENCY[old, new]
    assert check_consistency(old, ROOTS[old], new, ROOTS[new], proof)


@given(st.lists(st.binary(max_size=3), max_size=40), st.data())
def test_the_second_implementation_gives_the_same(leaves, data):
    tree, kept = built(leaves)
    size = len(leaves)
    assert tree.root == plain_tree.tree_hash(leaves)
    assert Frontier.of_size(size, lookup(kept)) == tree
    old = data.draw(st.integers(0, size))
    proof = consistency_proof(old, size, lookup(kept))
    assert proof == (tuple(plain_tree.proof(old, leaves)) if old else ())
    assert check_consistency(old, plain_tree.tree_hash(leaves[:old]), size, tree.root, proof)
    if leaves:
        index = data.draw(st.integers(0, size - 1))
        proof = inclusion_proof(index, size, lookup(kept))
        assert proof == tuple(plain_tree.path(index, leaves))
        assert check_inclusion(leaf_hash(leaves[index]), index, size, proof, tree.root)


def test_every_proof_up_to_seventy_leaves_holds():
    for size in range(1, len(MANY) + 1):
        for index in range(size):
            proof = inclusion_proof(index, size, NODE)
            assert check_inclusion(leaf_hash(MANY[index]), index, size, proof, ROOT_OF[size])
        for old in range(size + 1):
            proof = consistency_proof(old, size, NODE)
            assert check_consistency(old, ROOT_OF[old], size, ROOT_OF[size], proof)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 2), (2, 3), (5, 8), (4, 5), (37, 70), (69, 70)])
def test_every_wrong_bit_of_an_inclusion_proof_fails(index, size):
    leaf, root, proof = leaf_hash(MANY[index]), ROOT_OF[size], inclusion_proof(index, size, NODE)
    for bit in range(256):
        assert not check_inclusion(flipped(leaf, bit), index, size, proof, root)
        assert not check_inclusion(leaf, index, size, proof, flipped(root, bit))
        for at, one in enumerate(proof):
            assert not check_inclusion(leaf, index, size, (*proof[:at], flipped(one, bit), *proof[at + 1 :]), root)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (2, 5), (3, 7), (4, 8), (6, 8), (64, 70), (37, 70)])
def test_every_wrong_bit_of_a_consistency_proof_fails(old, new):
    proof = consistency_proof(old, new, NODE)
    for bit in range(256):
        assert not check_consistency(old, flipped(ROOT_OF[old], bit), new, ROOT_OF[new], proof)
        assert not check_consistency(old, ROOT_OF[old], new, flipped(ROOT_OF[new], bit), proof)
        for at, one in enumerate(proof):
            wrong = (*proof[:at], flipped(one, bit), *proof[at + 1 :])
            assert not check_consistency(old, ROOT_OF[old], new, ROOT_OF[new], wrong)


@settings(max_examples=300)
@given(st.integers(1, 70), st.data())
def test_a_proof_of_another_place_fails(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaf, root, proof = leaf_hash(MANY[index]), ROOT_OF[size], inclusion_proof(index, size, NODE)
    other = data.draw(st.integers(-2, size + 3).filter(lambda one: one != index))
    assert not check_inclusion(leaf, other, size, proof, root)
    assert not check_inclusion(leaf, index, size, (*proof, root), root)
    assert not check_inclusion(leaf, index, size, (root, *proof), root)
    assert not check_inclusion(leaf, index, size, (*proof, b""), root)
    if proof:
        assert not check_inclusion(leaf, index, size, proof[:-1], root)
        assert not check_inclusion(leaf, index, size, proof[1:], root)
        assert not check_inclusion(leaf, index, size, (proof[0][:31], *proof[1:]), root)


@settings(max_examples=300)
@given(st.integers(2, 70), st.data())
def test_a_consistency_proof_of_other_trees_fails(new, data):
    old = data.draw(st.integers(1, new - 1))
    proof = consistency_proof(old, new, NODE)
    holds = (ROOT_OF[old], new, ROOT_OF[new])
    other = data.draw(st.integers(-2, new + 3).filter(lambda one: one not in {old}))
    assert not check_consistency(other, *holds, proof)
    for wrong in ((), proof[:-1], (*proof, ROOT_OF[new]), (ROOT_OF[old], *proof), (*proof, b"")):
        assert not check_consistency(old, *holds, wrong)
    assert not check_consistency(old, ROOT_OF[new], new, ROOT_OF[old], proof)


def test_the_empty_tree_and_the_tree_itself():
    assert Frontier().root == EMPTY_ROOT == ROOTS[0]
    assert check_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, ())
    assert check_consistency(0, EMPTY_ROOT, 8, ROOTS[8], ())
    assert check_consistency(8, ROOTS[8], 8, ROOTS[8], ())
    assert not check_consistency(0, ROOTS[1], 8, ROOTS[8], ())
    assert not check_consistency(0, EMPTY_ROOT, 8, ROOTS[8], (ROOTS[8],))
    assert not check_consistency(8, ROOTS[8], 8, ROOTS[7], ())
    assert not check_consistency(8, ROOTS[8], 8, ROOTS[8], (ROOTS[8],))
    assert not check_consistency(2, ROOTS[2], 1, ROOTS[1], ())
    assert not check_inclusion(leaf_hash(b""), 0, 0, (), EMPTY_ROOT)


def test_a_node_never_passes_for_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != Frontier.over([left, right]).root


@pytest.mark.parametrize("size", [1, 2, 3, 1000, 2**20, 2**20 - 1, 2**20 + 1, 10**9 + 7])
def test_as_many_look_ups_as_the_size_has_digits(size):
    digits = size.bit_length()
    assert len(frontier_places(size)) <= digits
    for index in {0, size // 3, size // 2, size - 1}:
        assert len(inclusion_places(index, size)) <= 2 * digits
    for old in {0, 1, size // 3, size // 2, size - 1, size}:
        assert len(consistency_places(old, size)) <= 2 * digits


def test_the_places_that_are_listed_are_those_that_are_asked_for():
    asked = []

    def node(level, index):
        asked.append((level, index))
        return KEPT[level, index]

    inclusion_proof(37, 70, node)
    consistency_proof(37, 70, node)
    Frontier.of_size(70, node)
    assert asked == [*inclusion_places(37, 70), *consistency_places(37, 70), *frontier_places(70)]


def test_appending_makes_two_nodes_on_average():
    assert sum(1 for _ in KEPT) < 2 * len(MANY)
    tree, made = Frontier.over([leaf_hash(one) for one in MANY[:63]]).appended(leaf_hash(MANY[63]))
    assert [(node.level, node.index) for node in made] == [(0, 63), (1, 31), (2, 15), (3, 7), (4, 3), (5, 1), (6, 0)]
    assert tree.hashes == (made[-1].hash,)


def test_what_no_tree_has_is_refused():
    for size, hashes in ((1, ()), (3, (ROOTS[1],)), (-1, ()), (1, (b"short",))):
        with pytest.raises(ValueError, match="a "):
            Frontier(size, hashes)
    for index, size in ((0, 0), (-1, 4), (4, 4)):
        with pytest.raises(ValueError, match="has no leaf"):
            inclusion_proof(index, size, NODE)
    for old, new in ((5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="does not begin"):
            consistency_proof(old, new, NODE)
