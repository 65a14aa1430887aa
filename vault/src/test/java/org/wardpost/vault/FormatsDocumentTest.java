package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.audit.ChainLink;
import org.wardpost.vault.audit.Checkpoint;
import org.wardpost.vault.audit.SignerCertificate;
import org.wardpost.vault.provider.Pkcs12Provider;

/** Runs the known-answer vectors that stand in docs/formats.md, so that the document and the program say the same. */
class FormatsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/formats.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```kat (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final UUID TENANT = Ids.of(HexFormat.of().parseHex("101112131415161718191a1b1c1d1e1f"));
    private static final UUID ACCOUNT = Ids.of(HexFormat.of().parseHex("202122232425262728292a2b2c2d2e2f"));
    private static final UUID COLLECTION = Ids.of(HexFormat.of().parseHex("303132333435363738393a3b3c3d3e3f"));
    private static final UUID OBJECT = Ids.of(HexFormat.of().parseHex("404142434445464748494a4b4c4d4e4f"));
    private static final UUID SLOT = Ids.of(HexFormat.of().parseHex("505152535455565758595a5b5c5d5e5f"));
    private static final UUID HOLDER = Ids.of(HexFormat.of().parseHex("606162636465666768696a6b6c6d6e6f"));
    private static final WrapContext WRAP = new WrapContext(TENANT, ACCOUNT, COLLECTION, 2);

    private final Map<String, Map<String, String>> blocks = read();
    private Map<String, String> block = Map.of();

    private static Map<String, Map<String, String>> read() {
        try {
            var found = new LinkedHashMap<String, Map<String, String>>();
            var matcher = BLOCK.matcher(Files.readString(DOCUMENT));
            while (matcher.find()) {
                var values = new LinkedHashMap<String, String>();
                matcher.group(2).lines().forEach(line -> values.put(line.split(" = ", 2)[0], line.split(" = ", 2)[1]));
                assertThat(found.put(matcher.group(1), values))
                        .as("two blocks " + matcher.group(1))
                        .isNull();
            }
            return found;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void in(String name) {
        assertThat(blocks).containsKey(name);
        block = blocks.get(name);
    }

    private String text(String name) {
        assertThat(block).containsKey(name);
        return block.get(name);
    }

    private byte[] hex(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    private int number(String name) {
        return Integer.parseInt(text(name));
    }

    private CollectionKey collection(String key) {
        return new CollectionKey(WRAP, hex(key));
    }

    private AccountKey account(String seed) {
        return AccountKey.ofSeed(TENANT, ACCOUNT, 1, hex(seed));
    }

    private SealedSlot slot(SlotKind kind) {
        var context = new SlotContext(TENANT, ACCOUNT, 1, kind, SLOT);
        assertThat(context.encoded()).isEqualTo(hex("slot-context"));
        return new SealedSlot(context, number("version"), hex("sealed"));
    }

    private WorkingKeys working() {
        return WorkingKeys.of(new WorkingKey(number("version"), hex("working-key")));
    }

    @Test
    void everyBlockHasATestHereAndEveryTestItsBlock() {
        assertThat(blocks.keySet())
                .containsExactlyInAnyOrder(
                        "contexts",
                        "derive",
                        "padding",
                        "one-shot",
                        "segmented",
                        "working-key",
                        "passphrase-file",
                        "pkcs12-file",
                        "account-key",
                        "earlier-generation",
                        "root-slot",
                        "password-slot",
                        "device-slot",
                        "recovery",
                        "recovery-slot",
                        "collection-key",
                        "object-wrap",
                        "own-wrap",
                        "grant",
                        "account-grant",
                        "row-mac",
                        "digest",
                        "digest-epochs",
                        "lookup",
                        "audit-link",
                        "audit-signer",
                        "audit-checkpoint");
    }

    @Test
    void contexts() {
        in("contexts");
        assertThat(new ObjectContext(TENANT, ObjectType.MESSAGE, Part.BODY, OBJECT).encoded())
                .isEqualTo(hex("object-context"));
        assertThat(WRAP.encoded()).isEqualTo(hex("wrap-context"));
        assertThat(new SlotContext(TENANT, ACCOUNT, 1, SlotKind.PASSWORD, SLOT).encoded())
                .isEqualTo(hex("slot-context"));
        assertThat(new LookupContext(TENANT, ACCOUNT, LookupField.MESSAGE_ID).encoded())
                .isEqualTo(hex("lookup-context"));
        assertThat(new AccountContext(TENANT, ACCOUNT, 1).encoded()).isEqualTo(hex("account-context"));
    }

    @Test
    void theTablesOfCodesAreTheProgramsOwn() throws IOException {
        var document = Files.readString(DOCUMENT);
        for (var type : ObjectType.values()) {
            assertThat(document)
                    .contains("| " + type.code() + " | "
                            + type.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " |");
        }
        var fields = document.substring(document.indexOf("Look-up fields:"), document.indexOf("```kat contexts"));
        assertThat(Pattern.compile("\\b(\\d+) [a-zA-Z]")
                        .matcher(fields)
                        .results()
                        .mapToInt(m -> Integer.parseInt(m.group(1))))
                .containsExactly(Arrays.stream(LookupField.values())
                        .map(field -> (int) field.code())
                        .toArray(Integer[]::new));
    }

    @Test
    void everyLabelIsInTheDocument() throws IOException {
        var document = Files.readString(DOCUMENT);
        for (var label : Label.values()) {
            var name = new String(label.bytes(), 0, label.bytes().length - 1, StandardCharsets.US_ASCII);
            var last = name.substring(name.lastIndexOf('/') + 1);
            boolean inTable =
                    label.name().startsWith("ACCOUNT_") || label.name().startsWith("COLLECTION_");
            assertThat(document).contains(inTable ? "`" + last + "`" : "\"" + name + "\"");
            assertThat(label.bytes()[label.bytes().length - 1]).isZero();
        }
    }

    @Test
    void derivation() {
        in("derive");
        assertThat(Hmac.expand(hex("key"), number("length"), Label.SEAL.bytes(), hex("context")))
                .isEqualTo(hex("derived"));
        assertThat(Label.SEAL.bytes()).isEqualTo((text("label") + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void padding() {
        in("padding");
        assertThat(block).hasSizeGreaterThan(10);
        block.forEach((name, padded) -> {
            long size = Long.parseLong(name.substring("size-".length()));
            assertThat(Padding.padded(size, 64) + " " + Padding.padded(size, 1024))
                    .as(name)
                    .isEqualTo(padded);
        });
    }

    @Test
    void oneShot() {
        in("one-shot");
        assertThat(CommittingSeal.seal(hex("key"), hex("plain"), hex("context"), number("step"), hex("salt")))
                .isEqualTo(hex("sealed"));
        assertThat(CommittingSeal.open(hex("key"), hex("sealed"), hex("context"), OBJECT))
                .isEqualTo(hex("plain"));
    }

    @Test
    void segmented() throws Exception {
        in("segmented");
        var plain = new byte[number("plain-size")];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (i % 251);
        }
        var sealed = CommittingSeal.seal(hex("key"), plain, hex("context"), number("step"), hex("salt"));
        assertThat(sealed)
                .hasSize(number("sealed-length"))
                .startsWith(hex("sealed-start"))
                .endsWith(hex("sealed-end"));
        assertThat(MessageDigest.getInstance("SHA-256").digest(sealed)).isEqualTo(hex("sealed-sha256"));
        assertThat(CommittingSeal.open(hex("key"), sealed, hex("context"), OBJECT))
                .isEqualTo(plain);
    }

    @Test
    void workingKey() {
        in("working-key");
        var root = RootKey.of(hex("root-key"));
        var unwrapped = root.unwrap(WrappedKey.ofStored(hex("wrapped")), number("version"));
        assertThat(unwrapped.bytes()).isEqualTo(hex("working-key"));
        assertThat(unwrapped.slotKey()).isEqualTo(hex("slot-key"));
        assertThat(root.wrap(unwrapped).bytes()).isEqualTo(hex("wrapped"));
    }

    @Test
    void pkcs12File(@TempDir Path home) throws IOException {
        in("pkcs12-file");
        var keys = Files.createDirectory(
                home.resolve("keys"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.write(Files.createFile(keys.resolve("root.p12"), mode), hex("file"));
        Files.write(Files.createFile(keys.resolve("password"), mode), hex("password"));
        try (var provider = Pkcs12Provider.open(keys)) {
            assertThat(provider.versions()).containsExactly(1, 2);
            assertThat(provider.export(1)).isEqualTo(hex("root-key-1"));
            assertThat(provider.export(2)).isEqualTo(hex("root-key-2"));
        }
    }

    @Test
    void passphraseFile() {
        in("passphrase-file");
        var passphrase = new String(hex("passphrase"), StandardCharsets.UTF_8).toCharArray();
        var keys = PassphraseKeys.open(passphrase, hex("file"));
        assertThat(keys.get(1).export()).isEqualTo(hex("root-key"));
        assertThat(keys.encoded()).isEqualTo(hex("file"));
    }

    @Test
    void accountKey() {
        in("account-key");
        for (var label : Label.values()) {
            if (label.name().startsWith("ACCOUNT_")) {
                var name = label.name().substring("ACCOUNT_".length()).toLowerCase(java.util.Locale.ROOT);
                assertThat(label.derive(hex("seed"), hex("account-context")))
                        .as(name)
                        .isEqualTo(hex(name));
            }
        }
        assertThat(account("seed").publicKey())
                .isEqualTo(new AccountPublicKey(hex("x25519-public"), hex("ed25519-public")));
    }

    @Test
    void earlierGeneration() {
        in("earlier-generation");
        var key = AccountKey.ofSeed(TENANT, ACCOUNT, 2, hex("seed"));
        assertThat(key.openEarlier(SealedBytes.ofStored(hex("sealed")), 1).publicKey())
                .isEqualTo(AccountKey.ofSeed(TENANT, ACCOUNT, 1, hex("earlier-seed"))
                        .publicKey());
    }

    @Test
    void rootSlot() {
        in("root-slot");
        var expected = new AccountPublicKey(hex("x25519-public"), hex("ed25519-public"));
        assertThat(slot(SlotKind.ROOT).openRoot(working(), expected)).isEqualTo(hex("seed"));
    }

    @Test
    void passwordSlot() {
        in("password-slot");
        var slot = slot(SlotKind.PASSWORD);
        var hashing = slot.hashing(working()).orElseThrow();
        assertThat(hashing.parameters())
                .isEqualTo(new Argon2Parameters(number("memory-kib"), number("passes"), number("lanes")));
        assertThat(hashing.salt()).isEqualTo(hex("salt"));
        assertThat(SlotSecret.argon2id(hex("password"), hashing.parameters(), hashing.salt()))
                .isEqualTo(hex("argon2id"));
        assertOpens(slot, SlotSecret.ofPassword(hex("password"), hashing.parameters(), hashing.salt()));
    }

    @Test
    void deviceSlot() {
        in("device-slot");
        assertOpens(slot(SlotKind.DEVICE_PASSWORD), SlotSecret.ofRandom(hex("secret"), SLOT));
    }

    private void assertOpens(SealedSlot slot, SlotSecret secret) {
        assertThat(secret.verifier())
                .isEqualTo(hex("verifier"))
                .isEqualTo(slot.verifier(working()).orElseThrow());
        assertThat(secret.privateKey()).isEqualTo(hex("slot-private"));
        assertThat(slot.open(working(), secret, account("seed").publicKey())).isEqualTo(hex("seed"));
    }

    @Test
    void collectionKey() {
        in("collection-key");
        for (var label : Label.values()) {
            if (label.name().startsWith("COLLECTION_")) {
                var name = label.name().substring("COLLECTION_".length()).toLowerCase(java.util.Locale.ROOT);
                assertThat(label.derive(hex("key"), hex("wrap-context")))
                        .as(name)
                        .isEqualTo(hex(name));
            }
        }
        assertThat(collection("key").digestKey()).isEqualTo(hex("digest"));
        assertThat(collection("key").maskKey()).isEqualTo(hex("mask"));
    }

    @Test
    void objectWrap() {
        in("object-wrap");
        assertThat(collection("collection-key")
                        .wrap(new ObjectKey(hex("object-key")))
                        .bytes())
                .isEqualTo(hex("wrapped"));
        assertThat(collection("collection-key")
                        .unwrap(WrappedKey.ofStored(hex("wrapped")))
                        .bytes())
                .isEqualTo(hex("object-key"));
    }

    @Test
    void ownWrap() {
        in("own-wrap");
        var key = account("seed");
        assertThat(key.wrapOwn(collection("collection-key")).bytes()).isEqualTo(hex("wrapped"));
        assertThat(key.unwrapOwn(WRAP, WrappedKey.ofStored(hex("wrapped"))).bytes())
                .isEqualTo(hex("collection-key"));
        assertThat(key.wrap(new ObjectKey(hex("object-key")), WRAP).bytes()).isEqualTo(hex("object-wrapped"));
    }

    @Test
    void grant() {
        in("grant");
        var holder = AccountKey.ofSeed(TENANT, HOLDER, 1, hex("holder-seed"));
        var granter = new AccountPublicKey(new byte[32], hex("granter-ed25519-public"));
        var opened = holder.openGrant(SignedGrant.ofStored(hex("grant")), granter);
        assertThat(opened.bytes()).isEqualTo(hex("collection-key"));
        assertThat(opened.context()).isEqualTo(WRAP);
    }

    @Test
    void accountGrant() {
        in("account-grant");
        assertThat(new AccountContext(TENANT, ACCOUNT, 2).encoded()).isEqualTo(hex("account-context"));
        var group = AccountKey.ofSeed(TENANT, ACCOUNT, 2, hex("seed")).publicKey();
        assertThat(group.ed25519()).isEqualTo(hex("granter-ed25519-public"));
        var holder = AccountKey.ofSeed(TENANT, HOLDER, 1, hex("holder-seed"));
        var opened = holder.openSeed(AccountGrant.ofStored(hex("grant")), group, group); // compares it with the seed's
        assertThat(holder.wrapSeed(opened).bytes()).isEqualTo(hex("wrapped"));
    }

    @Test
    void rowMac() {
        in("row-mac");
        var mac = collection("collection-key").mac(hex("row"));
        assertThat(mac.whole()).isEqualTo(hex("whole"));
        assertThat(mac.stored()).isEqualTo(hex("stored"));
        assertThat(account("account-seed").mac(hex("row")).whole()).isEqualTo(hex("account-whole"));
    }

    @Test
    void digest() {
        in("digest");
        var key = collection("collection-key");
        var rows = List.of(new RowMac(hex("mac-1")), new RowMac(hex("mac-2")));
        var sum = CollectionDigest.sum(key, rows);
        assertThat(new BigInteger(1, sum.bytes())).isEqualTo(new BigInteger(text("sum"), 16));
        assertThat(CollectionDigest.masked(key, number("run"), sum, hex("nonce"))
                        .masked())
                .isEqualTo(hex("masked"));
        assertThat(CollectionDigest.matches(key, number("run"), new MaskedSum(hex("nonce"), hex("masked")), rows))
                .isTrue();
    }

    @Test
    void digestOfTwoEpochs() {
        in("digest-epochs");
        var earlier = collection("earlier-key");
        var key = new CollectionKey(WRAP.epoch(3), hex("key"));
        assertThat(WRAP.encoded()).isEqualTo(hex("earlier-context"));
        assertThat(key.context().encoded()).isEqualTo(hex("wrap-context"));
        var rows = List.of(earlier.mac(hex("row")), key.mac(hex("row")));
        assertThat(rows.get(0).whole()).isEqualTo(hex("earlier-mac"));
        assertThat(rows.get(1).whole()).isEqualTo(hex("mac"));
        var sum = CollectionDigest.sum(key, rows);
        assertThat(new BigInteger(1, sum.bytes())).isEqualTo(new BigInteger(text("sum"), 16));
        var stored = CollectionDigest.masked(key, number("run"), sum, hex("nonce"));
        assertThat(stored.masked()).isEqualTo(hex("masked"));
        var before = CollectionDigest.of(earlier, number("run"), rows);
        assertThat(CollectionDigest.matches(
                        key, number("run"), CollectionDigest.remask(earlier, key, number("run"), before), rows))
                .isTrue();
    }

    @Test
    void lookup() {
        in("lookup");
        assertThat(collection("collection-key")
                        .lookup(LookupField.RESOURCE_NAME, hex("value"))
                        .bytes())
                .isEqualTo(hex("resource-name"));
        var account = account("account-seed");
        assertThat(account.lookup(LookupField.MESSAGE_ID, hex("value")).bytes()).isEqualTo(hex("message-id"));
        assertThat(account.pseudonym(new String(hex("value"), StandardCharsets.UTF_8)))
                .isEqualTo(text("pseudonym"));
    }

    @Test
    void auditLink() throws Exception {
        in("audit-link");
        var event = AuditEvent.decode(hex("event"));
        assertThat(event.encoded()).isEqualTo(hex("event"));
        assertThat(event.salt()).isEqualTo(hex("salt"));
        assertThat(MessageDigest.getInstance("SHA-256").digest(hex("event"))).isEqualTo(hex("event-hash"));
        var link = ChainLink.decode(hex("link"));
        assertThat(link.event()).isEqualTo(hex("event-hash"));
        assertThat(link.encoded()).isEqualTo(hex("link"));
        assertThat(link.hash()).isEqualTo(hex("link-hash"));
    }

    @Test
    void auditSigner() {
        in("audit-signer");
        var certificate = SignerCertificate.decode(hex("certificate"));
        assertThat(certificate.encoded()).isEqualTo(hex("certificate"));
        assertThat(certificate.publicKey()).isEqualTo(Curves.ed25519Public(hex("signer-seed")));
        assertSigned(
                "wardpost/1/audit/signer\0",
                hex("certificate"),
                account("server-seed").publicKey().ed25519());
    }

    @Test
    void auditCheckpoint() {
        in("audit-checkpoint");
        var checkpoint = Checkpoint.decode(hex("checkpoint"));
        assertThat(checkpoint.encoded()).isEqualTo(hex("checkpoint"));
        assertThat(checkpoint.head()).isEqualTo(hex("head"));
        assertThat(checkpoint.others()).containsOnlyKeys(COLLECTION);
        assertSigned("wardpost/1/audit/checkpoint\0", hex("checkpoint"), Curves.ed25519Public(hex("signer-seed")));
    }

    private static void assertSigned(String label, byte[] stored, byte[] by) {
        var message = Bytes.join(label.getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(stored, stored.length - 64));
        assertThat(SigningKey.verify(by, message, Arrays.copyOfRange(stored, stored.length - 64, stored.length)))
                .isTrue();
    }

    private RecoveryKey joined(int... indexes) {
        return RecoveryKey.join(Arrays.stream(indexes)
                .mapToObj(index -> RecoveryShare.parse(text("share-" + index)))
                .toList());
    }

    @Test
    void recovery() {
        in("recovery");
        for (var key : java.util.List.of(joined(1, 2, 3), joined(5, 3, 1), joined(2, 4, 5))) {
            assertThat(key.privateKey()).isEqualTo(hex("private"));
            assertThat(key.authority().publicKey()).isEqualTo(hex("public"));
            assertThat(key.authority().stored()).isEqualTo(hex("stored"));
            assertThat(Ids.bytes(key.authority().id())).isEqualTo(hex("authority"));
            assertThat(key.unwrap(TENANT, number("version"), hex("wrapped")).bytes())
                    .isEqualTo(hex("working-key"));
        }
        for (int index = 1; index <= 5; index++) {
            assertThat(RecoveryShare.parse(text("share-" + index)).text()).isEqualTo(text("share-" + index));
        }
    }

    @Test
    void recoverySlot() {
        in("recovery-slot");
        var account = account("seed");
        var key = RecoveryKey.of(hex("private"), 3, 5);
        var slot = slot(SlotKind.RECOVERY);
        assertThat(AccountKey.openRecovery(working(), slot, key, account.publicKey())
                        .publicKey())
                .isEqualTo(account.publicKey());
    }
}
