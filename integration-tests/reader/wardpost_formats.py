"""The vault's formats as docs/formats.md tells them, by python3-cryptography and nothing of Wardpost's.

    python3 wardpost_formats.py ../../docs/formats.md     runs the document's known-answer vectors
    python3 wardpost_formats.py backup DIR --root-key FILE list
    python3 wardpost_formats.py backup DIR --root-key FILE print ann@ward.example INBOX 1
    python3 wardpost_formats.py backup DIR --shares FILE... -- list     a share a file, as `key add-recovery` printed it

Import it to open what lies in a database: start at the root key (`wardpost key export-root`) with `unwrap`.
"""
import argparse
import base64
import hashlib
import hmac
import os
import re
import struct
import sys

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
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


def recovery_seed(working, version, context, sealed, private):
    plain = open_sealed(slot_key(working, version), sealed, context)
    if plain[0] != 1 or len(plain) != 238 or plain[94:126] != bytes(32) or plain[126:158] != x25519_public(private):
        raise Tampered("no recovery slot of this authority")
    return hpke_open(private, label("wardpost/1/slot/seed") + context, plain[158:])


def share(text):
    """A recovery share: authority, threshold, index, and the 32 bytes."""
    found = re.search(r"wps.*?(?=\n\s*\n|\Z)", text, re.S | re.I)  # what was printed has a head above it, and an empty line after
    if not found:
        raise Tampered("no share")
    letters = re.sub(r"[\s-]", "", found.group()).lower()
    raw_share = base64.b32decode(letters[3:].translate(str.maketrans("018", "olb")).upper() + "======")
    if len(raw_share) != 56 or raw_share[0] != 1 or hashlib.sha256(raw_share[:52]).digest()[:4] != raw_share[52:]:
        raise Tampered("a share that is not as it was printed")
    return raw_share[1:17], raw_share[17], raw_share[19], raw_share[20:52]


def join_shares(texts_of_shares):
    """The authority's id and private key: Lagrange at 0 over GF(2^8) with AES's polynomial."""
    def times(a, b):
        product = 0
        while b:
            product ^= a if b & 1 else 0
            a, b = (a << 1) ^ (0x11b if a & 0x80 else 0), b >> 1
        return product

    def inverse(a):
        return next(b for b in range(1, 256) if times(a, b) == 1)
    shares = [share(text) for text in texts_of_shares]
    authority, threshold = shares[0][:2]
    points = {index: part for _, _, index, part in shares}
    if len({one[0] for one in shares}) != 1 or len(points) < threshold:
        raise Tampered("too few shares, or of two authorities")
    private = bytearray(32)
    for i, part in points.items():
        factor = 1
        for j in points:
            if j != i:
                factor = times(factor, times(j, inverse(i ^ j)))
        for at in range(32):
            private[at] ^= times(factor, part[at])
    public = x25519_public(bytes(private))
    if hashlib.sha256(label("wardpost/1/recovery/authority") + public).digest()[:16] != authority:
        raise Tampered("the shares do not give the key that they name")
    return authority, bytes(private)


def recovered_working(private, tenant, version, wrapped):
    if wrapped[0] != 1:
        raise Tampered("unknown form")
    return hpke_open(private, label("wardpost/1/recovery/working") + tenant + struct.pack(">I", version), wrapped[1:])


def open_grant(holder, grant, granter_ed25519):
    verify(granter_ed25519, "wardpost/1/grant/signature", grant[:166], grant[166:])
    return hpke_open(holder.x25519, label("wardpost/1/grant") + grant[:86], grant[86:166])


def open_account_grant(holder, grant, granter_ed25519):
    verify(granter_ed25519, "wardpost/1/account-grant/signature", grant[:150], grant[150:])
    return hpke_open(holder.x25519, label("wardpost/1/account-grant") + grant[:70], grant[70:150])


def passphrase_roots(passphrase, file):
    memory, passes, lanes = struct.unpack(">III", file[1:13])
    uniform = argon2id(passphrase, file[13:29], memory, passes, lanes)
    if not hmac.compare_digest(mac(derive(uniform, "wardpost/1/passphrase/mac"), file[:-32]), file[-32:]):
        raise Tampered("another passphrase")
    wrapping = derive(uniform, "wardpost/1/passphrase/wrap")
    count = struct.unpack(">I", file[29:33])[0]
    entries = [file[33 + 44 * i:77 + 44 * i] for i in range(count)]
    return {struct.unpack(">I", entry[:4])[0]: unwrap(wrapping, entry[4:]) for entry in entries}


def masked_sum(collection, macs, nonce, collection_id, run):
    """collection: the key of its epoch; macs: pairs of the key that made a row's MAC, and that MAC, whole."""
    total = sum(int.from_bytes(mac(by.digest, whole)) for by, whole in macs) % 2**256
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


# Backups
def row_file(path):
    """The rows of a row file, one dictionary a row."""
    with open(path, "rb") as file:
        def take(form):
            return struct.unpack(">" + form, file.read(struct.calcsize(form)))[0]

        def value(kind):
            if not take("B"):
                return None
            if kind == 4:
                return file.read(take("I"))
            return file.read(16) if kind == 1 else take({2: "q", 3: "i", 5: "B"}[kind])
        if file.read(8) != b"WPROWS\0\1":
            raise Tampered("no row file")
        file.read(take("B"))
        columns = [(take("B"), file.read(take("B")).decode()) for _ in range(take("H"))]
        count = 0
        while take("B"):
            yield {name: value(kind) for kind, name in columns}
            count += 1
        if take("Q") != count:
            raise Tampered("not as many rows as it says")


def fields(record):
    """A record as (tag, value) pairs."""
    if record[0] != 1:
        raise Tampered("a record of an unknown version")
    at, out = 1, []
    while at < len(record):
        tag, length = struct.unpack(">BI", record[at:at + 5])
        out.append((tag, record[at + 5:at + 5 + length]))
        at += 5 + length
    return out


def texts(record, tag):
    return [value.decode() for known, value in fields(record) if known == tag]


def salt_and_tag(sealed):
    return b"\1" + sealed[1:17] + sealed[-16:]


class Backup:
    """A backup, opened by root keys: {version: 32 bytes}, or a single one of unknown version as {None: 32 bytes}; or, without
    any, by what join_shares gave."""

    def __init__(self, folder, roots, recovery=None):
        self.folder = folder
        self.manifest = self.checked_manifest()
        self.tenant = bytes.fromhex(self.manifest["tenant"][0][0])
        self.working = self.open_working(roots) if recovery is None else self.open_recovered(*recovery)
        slots = {row["account"]: row for row in self.rows("slot") if row["kind"] == 1}
        self.accounts, self.homes, self.sealed, self.account_rows = {}, {}, [], {}
        for row in self.rows("account"):
            account = row["account"]
            self.account_rows[account] = row
            if account not in slots:
                self.sealed.append(account)
                continue
            slot = slots[account]
            version, generation = slot["working_version"], slot["generation"]
            context = slot_context(self.tenant, account, generation, 1, slot["slot"])
            key = Account(root_seed(self.working[version], version, context, slot["sealed"]),
                          account_context(self.tenant, account, generation))
            if key.public() != row["x25519"] + row["ed25519"]:
                raise Tampered("an account with another key")
            self.accounts[account] = key
        self.server = self.accounts[bytes(16)]
        verify(ed25519_public(self.server.ed25519), "wardpost/1/backup", self.signed, self.signature)
        self.collections = {}
        for row in self.rows("collection_grant"):
            owner = row["account"]
            if row["wrapped"] is not None and row["holder"] == owner and owner in self.accounts:
                context = wrap_context(self.tenant, owner, row["collection"], row["epoch"])
                key = unwrap(self.accounts[owner].own_wrap(context), row["wrapped"])
                self.collections[owner, row["collection"], row["epoch"]] = Collection(key, context)
        self.directory = self.collections[bytes(16), self.account_rows[bytes(16)]["home"], 1]
        if "account_grant.rows" in os.listdir(folder):  # not in backups of before groups had members with keys
            self.check_seeds()

    def check_seeds(self):
        """Groups' seeds as their members hold them, and those of earlier generations: {(account, generation): Account}."""
        for row in self.rows("account_grant"):
            holder, group = self.accounts.get(row["holder"]), row["account"]
            if holder is not None:
                context = account_context(self.tenant, group, row["generation"])
                granter = self.account_rows[group]["ed25519"]
                seed = unwrap(holder.own_wrap(context, "seed"), row["wrapped"]) if row["wrapped"] is not None \
                    else open_account_grant(holder, row["signed"], granter)
                if Account(seed, context).public() != self.account_rows[group]["x25519"] + granter:
                    raise Tampered("a member who holds another seed than the group's")
        self.earlier = {(account, self.account_rows[account]["generation"]): key for account, key in self.accounts.items()}
        for row in sorted(self.rows("account_generation"), key=lambda row: -row["generation"]):
            account, generation = row["account"], row["generation"]
            if account in self.accounts:
                context = account_context(self.tenant, account, generation)
                seed = open_sealed(self.earlier[account, generation + 1].history, row["sealed"], context)
                self.earlier[account, generation] = Account(seed, context)

    def path(self, name):
        return os.path.join(self.folder, name)

    def rows(self, table):
        return row_file(self.path(table + ".rows"))

    def checked_manifest(self):
        with open(self.path("manifest"), "rb") as file:
            text = file.read()
        at = text.rindex(b"\nsignature ") + 1
        self.signed, self.signature = text[:at], bytes.fromhex(text[at + 10:].decode().strip())
        lines = self.signed.decode().splitlines()
        if lines[0] != "wardpost-backup 1":
            raise Tampered("a manifest of an unknown version")
        out = {}
        for word, *rest in (line.split(" ") for line in lines[1:]):
            out.setdefault(word, []).append(rest)
        for name, _, size, digest in out["table"]:
            self.same_file(name + ".rows", size, digest)
        self.same_file("objects.list", *out["objects"][0][2:])
        with open(self.path("objects.list"), encoding="ascii") as objects:
            for name, size, digest in (line.split() for line in objects):
                self.same_file(os.path.join("objects", name[:2], name), size, digest)
        return out

    def same_file(self, name, size, digest):
        with open(self.path(name), "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest or file.tell() != int(size):
                raise Tampered(name + " is not as the manifest says")

    def open_working(self, roots):
        working = {}
        for row in self.rows("working_key"):
            root = roots.get(row["root_version"], roots.get(None))
            if root is not None and row["version"] not in working:
                try:
                    working[row["version"]] = unwrap(root, row["wrapped"])
                except InvalidUnwrap:
                    pass
        if not working:
            raise Tampered("that root key opens no working key of this backup")
        return working

    def open_recovered(self, authority, private):
        wraps = [row for row in self.rows("recovery_wrap") if row["authority"] == authority]
        if not wraps:
            raise Tampered("this backup knows no such recovery authority")
        return {row["version"]: recovered_working(private, self.tenant, row["version"], row["wrapped"]) for row in wraps}

    def address(self, account):
        sealed = self.account_rows[account]["record"]
        return texts(open_sealed(self.directory.record, sealed, object_context(self.tenant, 9, 3, account)), 1)[0]

    def mailboxes(self):
        """(account, collection, name) of each mailbox, its row's MAC checked."""
        for row in self.rows("collection"):
            account = row["account"]
            if row["kind"] != 2 or account in self.sealed:
                continue
            home = self.collections[account, self.account_rows[account]["home"], row["home_epoch"]]
            encoding = (b"\1\7" + account + row["collection"] + struct.pack(">i", row["kind"]) + row["name_tag"]
                        + struct.pack(">ii", row["epoch"], row["home_epoch"]) + salt_and_tag(row["record"]))
            if mac(home.row, encoding)[:16] != row["mac"]:
                raise Tampered("a mailbox's row was changed")
            record = open_sealed(home.record, row["record"], object_context(self.tenant, 6, 3, row["collection"]))
            yield account, row["collection"], texts(record, 2)[0]

    def messages(self, account, collection):
        """Rows of a mailbox in order of UIDs, each MAC checked."""
        found = [row for row in self.rows("message") if (row["account"], row["collection"]) == (account, collection)]
        for row in sorted(found, key=lambda row: row["uid"]):
            key = self.collections[account, collection, row["epoch"]]
            encoding = (b"\1\x40" + account + collection + struct.pack(">qqiq", row["uid"], row["modseq"], row["epoch"], row["object_number"])
                        + row["object_id"] + b"\1" + row["wrapped"] + struct.pack(">iqqq", row["flags"], row["internal_date"],
                                                                                row["save_date"], row["padded_size"])
                        + row["thread"] + salt_and_tag(row["record"]))
            if mac(key.row, encoding)[:16] != row["mac"]:
                raise Tampered("message %d was changed" % row["uid"])
            yield row

    def object_key(self, row):
        return unwrap(self.collections[row["account"], row["collection"], row["epoch"]].wrap, row["wrapped"])

    def body(self, row):
        """The octets of a message."""
        sealed = next((o["body"] for o in self.rows("object_body") if o["number"] == row["object_number"]), None)
        if sealed is None:
            sealed = self.object_file(next(o["blob"] for o in self.rows("object") if o["number"] == row["object_number"]))
        body = open_sealed(self.object_key(row), sealed, object_context(self.tenant, 1, 1, row["object_id"]))
        record = open_sealed(self.collections[row["account"], row["collection"], row["epoch"]].record, row["record"],
                             object_context(self.tenant, 1, 3, row["object_id"]))
        if len(body) != struct.unpack(">q", record[1:9])[0]:
            raise Tampered("a message of another size")
        return body

    def summary(self, row):
        """The parts of a message's summary: size, header block, ENVELOPE, BODYSTRUCTURE, preview."""
        found = next(o for o in self.rows("object") if o["number"] == row["object_number"])
        sealed = found["summary"] if found["summary"] is not None else self.object_file(found["summary_blob"])
        plain = open_sealed(self.object_key(row), sealed, object_context(self.tenant, 1, 2, row["object_id"]))
        if plain[0] != 1:
            raise Tampered("a summary of an unknown version")
        at = [1]

        def number():
            value = shift = 0
            while True:
                octet = plain[at[0]]
                at[0] += 1
                value |= (octet & 0x7f) << shift
                shift += 7
                if not octet & 0x80:
                    return value

        def blob():
            length = number()
            at[0] += length
            return plain[at[0] - length:at[0]]
        size = number()
        if number():  # 0x01: the sent date follows, ZigZag
            number()
        header, envelope, structure, preview = blob(), blob(), blob(), blob()
        return {"size": size, "header": header, "envelope": envelope, "bodystructure": structure, "preview": preview.decode()}

    def object_file(self, name):
        with open(self.path(os.path.join("objects", name.hex()[:2], name.hex())), "rb") as file:
            return file.read()


def backup_command(words):
    """list, or print ADDRESS MAILBOX UID."""
    options = argparse.ArgumentParser(prog="wardpost_formats.py backup", description="Reads a backup of Wardpost.")
    options.add_argument("folder")
    options.add_argument("--root-key", metavar="FILE", help="holds what `wardpost key export-root` printed")
    options.add_argument("--keys", metavar="FOLDER", help="key folder with root.p12 and password")
    options.add_argument("--shares", metavar="FILE", nargs="+", help="recovery shares, one a file, instead of a root key; then --")
    options.add_argument("action", choices=["list", "print", "preview"])
    options.add_argument("what", nargs="*", metavar="ADDRESS MAILBOX UID")
    given = options.parse_args(words)
    roots, recovery = {}, None
    if given.shares:
        recovery = join_shares([open(name, encoding="utf-8").read() for name in given.shares])
    elif given.root_key:
        with open(given.root_key, encoding="ascii") as file:
            roots = {None: bytes.fromhex(file.read().strip())}
    else:
        with open(os.path.join(given.keys, "root.p12"), "rb") as file, \
                open(os.path.join(given.keys, "password"), "rb") as password:
            roots = pkcs12_roots(file.read(), password.read().strip())
    backup = Backup(given.folder, roots, recovery)
    named = {(backup.address(account), name): (account, collection) for account, collection, name in backup.mailboxes()}
    if given.action == "list":
        counts = {}
        for row in backup.rows("message"):
            counts[row["account"], row["collection"]] = counts.get((row["account"], row["collection"]), 0) + 1
        for address, name in sorted(named):
            print("%s\t%s\t%d" % (address, name, counts.get(named[address, name], 0)))
        return
    address, mailbox, uid = given.what
    row = next(row for row in backup.messages(*named[address, mailbox]) if row["uid"] == int(uid))
    if given.action == "preview":
        print(backup.summary(row)["preview"])
    else:
        sys.stdout.buffer.write(backup.body(row))


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

    @case("recovery")
    def _(t, v):
        for chosen in ("123", "135", "245", "12345"):
            authority, private = join_shares([t["share-" + index] for index in chosen])
            same(authority, v("authority"))
            same(private, v("private"))
        same(b"\1" + x25519_public(private) + b"\3\5", v("stored"))
        same(recovered_working(private, v("tenant"), int(t["version"]), v("wrapped")), v("working-key"))

    @case("recovery-slot")
    def _(t, v):
        same(recovery_seed(v("working-key"), int(t["version"]), v("slot-context"), v("sealed"), v("private")), v("seed"))

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

    @case("account-grant")
    def _(t, v):
        holder = Account(v("holder-seed"), v("holder-account-context"))
        same(v("grant")[1:38], v("account-context"))
        same(open_account_grant(holder, v("grant"), v("granter-ed25519-public")), v("seed"))
        same(ed25519_public(Account(v("seed"), v("account-context")).ed25519), v("granter-ed25519-public"))
        same(unwrap(holder.own_wrap(v("account-context"), "seed"), v("wrapped")), v("seed"))

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
            collection, [(collection, v("mac-1")), (collection, v("mac-2"))], v("nonce"), v("wrap-context")[33:49],
            int(t["run"]))
        same(total, v("sum"))
        same(masked, v("masked"))

    @case("digest-epochs")
    def _(t, v):
        earlier, key = Collection(v("earlier-key"), v("earlier-context")), Collection(v("key"), v("wrap-context"))
        macs = [(by, mac(by.row, v("row"))) for by in (earlier, key)]
        same(macs[0][1], v("earlier-mac"))
        same(macs[1][1], v("mac"))
        total, masked = masked_sum(key, macs, v("nonce"), v("wrap-context")[33:49], int(t["run"]))
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
    if sys.argv[1] == "backup":
        sys.exit(backup_command(sys.argv[2:]))
    with open(sys.argv[1], encoding="utf-8") as file:
        held, left_out = check(file.read())
    print("%d blocks of known answers hold" % len(held))
    if left_out:
        print("left out for want of Argon2id:", ", ".join(left_out))
