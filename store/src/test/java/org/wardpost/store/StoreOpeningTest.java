package org.wardpost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.account.NewAccount;
import org.wardpost.vault.provider.Pkcs12Provider;

/** What is wrong with folder, disk, schema or root key is said in a plain sentence, and nothing is changed on the disk. */
class StoreOpeningTest {
    private TestStore store;

    @BeforeEach
    void make() {
        store = TestStore.onH2();
        store.store().accounts().create(NewAccount.of("ann@ward.example"));
        store.closeStore();
    }

    @AfterEach
    void remove() {
        store.openStore();
        assertThat(store.store().accounts().findByAddress("ann@ward.example")).isPresent();
        store.close();
    }

    private Path data() {
        return store.settings().dataFolder();
    }

    private Path database() {
        return data().resolve("db/wardpost.mv.db");
    }

    private void assertRefusedAndUnchanged(String sentence) {
        var before = contents(data());
        assertThatThrownBy(() -> store.openStore())
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining(sentence);
        assertThat(contents(data())).isEqualTo(before);
    }

    private static Map<String, String> contents(Path folder) {
        try (var files = Files.walk(folder)) {
            var contents = new TreeMap<String, String>();
            for (var file : files.toList()) {
                contents.put(folder.relativize(file).toString(), Files.isDirectory(file) ? "folder" : hash(file));
            }
            return contents;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String hash(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aNewFolderIsPrivate() throws IOException {
        for (var folder : new String[] {"", "db", "objects"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(folder))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void anotherRootKey() {
        var before = contents(data());
        var other = Pkcs12Provider.create(store.folder().resolve("other-keys"));
        assertThatThrownBy(() -> Store.open(store.settings(), other, Clock.systemUTC()))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("root key");
        assertThat(contents(data())).isEqualTo(before);
    }

    @Test
    void aFolderThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertRefusedAndUnchanged("chmod 700");
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aFileWhereTheFolderShouldBe() throws IOException {
        var file = Files.createFile(store.folder().resolve("file"));
        assertThatThrownBy(() -> Store.open(StoreSettings.in(file), store.root(), Clock.systemUTC()))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("not a folder");
    }

    @Test
    void aCopyWithoutTheDatabase() throws IOException {
        var away = store.folder().resolve("away");
        Files.move(database(), away);
        assertRefusedAndUnchanged("incomplete");
        Files.move(away, database());
    }

    @Test
    void aCopyWithoutObjects() throws IOException {
        Files.move(data().resolve("objects"), store.folder().resolve("objects"));
        assertRefusedAndUnchanged("incomplete");
        Files.move(store.folder().resolve("objects"), data().resolve("objects"));
    }

    @Test
    void aCopyWithoutTheInstallationFile() throws IOException {
        Files.move(data().resolve("installation"), store.folder().resolve("installation"));
        assertRefusedAndUnchanged("incomplete");
        Files.move(store.folder().resolve("installation"), data().resolve("installation"));
    }

    @Test
    void aDatabaseThatWasCut() throws IOException {
        var whole = Files.readAllBytes(database());
        try (var file = new RandomAccessFile(database().toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertRefusedAndUnchanged("only in part");
        Files.write(database(), whole);
    }

    @Test
    void aDatabaseThatIsCutOffAnywhere() throws IOException {
        var whole = Files.readAllBytes(database());
        var random = new java.util.Random(5);
        for (int i = 0; i < 12; i++) {
            int length = random.nextInt(whole.length);
            int kept = i % 2 == 0 ? length : length - length % 4096; // also where a block of H2 ends
            Files.write(database(), java.util.Arrays.copyOf(whole, kept));
            assertThat(org.wardpost.store.sql.H2FileEnd.isWhole(database())).isFalse();
        }
        Files.write(database(), whole);
        assertThat(org.wardpost.store.sql.H2FileEnd.isWhole(database())).isTrue();
    }

    /** What was done to its rows is for their MACs: one changed row must not keep all mail from being served. */
    @Test
    void aDatabaseThatSomebodysH2ChangedOpens() throws Exception {
        var url = "jdbc:h2:" + data().resolve("db/wardpost").toAbsolutePath();
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("create table somebodys (thing integer)");
            statement.execute("drop table somebodys");
        }
        store.openStore();
        assertThat(store.store().verification().run(Progress.NONE).isGood()).isTrue();
        store.closeStore();
    }

    @Test
    void aDatabaseThatIsNone() throws IOException {
        var whole = Files.readAllBytes(database());
        Files.move(data().resolve("closed"), store.folder().resolve("closed"));
        Files.write(database(), new byte[100_000]);
        assertRefusedAndUnchanged("cannot be opened");
        Files.write(database(), whole);
        Files.move(store.folder().resolve("closed"), data().resolve("closed"));
    }

    @Test
    void aNewerSchema() throws Exception {
        schema(
                "insert into \"flyway_schema_history\" values (9999, '9999', 'future', 'SQL', 'V9999__future.sql', 1, 'SA',"
                        + " current_timestamp, 1, true)");
        assertRefusedAndUnchanged("newer Wardpost");
        schema("delete from \"flyway_schema_history\" where \"installed_rank\" = 9999");
    }

    private void schema(String sql) throws Exception {
        var url = "jdbc:h2:" + data().resolve("db/wardpost").toAbsolutePath();
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        Files.deleteIfExists(data().resolve("closed"));
    }

    @Test
    void aFolderThatIsInUse() {
        store.openStore();
        assertThatThrownBy(() -> Store.open(store.settings(), store.root(), Clock.systemUTC()))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("Another Wardpost process");
        store.closeStore();
    }

    @Test
    void aFullDisk() {
        var greedy = new StoreSettings(
                data(),
                Optional.empty(),
                16,
                4,
                1,
                1,
                1,
                Integer.MAX_VALUE,
                java.time.Duration.ZERO,
                StoreSettings.Upkeep.DEFAULT);
        var before = contents(data());
        assertThatThrownBy(() -> Store.open(greedy, store.root(), Clock.systemUTC()))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("make room");
        assertThat(contents(data())).isEqualTo(before);
    }

    @Test
    void aRefusalLeavesNoNewFolder() {
        var nowhere = store.folder().resolve("nowhere");
        var greedy = new StoreSettings(
                nowhere,
                Optional.empty(),
                16,
                4,
                1,
                1,
                1,
                Integer.MAX_VALUE,
                java.time.Duration.ZERO,
                StoreSettings.Upkeep.DEFAULT);
        assertThatThrownBy(() -> Store.open(greedy, store.root(), Clock.systemUTC()))
                .isInstanceOf(StoreOpenException.class);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void aCreationThatWasKilledBeginsAnew() throws IOException {
        var other = store.folder().resolve("other");
        Store.open(StoreSettings.in(other), store.root(), Clock.systemUTC()).close();
        Files.move(other.resolve("installation"), other.resolve("creating"));
        try (var again = Store.open(StoreSettings.in(other), store.root(), Clock.systemUTC())) {
            assertThat(again.accounts().all()).isEmpty();
        }
    }

    @Test
    void anOpenStoreClosesInASecond() {
        store.openStore();
        var begun = System.nanoTime();
        store.closeStore();
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
    }
}
