"""Ed25519 keys: the published vectors, their files, and what is refused."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from comity.core.ledger.receipt import fingerprint, key_id
from comity.core.values import Refused
from comity.formats.signing import (
    expected_fingerprint,
    exported_key,
    imported_key,
    make_key,
    public_key_text,
    read_key,
    read_public_key,
    verify,
    write_key,
)

KEY = make_key(bytes(range(32)))
SALT = bytes(range(16))
ANOTHER_KIND = Ed448PrivateKey.generate()

# RFC 8032, 7.1, tests 1 to 3: secret key, public key, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_published_vectors(secret, public, message, signature):
    key = make_key(bytes.fromhex(secret))
    assert key.public_key.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert verify(key.public_key, bytes.fromhex(message), bytes.fromhex(signature))


def test_a_changed_message_signature_or_key_does_not_verify():
    signature = KEY.sign(b"message")
    assert verify(KEY.public_key, b"message", signature)
    assert not verify(KEY.public_key, b"messagf", signature)
    assert not verify(make_key(bytes(32)).public_key, b"message", signature)
    for wrong in (b"", signature[:-1], signature + b"x", bytes(64)):
        assert not verify(KEY.public_key, b"message", wrong)
    for wrong in (b"", KEY.public_key[:-1], bytes(32)):
        assert not verify(wrong, b"message", signature)


def test_a_key_is_written_for_its_owner_only_and_never_over_another(tmp_path):
    path = tmp_path / "ledger.key"
    write_key(path, KEY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key(path).public_key == KEY.public_key
    with pytest.raises(Refused, match=r"there is a file already\. Name a new one\."):
        write_key(path, make_key(bytes(32)))
    assert read_key(path).public_key == KEY.public_key
    with pytest.raises(Refused, match=r"the key can't be written"):
        write_key(tmp_path / "nowhere" / "ledger.key", KEY)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_refused(mode, tmp_path):
    path = tmp_path / "ledger.key"
    write_key(path, KEY)
    path.chmod(mode)
    with pytest.raises(Refused, match=rf"\(mode 0{mode:o}\)\. Run: chmod 600 "):
        read_key(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        public_key_text(KEY.public_key).encode(),
        ANOTHER_KIND.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    ],
)
def test_what_is_no_key_is_refused(content, tmp_path):
    path = tmp_path / "ledger.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(Refused, match="holds no private key of Ed25519"):
        read_key(path)


def test_a_key_goes_into_a_backup_and_comes_back():
    content = exported_key(KEY, "correct é horse", SALT)
    assert KEY.private.private_bytes_raw().hex().encode() not in content
    assert imported_key(content, "correct é horse").public_key == KEY.public_key
    assert imported_key(content, "correct e\u0301 horse").public_key == KEY.public_key
    with pytest.raises(Refused, match="the passphrase does not open the key"):
        imported_key(content, "correct horse")


def test_an_export_that_was_changed_is_refused():
    content = exported_key(KEY, "passphrase", SALT)
    for wrong in (
        content.replace(KEY.key_id.encode(), b"0" * 16),
        content.replace(SALT.hex().encode(), bytes(16).hex().encode()),
        content.replace(SALT.hex().encode(), b"no digits"),
    ):
        assert wrong != content
        with pytest.raises(Refused, match="the file was changed"):
            imported_key(wrong, "passphrase", "key.json")
    for wrong in (b"", b"\xff", b"{}", content[:-9]):
        with pytest.raises(Refused, match=r"key\.json"):
            imported_key(wrong, "passphrase", "key.json")


def test_what_makes_no_key_and_no_export():
    with pytest.raises(ValueError, match="32 bytes"):
        make_key(bytes(31))
    for passphrase, salt in (("", SALT), ("passphrase", bytes(15))):
        with pytest.raises(ValueError, match="a passphrase and a salt"):
            exported_key(KEY, passphrase, salt)


def test_a_key_shows_its_label_only():
    assert repr(KEY) == str(KEY) == f"SigningKey({KEY.key_id})"
    assert KEY.key_id == key_id(KEY.public_key) == fingerprint(KEY.public_key)[:16]


def test_a_public_key_is_named_by_its_file_or_its_fingerprint(write):
    path = write("organisation.pem", public_key_text(KEY.public_key))
    print_ = fingerprint(KEY.public_key)
    assert read_public_key(path) == KEY.public_key
    assert expected_fingerprint(str(path)) == print_
    assert expected_fingerprint(print_.upper()) == print_
    assert expected_fingerprint(":".join(print_[at : at + 2] for at in range(0, 64, 2))) == print_
    assert expected_fingerprint(" ".join(print_[at : at + 4] for at in range(0, 64, 4))) == print_


def test_what_names_no_key_is_refused(write):
    with pytest.raises(Refused, match=r"is the label of a key: .* Give all 64 digits of the fingerprint"):
        expected_fingerprint(KEY.key_id)
    with pytest.raises(Refused, match="there is no such file"):
        expected_fingerprint("nowhere.pem")
    another = ANOTHER_KIND.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for content in (b"x", another):
        with pytest.raises(Refused, match="holds no public key of Ed25519"):
            expected_fingerprint(str(write("wrong.pem", content)))
