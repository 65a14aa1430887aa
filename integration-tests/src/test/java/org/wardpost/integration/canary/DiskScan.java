package org.wardpost.integration.canary;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
    private static final int INFLATED_AT_ONCE = 1 << 20;
    private final DeflateHeads heads = new DeflateHeads();
    private final Phrases phrases;
    private PhraseSearch search;
    private int known;
    private final Map<String, String> hits = new TreeMap<>();
    private long octets;

    DiskScan(Phrases phrases) {
        this.phrases = phrases;
        this.known = phrases.count();
        this.search = new PhraseSearch(phrases.spellings());
    }

    /** What was found, by phrase and spelling, with the file it was in. */
    Map<String, String> hits() {
        return hits;
    }

    long octetsRead() {
        return octets;
    }

    /** A file, or a folder with everything below it; nothing if it is not there. */
    DiskScan place(Path place) {
        if (Files.isRegularFile(place)) return file(place);
        if (!Files.isDirectory(place)) return this;
        try {
            Files.walkFileTree(place, new EveryFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private final class EveryFile extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            name(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) file(path);
            else name(path);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE; // ended while we walked
            throw e;
        }
    }

    /** The octets of its name as they lie on the disk: as text they depend on the locale of whoever looks. */
    private void name(Path path) {
        var octets = path.getFileName().toUri().getRawPath().replace("+", "%2B");
        var name = URLDecoder.decode(octets, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        note(name, name.length, "the name of " + path);
    }

    DiskScan file(Path path) {
        if (phrases.count() > known) { // a phrase is made before it is sent
            known = phrases.count();
            search = new PhraseSearch(phrases.spellings());
        }
        name(path);
        try (var in = new RandomAccessFile(path.toFile(), "r")) {
            var buffer = new byte[OVERLAP + (int) Math.min(WINDOW, in.length() + OVERLAP)];
            int kept = 0;
            for (long at = 0; true; ) {
                in.seek(at);
                int read = fill(in, buffer, kept);
                if (read == 0) break;
                octets += read;
                at += read;
                int length = kept + read;
                window(buffer, length, new Source(in, at, path.toString()));
                kept = Math.min(OVERLAP, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        } catch (FileNotFoundException e) {
            if (Files.exists(path)) throw new UncheckedIOException(e); // else one that ended while we walked
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static int fill(RandomAccessFile in, byte[] buffer, int from) throws IOException {
        int size = from;
        while (size < buffer.length) {
            int read = in.read(buffer, size, buffer.length - size);
            if (read <= 0) break;
            size += read;
        }
        return size - from;
    }

    /** The file that a window is of. @param next where in it the window ends */
    private record Source(RandomAccessFile file, long next, String name) {}

    private void window(byte[] buffer, int length, Source source) throws IOException {
        note(buffer, length, source.name());
        var joined = new byte[length];
        int size = 0;
        for (int i = 0; i < length; i++) {
            boolean softBreak = buffer[i] == '=' && i + 1 < length && (buffer[i + 1] == '\r' || buffer[i + 1] == '\n');
            if (buffer[i] != '\r' && buffer[i] != '\n' && !softBreak) joined[size++] = buffer[i];
        }
        note(joined, size, source.name() + " (lines joined)");
        inflateEverywhere(buffer, length, source);
    }

    private void inflateEverywhere(byte[] buffer, int length, Source source) throws IOException {
        var out = new byte[INFLATED_AT_ONCE];
        try (var inflater = new Ending(new Inflater(true))) {
            for (int i = 0; i < length; i++) {
                var behind = heads.behindMagic(buffer, i, length);
                if (behind.isPresent()) attempt(inflater.it(), buffer, behind.getAsInt(), length, out, source);
                if (heads.block(buffer, i, length)) attempt(inflater.it(), buffer, i, length, out, source);
            }
        }
    }

    private record Ending(Inflater it) implements AutoCloseable {
        @Override
        public void close() {
            it.end();
        }
    }

    private void attempt(Inflater inflater, byte[] buffer, int from, int length, byte[] out, Source source)
            throws IOException {
        if (from >= length) return;
        inflater.reset();
        inflater.setInput(buffer, from, length - from);
        int size = 0;
        try {
            size = inflater.inflate(out, 0, 64);
            if (size < 64 && !inflater.finished()) return;
            var name = source.name() + " (inflated at " + (source.next() - length + from) + ")";
            var more = new byte[1 << 16];
            for (long next = source.next(); !inflater.finished(); ) {
                if (size == out.length) size = noted(out, size, name);
                int inflated = inflater.inflate(out, size, out.length - size);
                size += inflated;
                if (inflated > 0 || inflater.finished()) continue;
                source.file().seek(next); // the stream is longer than the window
                int read = source.file().read(more);
                if (read <= 0) break;
                next += read;
                inflater.setInput(more, 0, read);
            }
            note(out, size, name);
        } catch (DataFormatException notDeflate) {
            // nearly every place; what came out before may be the beginning of a stream that was cut off
            if (size >= 64) note(out, size, source.name() + " (inflated at " + from + ", broken)");
        }
    }

    /** Looks, and keeps the end for a phrase that goes on. @return octets kept */
    private int noted(byte[] out, int size, String where) {
        note(out, size, where);
        System.arraycopy(out, size - OVERLAP, out, 0, OVERLAP);
        return OVERLAP;
    }

    private void note(byte[] bytes, int length, String where) {
        for (var name : search.in(bytes, length)) hits.putIfAbsent(name, where);
    }
}
