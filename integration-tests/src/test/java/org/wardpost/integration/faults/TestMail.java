package org.wardpost.integration.faults;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;

/** A message that follows from its id alone, so that whatever comes back can be compared octet by octet. */
final class TestMail {
    private static final Pattern ID = Pattern.compile("X-Test-Id: (\\S+)\r\n");

    private TestMail() {}

    static byte[] of(String id) {
        var random = new Random(id.hashCode());
        var text =
                new StringBuilder("X-Test-Id: " + id + "\r\nFrom: a@ward.example\r\nSubject: test " + id + "\r\n\r\n");
        int lines = 1 + random.nextInt(random.nextInt(10) == 0 ? 3000 : 150);
        for (int i = 0; i < lines; i++)
            text.append(Long.toString(random.nextLong(), 36)).append(" . line\r\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static String idOf(byte[] message) {
        var matcher = ID.matcher(new String(message, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) throw new AssertionError("a message that no test sent");
        return matcher.group(1);
    }

    /** Whether {@code stored} is the message of its id, after whatever trace headers a delivery puts on top. */
    static boolean isWhole(byte[] stored) {
        var sent = of(idOf(stored));
        if (stored.length < sent.length) return false;
        int offset = stored.length - sent.length;
        for (int i = 0; i < sent.length; i++) {
            if (stored[offset + i] != sent[i]) return false;
        }
        return true;
    }
}
