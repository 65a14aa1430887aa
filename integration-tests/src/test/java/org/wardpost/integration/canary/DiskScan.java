package org.wardpost.integration.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads every file below some folders as a thief of the disk would: names, octets, octets without line ends (base64 and
 * quoted-printable are broken into lines), and what inflates at any place of a file.
 */
final class DiskScan {
    private static final int WINDOW = 8 << 20;
    private static final int OVERLAP = 4096;
    private static final int INFLATED_AT_MOST = 1 << 20;
    private final PhraseSearch search;
    private final Map<String, String> hits = new TreeMap<>();
    private long octets;

    DiskScan(Phrases phrases) {
        search = new PhraseSearch(phrases.spellings());
    }

    /** What was found, by phrase and spelling, with the file it was in. */
    Map<String, String> hits() {
        return hits;
    }

    long octetsRead() {
        return octets;
    }

    DiskScan folder(Path folder) {
        try (var files = Files.walk(folder)) {
            files.forEach(path -> {
                var name = path.getFileName().toString().getBytes(StandardCharsets.UTF_8);
                note(name, name.length, "the name of " + path);
                if (Files.isRegularFile(path)) file(path);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    DiskScan file(Path path) {
        try (var in = Files.newInputStream(path)) {
            var buffer = new byte[WINDOW + OVERLAP];
            int kept = 0;
            while (true) {
                int read = in.readNBytes(buffer, kept, WINDOW);
                if (read == 0) break;
                octets += read;
                int length = kept + read;
                window(buffer, length, path.toString());
                kept = Math.min(OVERLAP, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        } catch (NoSuchFileException gone) {
            // a temporary file that ended while we walked
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void window(byte[] buffer, int length, String where) {
        note(buffer, length, where);
        var joined = new byte[length];
        int size = 0;
        for (int i = 0; i < length; i++) {
            boolean softBreak = buffer[i] == '=' && i + 1 < length && (buffer[i + 1] == '\r' || buffer[i + 1] == '\n');
            if (buffer[i] != '\r' && buffer[i] != '\n' && !softBreak) joined[size++] = buffer[i];
        }
        note(joined, size, where + " (lines joined)");
        inflateEverywhere(buffer, length, where);
    }

    /** zlib, gzip and zip by their magic; raw deflate wherever the head of a dynamic block is one that an inflater would take. */
    private void inflateEverywhere(byte[] buffer, int length, String where) {
        var out = new byte[INFLATED_AT_MOST];
        var inflater = new Inflater(true);
        for (int i = 0; i + 32 < length; i++) {
            int type = buffer[i] >> 1 & 3;
            boolean zlib = (buffer[i] & 0x0f) == 8 && ((buffer[i] & 0xff) << 8 | buffer[i + 1] & 0xff) % 31 == 0;
            boolean gzip = buffer[i] == 0x1f && buffer[i + 1] == (byte) 0x8b && buffer[i + 2] == 8;
            boolean zip = buffer[i] == 'P' && buffer[i + 1] == 'K' && buffer[i + 2] == 3 && buffer[i + 3] == 4;
            if (zlib) attempt(inflater, buffer, i + 2, length, out, where);
            if (gzip) attempt(inflater, buffer, i + 10, length, out, where);
            if (zip)
                attempt(
                        inflater,
                        buffer,
                        i + 30 + (buffer[i + 26] & 0xff) + (buffer[i + 28] & 0xff),
                        length,
                        out,
                        where);
            if (type == 2 && dynamicBlock(buffer, i)) attempt(inflater, buffer, i, length, out, where);
        }
        inflater.end();
    }

    /** The head of a dynamic block of deflate: counts in range, and lengths of the code length code that fill its tree exactly. */
    private static boolean dynamicBlock(byte[] buffer, int at) {
        long bits = 0;
        for (int i = 7; i >= 0; i--) bits = bits << 8 | buffer[at + i] & 0xff;
        long more = (bits >>> 17) | (long) (buffer[at + 8] & 0xff) << 47; // the first length is at bit 17
        if ((bits >>> 3 & 31) > 29 || (bits >>> 8 & 31) > 29) return false;
        int codes = (int) (bits >>> 13 & 15) + 4;
        int filled = 0;
        for (int i = 0; i < codes && i < 18; i++) {
            int size = (int) (more >>> 3 * i & 7);
            if (size > 0) filled += 128 >>> size;
        }
        return filled == 128 || codes == 19 && filled > 64 && filled < 128;
    }

    private void attempt(Inflater inflater, byte[] buffer, int from, int length, byte[] out, String where) {
        if (from >= length) return;
        inflater.reset();
        inflater.setInput(buffer, from, length - from);
        try {
            int first = inflater.inflate(out, 0, 64);
            if (first < 64 && !inflater.finished()) return;
            int size = first;
            while (size < out.length && !inflater.finished()) {
                int more = inflater.inflate(out, size, out.length - size);
                if (more == 0) break;
                size += more;
            }
            note(out, size, where + " (inflated at " + from + ")");
        } catch (DataFormatException notDeflate) {
            // nearly every place
        }
    }

    private void note(byte[] bytes, int length, String where) {
        for (var name : search.in(bytes, length)) hits.putIfAbsent(name, where);
    }
}
