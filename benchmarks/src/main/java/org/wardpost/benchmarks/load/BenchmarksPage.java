package org.wardpost.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/benchmarks.md}, whose table is written by the program that measured it and by nobody else. */
final class BenchmarksPage {
    static final String BEGIN = "<!-- written by benchmarks/run, from here -->";
    static final String END = "<!-- to here -->";

    private BenchmarksPage() {}

    static void write(Path page, String table) throws IOException {
        var text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) throw new IOException(page + " has no place for the table: " + BEGIN);
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + text.substring(end));
    }
}
