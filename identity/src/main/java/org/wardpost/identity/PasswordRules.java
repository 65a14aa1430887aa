package org.wardpost.identity;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Which passwords may be set: long enough, and none that could not be typed or would be taken for something else. */
public final class PasswordRules {
    /** No login looks at more; a longer one costs its sender nothing and us a hash. */
    static final int LONGEST = 1024;

    private static final String READABLE =
            "abcdefghjkmnpqrstuvwxyz23456789"; // no i l o 0 1, for they are misread on paper
    private static final int GROUPS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final int shortest;

    PasswordRules(int shortest) {
        this.shortest = shortest;
    }

    /**
     * Refuses a password that should not be set.
     * @throws IllegalArgumentException with a sentence for whoever chose it; it does not quote the password
     */
    void check(char[] password) {
        if (password.length < shortest) {
            throw new IllegalArgumentException("The password is too short: at least " + shortest + " characters.");
        }
        if (password.length > LONGEST / 4) {
            throw new IllegalArgumentException("The password is too long: at most " + LONGEST / 4 + " characters.");
        }
        for (var c : password) {
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        "The password holds a control character, such as a line end or a tab.");
            }
        }
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The password holds half a character; type it again.");
        }
        if (DevicePassword.parse(password).isPresent()) {
            throw new IllegalArgumentException(
                    "The password looks like a device password, and would be taken for one; choose another.");
        }
    }

    /** A password for somebody else's first login: four groups of five, 99 bits, readable aloud. */
    public static String random() {
        var text = new StringBuilder();
        for (var at = 0; at < GROUPS * 5; at++) {
            text.append(at > 0 && at % 5 == 0 ? "-" : "").append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return text.toString();
    }
}
