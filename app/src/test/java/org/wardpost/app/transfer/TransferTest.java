package org.wardpost.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardpost.identity.TestIdentity;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.store.TestStore;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

class TransferTest {
    private static final String ANN = "ann@ward.example";
    private static final Path VECTORS = Path.of("../mail-server/src/test/resources/vectors");

    @TempDir
    Path root;

    private final TestStore store = TestStore.onH2();
    private final TestIdentity identity = TestIdentity.over(store);

    @BeforeEach
    void ann() {
        identity.user(ANN);
        identity.user("ben@ward.example");
    }

    @AfterEach
    void close() {
        identity.close();
    }

    private ImportMail.Output take(String who, Path path, String mailbox) {
        return identity.operate(
                new ImportMail(Clock.systemUTC()),
                new ImportMail.Input(who, path.toString(), Optional.ofNullable(mailbox)));
    }

    private ExportMail.Output give(String who, Path path, ExportFormat format) {
        return identity.operate(new ExportMail(), new ExportMail.Input(who, path.toString(), Optional.empty(), format));
    }

    /** Octets of every stored message as check sums, with mailbox and flags. */
    private Map<String, Integer> stored(String who, boolean withFlags) {
        var found = new TreeMap<String, Integer>();
        var account = store.store().accounts().findByAddress(who).orElseThrow();
        for (var mailbox : store.store().collections().list(account.id(), CollectionKind.MAILBOX)) {
            store.store().messages().read(mailbox.id(), UidSet.ALL, false).forEach(message -> {
                try (var body = message.openBody()) {
                    var crc = new CRC32();
                    crc.update(body.readAllBytes());
                    var flags = withFlags
                            ? " " + MaildirTree.letters(message.flags().bits()) + " "
                                    + message.internalDate().getEpochSecond()
                            : "";
                    found.merge(mailbox.name() + " " + crc.getValue() + flags, 1, Integer::sum);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        return found;
    }

    private static long messages(Map<String, Integer> stored) {
        return stored.values().stream().mapToInt(Integer::intValue).sum();
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"MAILDIR", "EML"})
    void collectedMailComesOutAsItWentIn(ExportFormat format) throws IOException {
        var taken = take(ANN, VECTORS, null);
        assertThat(taken.imported()).isGreaterThan(100);
        var out = root.resolve("out");
        assertThat(give(ANN, out, format)).isEqualTo(new ExportMail.Output(ANN, taken.imported(), 0));
        take("ben@ward.example", out, null);
        assertThat(stored("ben@ward.example", false)).isEqualTo(stored(ANN, false));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rwx------");
    }

    @Test
    void anMboxKeepsOctetsThatLookLikeItsOwn() throws IOException {
        var tricky = List.of(
                "Subject: one\r\n\r\nFrom here on\r\n>From there\r\n>>From elsewhere\r\n\r\nFrom the end\r\n",
                "Subject: two\n\n\n\nempty lines around\n\n\n",
                "Subject: three\r\n\r\n",
                "Subject: four\n\nFrom\nFromage\n From space\n");
        var folder = Files.createDirectory(root.resolve("in"));
        for (var i = 0; i < tricky.size(); i++) {
            Files.writeString(folder.resolve(i + ".eml"), tricky.get(i));
        }
        take(ANN, folder, "Tricky");
        give(ANN, root.resolve("out"), ExportFormat.MBOX);
        take("ben@ward.example", root.resolve("out/Tricky.mbox"), "Tricky");
        assertThat(stored("ben@ward.example", false)).isEqualTo(stored(ANN, false));
        assertThat(messages(stored(ANN, false))).isEqualTo(4);
    }

    @Test
    void aFolderOfMboxFilesIsAMailboxEach() throws IOException {
        var profile = Files.createDirectories(root.resolve("profile/Ward 7.sbd"));
        Files.writeString(root.resolve("profile/Inbox"), "From - Mon Jan  1 00:00:00 2024\nSubject: a\n\nx\n\n");
        Files.writeString(root.resolve("profile/Inbox.msf"), "// <!-- <mdb:mork:z v=\"1.4\"/> -->");
        Files.writeString(profile.resolve("Rota"), "From - Mon Jan  1 00:00:00 2024\nSubject: b\n\ny\n\n");
        Files.writeString(root.resolve("profile/Shared"), "From - Mon Jan  1 00:00:00 2024\nSubject: c\n\nz\n\n");
        assertThat(take(ANN, root.resolve("profile"), null).imported()).isEqualTo(3);
        assertThat(stored(ANN, false).keySet())
                .satisfiesExactlyInAnyOrder(
                        in -> assertThat(in).startsWith("INBOX "),
                        in -> assertThat(in).startsWith("Imported/Shared "), // below Shared stand those of others
                        in -> assertThat(in).startsWith("Ward 7/Rota "));
        assertThat(take(ANN, root.resolve("profile"), null).imported()).isZero();

        give(ANN, root.resolve("out"), ExportFormat.MBOX);
        assertThat(take("ben@ward.example", root.resolve("out"), null).imported())
                .isEqualTo(3);
        assertThat(stored("ben@ward.example", false)).isEqualTo(stored(ANN, false));
    }

    @Test
    void aMaildirKeepsFlagsDatesAndMailboxes() throws IOException {
        maildir("", "1600000000.M1.host:2,FS", "Subject: a\n\n");
        maildir(".Sent", "1600000001.M2.host:2,RS", "Subject: b\n\n");
        maildir(".Ward 7.Rota", "1600000002.M3.host", "Subject: c\n\n");
        assertThat(take(ANN, root.resolve("maildir"), null).imported()).isEqualTo(3);
        assertThat(stored(ANN, true).keySet())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("INBOX ").endsWith(" FS 1234567890"),
                        line -> assertThat(line).startsWith("Sent ").endsWith(" RS 1234567890"),
                        line -> assertThat(line).startsWith("Ward 7/Rota ").endsWith("  1234567890"));
        give(ANN, root.resolve("out"), ExportFormat.MAILDIR);
        take("ben@ward.example", root.resolve("out"), null);
        assertThat(stored("ben@ward.example", true)).isEqualTo(stored(ANN, true));
    }

    private void maildir(String folder, String name, String text) throws IOException {
        var cur =
                Files.createDirectories(root.resolve("maildir").resolve(folder).resolve("cur"));
        Files.setLastModifiedTime(
                Files.writeString(cur.resolve(name), text), FileTime.from(Instant.ofEpochSecond(1234567890)));
    }

    @Test
    void anInterruptedImportGoesOnWhereItWas() throws IOException {
        maildir("", "1600000000.M1.host:2,", "Subject: a\n\n");
        maildir("", "1600000001.M2.host:2,", "Subject: a\n\n");
        assertThat(take(ANN, root.resolve("maildir"), null).imported())
                .as("equal messages are two")
                .isEqualTo(2);
        maildir("", "1600000002.M3.host:2,", "Subject: b\n\n");
        Files.move(
                root.resolve("maildir/cur/1600000000.M1.host:2,"), root.resolve("maildir/cur/1600000000.M1.host:2,S"));
        var again = take(ANN, root.resolve("maildir"), null);
        assertThat(again).isEqualTo(new ImportMail.Output(ANN, 1, 2));
        assertThat(messages(stored(ANN, false))).isEqualTo(3);
    }

    @Test
    void aMailboxMayBeCalledAnything() throws IOException {
        var names = List.of("..", "a.b", "ümlaut/日本語", "with%20percent", "tab\there", "C:\\x", "-rf *");
        var account = store.store().accounts().findByAddress(ANN).orElseThrow();
        var filer = new MailboxFiler(store.store(), account);
        for (var name : names) {
            filer.file(
                    new MailboxFiler.Item(name, MessageFlags.SEEN, Instant.EPOCH, name),
                    () -> new java.io.ByteArrayInputStream(
                            ("Subject: " + name + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
        }
        give(ANN, root.resolve("maildir"), ExportFormat.MAILDIR);
        take("ben@ward.example", root.resolve("maildir"), null);
        assertThat(stored("ben@ward.example", true)).isEqualTo(stored(ANN, true));
        try (var outside = Files.list(root)) {
            assertThat(outside).containsExactly(root.resolve("maildir"));
        }
    }

    @Test
    void whatIsNoMailIsSaidSo() throws IOException {
        var file = Files.writeString(root.resolve("notes.txt"), "milk, bread");
        assertThatThrownBy(() -> take(ANN, file, null))
                .isInstanceOf(OperationRefused.class)
                .hasMessageContaining("is no mbox");
        assertThatThrownBy(() -> take(ANN, root.resolve("none"), null))
                .isInstanceOf(OperationRefused.class)
                .hasMessageContaining("There is nothing at");
        assertThatThrownBy(() -> take("nobody@ward.example", file, null)).hasMessageContaining("There is no account");
        Files.createDirectory(root.resolve("full"));
        Files.writeString(root.resolve("full/x"), "");
        assertThatThrownBy(() -> take(ANN, root.resolve("full"), null))
                .isInstanceOf(OperationRefused.class)
                .hasMessageContaining("There is no Maildir, no .eml file and no mbox in");
        assertThatThrownBy(() -> give(ANN, root.resolve("full"), ExportFormat.EML))
                .hasMessageContaining("is not empty");
    }

    @Test
    void aLargeMessageIsNotHeldInMemoryWhole() throws IOException {
        var line = new ByteArrayOutputStream();
        line.write("Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (var i = 0; i < 300_000; i++) {
            line.write(
                    ("line %08d of a scan that was sent as text, padded to a hundred octets or so ....................\r\n"
                                    .formatted(i))
                            .getBytes(StandardCharsets.US_ASCII));
        }
        var folder = Files.createDirectory(root.resolve("in"));
        Files.write(folder.resolve("large.eml"), line.toByteArray());
        take(ANN, folder, "Large");
        give(ANN, root.resolve("out"), ExportFormat.EML);
        assertThat(root.resolve("out/Large/0000000001.eml")).hasBinaryContent(line.toByteArray());
    }
}
