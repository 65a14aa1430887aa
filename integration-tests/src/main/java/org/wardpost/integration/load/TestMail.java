package org.wardpost.integration.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;

/** A message that follows from its id alone, so that whatever comes back can be compared octet by octet. */
public final class TestMail {
    private static final Pattern ID = Pattern.compile("X-Test-Id: (\\S+)\r?\n");

    private TestMail() {}

    public static byte[] of(String id) {
        var random = new Random(id.hashCode());
        var text =
                new StringBuilder("X-Test-Id: " + id + "\r\nFrom: a@ward.example\r\nSubject: test " + id + "\r\n\r\n");
        int lines = 1 + random.nextInt(random.nextInt(10) == 0 ? 3000 : 150);
        for (int i = 0; i < lines; i++)
            text.append(Long.toString(random.nextLong(), 36)).append(" . line\r\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws AssertionError when the message is none of ours */
    public static String idOf(byte[] message) {
        var matcher = ID.matcher(new String(message, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) throw new AssertionError("a message that no test sent");
        return matcher.group(1);
    }

    /** Whether {@code stored} is the message of its id, octet for octet, as an APPEND leaves it. */
    public static boolean isExact(byte[] stored) {
        return Arrays.equals(stored, of(idOf(stored)));
    }

    /** Whether {@code stored} is the message of its id, after whatever trace headers a delivery puts on top. */
    public static boolean isWhole(byte[] stored) {
        var sent = of(idOf(stored));
        int offset = stored.length - sent.length;
        return offset >= 0 && Arrays.equals(stored, offset, stored.length, sent, 0, sent.length);
    }
}
