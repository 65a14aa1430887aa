"""The vault's formats as docs/formats.md tells them, by python3-cryptography and nothing of Wardpost's.

    python3 wardpost_formats.py ../../docs/formats.md     runs the document's known-answer vectors

Import it to open what lies in a database: start at the root key (`wardpost key export-root`) with `unwrap`.
"""
import hashlib
import hmac
import re
import struct
import sys

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HEADER, SEGMENT, TAG = 49, 65536, 16


class Tampered(Exception):
    pass


# Key derivation
def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def expand(key, info, length=32):
    out, block = b"", b""
    for counter in range(1, (length + 31) // 32 + 1):
        block = mac(key, block, info, bytes([counter]))
        out += block
    return out[:length]


def label(text):
    return text.encode("ascii") + b"\0"


def derive(key, text, context=b"", length=32):
    return expand(key, label(text) + context, length)


# Contexts
def object_context(tenant, kind, part, object_id):
    return b"\x01" + tenant + bytes([kind, part]) + object_id


def wrap_context(tenant, owner, collection, epoch):
    return b"\x02" + tenant + owner + collection + struct.pack(">I", epoch)


def slot_context(tenant, account, generation, kind, slot):
    return b"\x03" + tenant + account + struct.pack(">I", generation) + bytes([kind]) + slot


def lookup_context(tenant, scope, field):
    return b"\x04" + tenant + scope + bytes([field])


def account_context(tenant, account, generation):
    return b"\x05" + tenant + account + struct.pack(">I", generation)


# The seal
def padded_size(size, step):
    n = size + 1
    if n > SEGMENT:
        step = 1 << (n.bit_length() - 1 - 5)
    return -(-n // step) * step


def unpad(padded):
    plain = padded.rstrip(b"\0")
    if not plain.endswith(b"\x80"):
        raise Tampered("no padding")
    return plain[:-1]


def derived(key, salt, context):
    both = derive(key, "wardpost/1/seal", salt + context, 64)
    return both[:32], both[32:]


def open_sealed(key, sealed, context):
    if sealed[0] not in (1, 2) or len(sealed) <= HEADER + TAG:
        raise Tampered("unknown version, or too short")
    aes, commitment = derived(key, sealed[1:17], context)
    if not hmac.compare_digest(commitment, sealed[17:HEADER]):
        raise Tampered("another key or another place")
    body = sealed[HEADER:]
    if sealed[0] == 1:
        if len(body) >= SEGMENT + TAG:
            raise Tampered("a one shot that is too long")
        return unpad(gcm_open(aes, bytes(12), body))
    parts = [body[at:at + SEGMENT + TAG] for at in range(0, len(body), SEGMENT + TAG)]
    return unpad(b"".join(
        gcm_open(aes, bytes(7) + struct.pack(">IB", i, i == len(parts) - 1), part) for i, part in enumerate(parts)))


def seal(key, plain, context, step, salt):
    aes, commitment = derived(key, salt, context)
    padded = (plain + b"\x80").ljust(padded_size(len(plain), step), b"\0")
    if len(padded) < SEGMENT:
        return b"\x01" + salt + commitment + AESGCM(aes).encrypt(bytes(12), padded, None)
    out = b"\x02" + salt + commitment
    for index, at in enumerate(range(0, len(padded), SEGMENT)):
        last = at + SEGMENT >= len(padded)
        out += AESGCM(aes).encrypt(bytes(7) + struct.pack(">IB", index, last), padded[at:at + SEGMENT], None)
    return out


def gcm_open(key, nonce, sealed):
    try:
        return AESGCM(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        raise Tampered("changed") from None


# AES-KW, X25519, Ed25519, HPKE
def unwrap(key, wrapped):
    return aes_key_unwrap(key, wrapped)


def wrap(key, other):
    return aes_key_wrap(key, other)


def raw(public):
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def x25519_public(private):
    return raw(X25519PrivateKey.from_private_bytes(private).public_key())


def ed25519_public(seed):
    return raw(Ed25519PrivateKey.from_private_bytes(seed).public_key())


def verify(public, text, signed, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, label(text) + signed)
    except InvalidSignature:
        raise Tampered("no good signature") from None


def hpke_open(private, info, sealed):
    """RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; one message."""
    enc, ciphertext = sealed[:32], sealed[32:]
    kem, suite = b"KEM" + struct.pack(">H", 0x20), b"HPKE" + struct.pack(">HHH", 0x20, 1, 2)

    def extract(suite_id, salt, name, secret):
        return mac(salt or bytes(32), b"HPKE-v1" + suite_id + name + secret)

    def expand_labelled(suite_id, key, name, context, length):
        return expand(key, struct.pack(">H", length) + b"HPKE-v1" + suite_id + name + context, length)

    key = X25519PrivateKey.from_private_bytes(private)
    dh = key.exchange(X25519PublicKey.from_public_bytes(enc))
    shared = expand_labelled(kem, extract(kem, b"", b"eae_prk", dh), b"shared_secret", enc + raw(key.public_key()), 32)
    context = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    secret = extract(suite, shared, b"secret", b"")
    return gcm_open(expand_labelled(suite, secret, b"key", context, 32),
                    expand_labelled(suite, secret, b"base_nonce", context, 12), ciphertext)


def argon2id(password, salt, memory_kib, passes, lanes):
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # python3-cryptography 44 and later
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(password)


# Keys
class Account:
    NAMES = ("x25519", "ed25519", "own", "lookup", "record", "index", "row", "pseudonym", "history")

    def __init__(self, seed, context):
        self.context = context
        for name in self.NAMES:
            setattr(self, name, derive(seed, "wardpost/1/account/" + name, context))

    def public(self):
        return x25519_public(self.x25519) + ed25519_public(self.ed25519)

    def own_wrap(self, context, what="wrap"):
        return derive(self.own, "wardpost/1/own-" + what, context)


class Collection:
    NAMES = ("wrap", "record", "row", "digest", "mask", "lookup", "drop")

    def __init__(self, key, context):
        self.context = context
        for name in self.NAMES:
            setattr(self, name, derive(key, "wardpost/1/collection/" + name, context))


def slot_key(working, version):
    return derive(working, "wardpost/1/working/slot", struct.pack(">I", version))


def root_seed(working, version, context, sealed):
    plain = open_sealed(slot_key(working, version), sealed, context)
    if plain[0] != 0 or len(plain) != 97:
        raise Tampered("no root slot")
    seed, public = plain[65:], plain[1:65]
    if Account(seed, b"\x05" + context[1:37]).public() != public:
        raise Tampered("a slot that holds another key")
    return seed


def secret_seed(working, version, context, sealed, uniform):
    plain = open_sealed(slot_key(working, version), sealed, context)
    if plain[0] != 1 or len(plain) != 238:
        raise Tampered("unknown suite")
    hashing, verifier, box = plain[65:94], plain[94:126], plain[158:]
    if not hmac.compare_digest(verifier, derive(uniform, "wardpost/1/slot/verifier")):
        raise Tampered("another secret")
    private = derive(uniform, "wardpost/1/slot/x25519")
    return hashing, hpke_open(private, label("wardpost/1/slot/seed") + context, box)


def open_grant(holder, grant, granter_ed25519):
    verify(granter_ed25519, "wardpost/1/grant/signature", grant[:166], grant[166:])
    return hpke_open(holder.x25519, label("wardpost/1/grant") + grant[:86], grant[86:166])


def passphrase_roots(passphrase, file):
    memory, passes, lanes = struct.unpack(">III", file[1:13])
    uniform = argon2id(passphrase, file[13:29], memory, passes, lanes)
    if not hmac.compare_digest(mac(derive(uniform, "wardpost/1/passphrase/mac"), file[:-32]), file[-32:]):
        raise Tampered("another passphrase")
    wrapping = derive(uniform, "wardpost/1/passphrase/wrap")
    count = struct.unpack(">I", file[29:33])[0]
    entries = [file[33 + 44 * i:77 + 44 * i] for i in range(count)]
    return {struct.unpack(">I", entry[:4])[0]: unwrap(wrapping, entry[4:]) for entry in entries}


def masked_sum(collection, digest_macs, nonce, collection_id, run):
    total = sum(int.from_bytes(mac(collection.digest, whole)) for whole in digest_macs) % 2**256
    mask = int.from_bytes(mac(collection.mask, nonce, collection_id, struct.pack(">q", run)))
    return total.to_bytes(32), ((total + mask) % 2**256).to_bytes(32)


# root.p12
def der(data):
    """The values of a DER encoding, one after the other: (tag, content)."""
    at, out = 0, []
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7f
            length, at = int.from_bytes(data[at:at + size], "big"), at + size
        out.append((tag, data[at:at + length]))
        at += length
    return out


def pbes2_open(scheme, encrypted, password):
    """PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018), as the JDK's KeyStore writes it."""
    kdf, cipher = der(der(scheme)[1][1])
    salt, rounds = der(der(kdf[1])[1][1])[:2]
    key = hashlib.pbkdf2_hmac("sha256", password, salt[1], int.from_bytes(rounds[1], "big"), 32)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(der(cipher[1])[1][1])).decryptor()
    plain = decryptor.update(encrypted) + decryptor.finalize()
    return plain[:-plain[-1]]


def pkcs12_roots(file, password):
    """Root keys of root.p12 by version. RFC 7292; python3-cryptography itself skips secret bags."""
    safes = der(der(der(der(der(file)[0][1])[1][1])[1][1])[0][1])[0][1]
    roots = {}
    for _, content in der(safes):
        bags = der(der(der(content)[1][1])[0][1])[0][1]  # pkcs7-data: the bags are encrypted one by one
        for _, bag in der(bags):
            kind, value, attributes = der(bag)
            if kind[1].hex() != "2a864886f70d010c0a0105":  # secretBag
                continue
            shrouded = der(der(der(value[1])[0][1])[1][1])[0][1]
            algorithm, encrypted = der(der(shrouded)[0][1])
            key = der(der(pbes2_open(algorithm[1], encrypted[1], password))[0][1])[2][1]
            names = [der(a)[1][1] for _, a in der(attributes[1]) if der(a)[0][1].hex() == "2a864886f70d010914"]  # friendlyName
            roots[int(der(names[0])[0][1].decode("utf-16-be").removeprefix("wardpost-root-"))] = key
    return roots


# The document's vectors
def check(document):
    blocks = {name: {k: v for k, v in (line.split(" = ", 1) for line in body.splitlines())}
              for name, body in re.findall(r"^```kat (\S+)\n(.*?)^```$", document, re.M | re.S)}
    ran, skipped = [], []

    def case(name):
        def run(test):
            values = blocks.pop(name)

            def v(key):
                return bytes.fromhex(values[key])
            try:
                test(values, v)
                ran.append(name)
            except ImportError:  # Debian 12's python3-cryptography has no Argon2id
                skipped.append(name)
        return run

    def same(a, b):
        if a != b:
            raise AssertionError("expected %s, got %s" % (b.hex(), a.hex()))

    @case("contexts")
    def _(t, v):
        tenant, account = v("tenant"), v("account")
        same(object_context(tenant, 1, 1, v("object")), v("object-context"))
        same(wrap_context(tenant, account, v("collection"), 2), v("wrap-context"))
        same(slot_context(tenant, account, 1, 2, v("slot")), v("slot-context"))
        same(lookup_context(tenant, account, 7), v("lookup-context"))
        same(account_context(tenant, account, 1), v("account-context"))

    @case("derive")
    def _(t, v):
        same(derive(v("key"), t["label"], v("context"), int(t["length"])), v("derived"))

    @case("padding")
    def _(t, v):
        for name, sizes in t.items():
            size = int(name.split("-")[1])
            assert "%d %d" % (padded_size(size, 64), padded_size(size, 1024)) == sizes, name

    @case("one-shot")
    def _(t, v):
        same(seal(v("key"), v("plain"), v("context"), int(t["step"]), v("salt")), v("sealed"))
        same(open_sealed(v("key"), v("sealed"), v("context")), v("plain"))

    @case("segmented")
    def _(t, v):
        plain = bytes(i % 251 for i in range(int(t["plain-size"])))
        sealed = seal(v("key"), plain, v("context"), int(t["step"]), v("salt"))
        same(hashlib.sha256(sealed).digest(), v("sealed-sha256"))
        same(open_sealed(v("key"), sealed, v("context")), plain)

    @case("working-key")
    def _(t, v):
        same(unwrap(v("root-key"), v("wrapped")), v("working-key"))
        same(slot_key(v("working-key"), int(t["version"])), v("slot-key"))

    @case("pkcs12-file")
    def _(t, v):
        roots = pkcs12_roots(v("file"), v("password"))
        same(roots[1], v("root-key-1"))
        same(roots[2], v("root-key-2"))

    @case("passphrase-file")
    def _(t, v):
        same(passphrase_roots(v("passphrase"), v("file"))[1], v("root-key"))

    @case("account-key")
    def _(t, v):
        account = Account(v("seed"), v("account-context"))
        for name in Account.NAMES:
            same(getattr(account, name), v(name))
        same(account.public(), v("x25519-public") + v("ed25519-public"))

    @case("earlier-generation")
    def _(t, v):
        same(open_sealed(Account(v("seed"), v("account-context")).history, v("sealed"), v("earlier-context")), v("earlier-seed"))

    @case("root-slot")
    def _(t, v):
        same(root_seed(v("working-key"), int(t["version"]), v("slot-context"), v("sealed")), v("seed"))

    @case("password-slot")
    def _(t, v):
        hashing, seed = secret_seed(v("working-key"), int(t["version"]), v("slot-context"), v("sealed"), v("argon2id"))
        same(seed, v("seed"))
        same(hashing, b"\1" + struct.pack(">III", int(t["memory-kib"]), int(t["passes"]), int(t["lanes"])) + v("salt"))
        same(argon2id(v("password"), v("salt"), int(t["memory-kib"]), int(t["passes"]), int(t["lanes"])), v("argon2id"))

    @case("device-slot")
    def _(t, v):
        uniform = mac(v("slot-context")[-16:], v("secret"))
        hashing, seed = secret_seed(v("working-key"), int(t["version"]), v("slot-context"), v("sealed"), uniform)
        same(seed, v("seed"))
        same(hashing, b"\2" + bytes(28))

    @case("collection-key")
    def _(t, v):
        collection = Collection(v("key"), v("wrap-context"))
        for name in Collection.NAMES:
            same(getattr(collection, name), v(name))

    @case("object-wrap")
    def _(t, v):
        same(unwrap(Collection(v("collection-key"), v("wrap-context")).wrap, v("wrapped")), v("object-key"))

    @case("own-wrap")
    def _(t, v):
        account = Account(v("seed"), v("account-context"))
        same(unwrap(account.own_wrap(v("wrap-context")), v("wrapped")), v("collection-key"))
        same(unwrap(account.own_wrap(v("wrap-context"), "object"), v("object-wrapped")), v("object-key"))

    @case("grant")
    def _(t, v):
        holder = Account(v("holder-seed"), v("holder-account-context"))
        same(open_grant(holder, v("grant"), v("granter-ed25519-public")), v("collection-key"))

    @case("row-mac")
    def _(t, v):
        whole = mac(Collection(v("collection-key"), v("wrap-context")).row, v("row"))
        same(whole, v("whole"))
        same(whole[:16], v("stored"))
        same(mac(Account(v("account-seed"), v("account-context")).row, v("row")), v("account-whole"))

    @case("digest")
    def _(t, v):
        collection = Collection(v("collection-key"), v("wrap-context"))
        total, masked = masked_sum(
            collection, [v("mac-1"), v("mac-2")], v("nonce"), v("wrap-context")[33:49], int(t["run"]))
        same(total, v("sum"))
        same(masked, v("masked"))

    @case("lookup")
    def _(t, v):
        w, a = v("wrap-context"), v("account-context")
        collection = Collection(v("collection-key"), w)
        account = Account(v("account-seed"), a)
        same(mac(collection.lookup, lookup_context(w[1:17], w[33:49], 5), v("value"))[:16], v("resource-name"))
        same(mac(account.lookup, lookup_context(a[1:17], a[17:33], 7), v("value"))[:16], v("message-id"))
        assert "u:" + mac(account.pseudonym, v("value"))[:6].hex() == t["pseudonym"]

    @case("audit-link")
    def _(t, v):
        same(hashlib.sha256(v("event")).digest(), v("event-hash"))
        same(v("link")[65:], v("event-hash"))
        same(hashlib.sha256(label("wardpost/1/audit/link") + v("link")).digest(), v("link-hash"))

    @case("audit-signer")
    def _(t, v):
        server = Account(v("server-seed"), v("account-context"))
        verify(ed25519_public(server.ed25519), "wardpost/1/audit/signer", v("certificate")[:-64], v("certificate")[-64:])
        same(v("certificate")[41:73], ed25519_public(v("signer-seed")))

    @case("audit-checkpoint")
    def _(t, v):
        signed, signature = v("checkpoint")[:-64], v("checkpoint")[-64:]
        verify(ed25519_public(v("signer-seed")), "wardpost/1/audit/checkpoint", signed, signature)
        same(signed[33:65], v("head"))

    if blocks:
        raise AssertionError("no case for " + ", ".join(blocks))
    return ran, skipped


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        held, left_out = check(file.read())
    print("%d blocks of known answers hold" % len(held))
    if left_out:
        print("left out for want of Argon2id:", ", ".join(left_out))
