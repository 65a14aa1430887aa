package org.wardpost.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32C;

/** Numbered messages of 10 KB, the same for every peer and every run; made before anything is timed. */
final class Corpus {
    private static final int OCTETS = 10_240;
    private final byte[][] messages;
    private final long[] checksums;

    Corpus(int count) {
        messages = new byte[count][];
        checksums = new long[count];
        var crc = new CRC32C();
        for (int i = 0; i < count; i++) {
            messages[i] = make(i);
            crc.reset();
            crc.update(messages[i]);
            checksums[i] = crc.getValue();
        }
    }

    int size() {
        return messages.length;
    }

    byte[] message(int number) {
        return messages[number % messages.length];
    }

    /** CRC-32C of message {@code number}. */
    long checksum(int number) {
        return checksums[number % checksums.length];
    }

    /** What ENVELOPE tells of message {@code number}. */
    static String subject(int number) {
        return "handover of bed " + number + ".";
    }

    /** Printable text with the header fields that ward mail has; no line begins with a dot. */
    private static byte[] make(int number) {
        var random = new Random(number);
        var text = new StringBuilder(
                """
                From: "Ann Example" <ann@outside.example>
                To: "Ward" <ward@bench.example>
                Cc: "Night Shift" <night@bench.example>
                Subject: %s
                Message-ID: <%d.%d@outside.example>
                Date: Tue, 24 Nov 2026 08:00:00 +0000
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 7bit

                """.formatted(subject(number), number, random.nextLong()).replace("\n", "\r\n"));
        int line = 0;
        while (text.length() < OCTETS - 80) {
            var word = Long.toString(Math.abs(random.nextLong()), 36);
            text.append(word);
            line += word.length() + 1;
            text.append(line > 55 ? "\r\n" : " ");
            if (line > 55) line = 0;
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
