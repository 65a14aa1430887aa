package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardpost.vault.provider.Pkcs12Provider;

/** Keys have no printable form, cannot be serialised, and nothing here writes to a log. */
class PrintableTest {
    private static final Path MAIN = Path.of("src/main/java/org/wardpost/vault");

    private static byte[] secret() {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0x5A);
        return bytes;
    }

    static Stream<Object> holders() {
        var tenant = new UUID(1, 1);
        var place = new WrapContext(tenant, tenant, tenant, 1);
        var account = AccountKey.ofSeed(tenant, tenant, 1, secret());
        var collection = new CollectionKey(place, secret());
        var object = new ObjectKey(secret());
        var context = new ObjectContext(tenant, ObjectType.KEY, Part.RECORD, tenant);
        var slotSecret = SlotSecret.ofRandom(Arrays.copyOf(secret(), 16), tenant);
        return Stream.of(
                account,
                collection,
                object,
                new WorkingKey(1, secret()),
                WorkingKeys.of(new WorkingKey(1, secret())),
                RootKey.of(secret()),
                slotSecret,
                RecoveryKey.of(secret(), 2, 3),
                RecoveryKey.of(secret(), 2, 3).split().getFirst(),
                new RecoveryShare(tenant, 2, 3, 1, secret()),
                RecoveryKey.of(secret(), 2, 3).authority(),
                SecretBytes.of(secret()),
                SigningKey.random(),
                new UnlockedKeys(),
                PassphraseKeys.create("twelve letters".toCharArray()),
                account.rootSlot(new WorkingKey(1, secret()), tenant),
                account.grant(collection, account.publicKey(), tenant),
                collection.wrap(object),
                collection.mac(secret()),
                object.seal(secret(), context),
                object.sealer(context, new java.io.ByteArrayOutputStream()),
                object.reader(
                        context, SealedSource.of(object.seal(secret(), context).bytes())),
                CollectionDigest.empty(collection, 1),
                CollectionDigest.Sum.of(secret()),
                CommittingSeal.derive(secret(), new byte[16], new byte[0]),
                TestKeys.fresh());
    }

    @Test
    void noHolderOfAKeyPrintsAnyOfIt() {
        assertThat(holders()).isNotEmpty().allSatisfy(holder -> {
            var text = holder.toString().toLowerCase(Locale.ROOT);
            assertThat(text)
                    .as(holder.getClass().getName())
                    .doesNotContain("5a5a", "90, 90", "wlpa", "zzzz", "[b@")
                    .hasSizeLessThan(300);
        });
    }

    @Test
    void noHolderOfAKeyCanBeSerialisedOrCompared() {
        assertThat(holders().filter(PrintableTest::isKey)).hasSizeGreaterThan(9).allSatisfy(holder -> {
            assertThat(holder).isNotInstanceOf(Serializable.class);
            assertThat(holder.getClass().isRecord())
                    .as("a record prints and compares itself")
                    .isFalse();
            assertThat(Modifier.isFinal(holder.getClass().getModifiers())).isTrue();
        });
    }

    @Test
    void noPublicMethodGivesAKeysBytes() {
        var exported = List.of("RootKey.export"); // key export-root, audited
        for (var type : List.of(
                RootKey.class,
                WorkingKey.class,
                AccountKey.class,
                CollectionKey.class,
                ObjectKey.class,
                RecoveryKey.class,
                RecoveryShare.class,
                SigningKey.class)) {
            assertThat(Arrays.stream(type.getMethods())
                            .filter(method -> method.getReturnType() == byte[].class && method.getParameterCount() == 0)
                            .map(method -> type.getSimpleName() + "." + method.getName())
                            .filter(name -> !exported.contains(name) && !name.equals("SigningKey.publicKey")))
                    .isEmpty();
        }
    }

    @Test
    void exceptionsNameNoSecret() throws IOException {
        var keys = Files.createTempDirectory("keys").resolve("k");
        try (var provider = Pkcs12Provider.create(keys)) {
            var password = Files.readString(keys.resolve("password")).strip();
            var root = HexFormat.of().formatHex(provider.export(1));
            Files.write(keys.resolve("root.p12"), new byte[100]);
            var failure = org.assertj.core.api.Assertions.catchThrowable(() -> Pkcs12Provider.open(keys));
            var trace = new java.io.StringWriter();
            failure.printStackTrace(new java.io.PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(password, root);
            assertThat(provider.toString()).doesNotContain(password, root);
        }
    }

    @Test
    void nothingHereWritesToALogOrToTheConsole() throws IOException {
        try (var files = Files.walk(MAIN)) {
            var sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(40);
            for (var source : sources) {
                assertThat(Files.readString(source))
                        .as(source.toString())
                        .doesNotContain(
                                "LoggerFactory", "System.out", "System.err", "printStackTrace", "System.Logger");
            }
        }
    }

    private static boolean isKey(Object holder) {
        return holder instanceof AutoCloseable && !(holder instanceof SegmentedSealer);
    }
}
