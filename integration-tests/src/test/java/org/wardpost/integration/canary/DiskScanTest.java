package org.wardpost.integration.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;

/** The scan finds a phrase wherever a thief could: else a canary that hears nothing means nothing. */
class DiskScanTest {
    @TempDir
    Path root;

    private final Phrases phrases = new Phrases();

    private byte[] mail() {
        return CanaryMail.of(phrases, 1000);
    }

    /** @param strategy of zlib, which decides what kind of blocks come out */
    private static byte[] deflated(byte[] plain, int level, int strategy, boolean raw) throws IOException {
        var deflater = new Deflater(level, raw);
        deflater.setStrategy(strategy);
        var out = new ByteArrayOutputStream();
        try (var stream = new DeflaterOutputStream(out, deflater)) {
            stream.write(plain);
        }
        deflater.end();
        return out.toByteArray();
    }

    private DiskScan scanned(byte[]... parts) throws IOException {
        var octets = new ByteArrayOutputStream();
        var noise = new byte[5000];
        new Random(7).nextBytes(noise);
        octets.write(noise);
        for (var part : parts) octets.write(part);
        return new DiskScan(phrases).file(Files.write(Files.createTempFile(root, "scanned", ""), octets.toByteArray()));
    }

    @Test
    void insideGzip() throws IOException {
        var file = Files.write(root.resolve("mail"), mail());
        Finished.run(List.of("gzip", "-k", file.toString()), root.resolve("tmp"))
                .succeeded();
        assertFound(new DiskScan(phrases).file(root.resolve("mail.gz")));
    }

    @Test
    void insideZlibAndRawDeflateAtAnyPlace() throws IOException {
        assertFound(scanned(deflated(mail(), 6, Deflater.DEFAULT_STRATEGY, false)));
        assertFound(scanned(deflated(mail(), 6, Deflater.DEFAULT_STRATEGY, true)));
        assertFound(scanned(deflated(mail(), 6, Deflater.HUFFMAN_ONLY, true), new byte[100]));
    }

    @Test
    void insideOneBlockOfTheFixedCode() throws IOException {
        for (var text : List.of("subject", "plain body")) {
            var phrase = text.equals("subject") ? phrases.word(text) : phrases.foreign(text);
            var small = deflated(("Bed 4: " + phrase).getBytes(UTF_8), 9, Deflater.DEFAULT_STRATEGY, true);
            assertThat(small[0] >> 1 & 3).as("BTYPE").isEqualTo(1);
            assertThat(scanned(small).hits()).containsKey(text + " as UTF-8");
            assertThat(scanned(small, new byte[100]).hits()).containsKey(text + " as UTF-8");
        }
        var repeated = deflated((phrases.word("subject") + " ").repeat(50).getBytes(UTF_8), 9, 0, true);
        assertThat(repeated[0] >> 1 & 3).as("BTYPE").isEqualTo(1);
        assertThat(scanned(repeated).hits()).containsKey("subject as UTF-8");
    }

    /** The phrase is in the second block, of which a part points back into the first. */
    @Test
    void behindAStoredBlock() throws IOException {
        var phrase = phrases.word("subject");
        var deflater = new Deflater(0, true);
        var out = new byte[10_000];
        var noise = new byte[300];
        new Random(8).nextBytes(noise);
        deflater.setInput(noise);
        int size = deflater.deflate(out, 0, out.length, Deflater.FULL_FLUSH);
        deflater.setLevel(9);
        size += deflater.deflate(out, size, out.length - size); // from here on, not from the next input's end
        deflater.setInput(("Bed 4: " + phrase + " and " + phrase).getBytes(UTF_8));
        deflater.finish();
        while (!deflater.finished()) size += deflater.deflate(out, size, out.length - size);
        deflater.end();
        var stream = Arrays.copyOf(out, size);
        assertThat(stream[0] >> 1 & 3).as("BTYPE").isZero();
        assertThat(new String(stream, ISO_8859_1)).doesNotContain(phrase);
        assertThat(scanned(stream).hits()).containsKey("subject as UTF-8");
    }

    /** Longer than a window of the scan, and than what is inflated at once. */
    @Test
    void atTheEndOfALongStream() throws IOException {
        var noise = new byte[20 << 20];
        var random = new Random(9);
        for (int i = 0; i < noise.length; i++) noise[i] = (byte) ('a' + random.nextInt(26));
        var phrase = phrases.word("subject").getBytes(UTF_8);
        System.arraycopy(phrase, 0, noise, noise.length - 50, phrase.length);
        var stream = deflated(noise, 1, Deflater.DEFAULT_STRATEGY, false);
        assertThat(stream.length).isGreaterThan(9 << 20);
        assertThat(scanned(stream).hits()).containsKey("subject as UTF-8");
    }

    @Test
    void inTheNameOfAFile() throws IOException {
        phrases.foreign("subject");
        Files.createDirectory(root.resolve("names"));
        var octal = new StringBuilder();
        for (byte octet : phrases.foreign("subject").getBytes(UTF_8)) octal.append("\\%03o".formatted(octet & 0xff));
        Finished.run(
                        List.of(
                                "bash",
                                "-c",
                                "touch \"$0/$(printf '" + octal + "')\"",
                                root.resolve("names").toString()),
                        root.resolve("tmp"))
                .succeeded();
        assertThat(new DiskScan(phrases).place(root.resolve("names")).hits()).containsKey("subject as UTF-8");
    }

    @Test
    void inAFileThatIsDeletedBeforeTheEndAndOneThatLiesElsewhere() throws IOException {
        var ours = Files.createDirectories(root.resolve("data"));
        var deleted = ours.resolve("deleted");
        var elsewhere = root.resolve("elsewhere");
        var mine = ProcessHandle.current().pid();
        try (var first = FileChannel.open(deleted, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var second = FileChannel.open(elsewhere, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Files.delete(deleted);
            first.write(UTF_8.encode(phrases.word("deleted")));
            var watch = new OpenFiles(mine, List.of(ours), new DiskScan(phrases));
            second.write(UTF_8.encode(phrases.word("elsewhere")));
            await().until(() -> !watch.elsewhere().isEmpty());
            watch.close();
            assertThat(watch.elsewhere()).contains(elsewhere.toRealPath().toString());
            assertThat(watch.scan().hits()).containsKeys("deleted as UTF-8", "elsewhere as UTF-8");
        }
    }

    @Test
    void inWhatIsNewInAFolderOfAllPrograms() throws IOException {
        var shared = Files.createDirectory(root.resolve("shared"));
        Files.createDirectory(shared.resolve("old"));
        Files.setLastModifiedTime(
                Files.writeString(shared.resolve("other"), "of before"),
                FileTime.from(Instant.now().minusSeconds(60)));
        var files = new NewFiles(List.of(shared), Files.createDirectory(root.resolve("own")));
        Files.writeString(shared.resolve("old/new"), phrases.word("in an old folder"));
        Files.createDirectory(shared.resolve("new"));
        Files.writeString(shared.resolve("new/new"), phrases.word("in a new folder"));
        var scan = new DiskScan(phrases);
        files.all().forEach(scan::place);
        assertThat(scan.hits()).containsKeys("in an old folder as UTF-8", "in a new folder as UTF-8");
        assertThat(files.all()).doesNotContain(shared.resolve("other"));
    }

    private static void assertFound(DiskScan scan) {
        assertThat(scan.hits().keySet()).contains("subject as UTF-8", "plain body as UTF-8");
    }
}
