package org.wardpost.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.wardpost.vault.Ids;

/**
 * The text of a device password: {@code wp-<slot number>-<26 letters>}, 128 random bits in RFC 4648 §6 base 32, lower case, in groups
 * so that it can be read to somebody. The number says which slot it opens, so one row is read and one HMAC verifies it.
 * @param slot the number of the slot within its account, 1 to 9999
 * @param secret the 16 random bytes
 */
record DevicePassword(int slot, byte[] secret) {
    private static final String PREFIX = "wp-";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int SECRET_LETTERS = 26; // 128 bits and two zero ones
    static final int MAX_SLOT = 9999;

    static DevicePassword random(int slot) {
        return new DevicePassword(slot, Ids.bytes(Ids.random()));
    }

    /** The device password that {@code typed} is, or empty if it does not have that shape: then it is an ordinary password. */
    static Optional<DevicePassword> parse(char[] typed) {
        if (typed.length < PREFIX.length() + SECRET_LETTERS || typed.length > 64) {
            return Optional.empty();
        }
        var text = new String(typed).strip().toLowerCase(Locale.ROOT);
        var dash = text.indexOf('-', PREFIX.length());
        if (!text.startsWith(PREFIX) || dash < 4 || dash > 7) {
            return Optional.empty();
        }
        var number = text.substring(PREFIX.length(), dash);
        var letters = text.substring(dash + 1).replace("-", "").replace(" ", "");
        if (!number.chars().allMatch(c -> c >= '0' && c <= '9')
                || number.charAt(0) == '0'
                || letters.length() != SECRET_LETTERS) {
            return Optional.empty();
        }
        return decode(letters).map(secret -> new DevicePassword(Integer.parseInt(number), secret));
    }

    private static Optional<byte[]> decode(String letters) {
        var secret = new byte[16];
        var bits = 0;
        var held = 0;
        var at = 0;
        for (var letter = 0; letter < letters.length(); letter++) {
            var value = LETTERS.indexOf(letters.charAt(letter));
            if (value < 0) {
                return Optional.empty();
            }
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8 && at < secret.length) {
                bits -= 8;
                secret[at++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return held == 0 ? Optional.of(secret) : Optional.empty(); // one text a secret: the spare bits are zero
    }

    /** What is shown to its owner, once. */
    String text() {
        var out = new StringBuilder(PREFIX).append(slot).append('-');
        var bits = 0;
        var held = 0;
        var written = 0;
        for (var at = 0; written < SECRET_LETTERS; ) {
            if (bits < 5) {
                held = held << 8 | (at < secret.length ? secret[at] & 0xff : 0);
                at++;
                bits += 8;
            }
            bits -= 5;
            out.append(LETTERS.charAt(held >> bits & 31));
            held &= (1 << bits) - 1;
            if (++written % 5 == 0 && written < 25) {
                out.append('-');
            }
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DevicePassword that && slot == that.slot && Arrays.equals(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return slot;
    }

    @Override
    public String toString() {
        return "DevicePassword[" + slot + "]";
    }
}
