package org.wardpost.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.wardpost.vault.Base32;
import org.wardpost.vault.Ids;

/**
 * The text of a device password: {@code wp-<slot number>-<26 letters>}, 128 random bits in RFC 4648 §6 base 32, lower case, in groups
 * so that it can be read to somebody. The number says which slot it opens, so one row is read and one HMAC verifies it.
 * @param slot the number of the slot within its account, 1 to 9999
 * @param secret the 16 random bytes
 */
record DevicePassword(int slot, byte[] secret) {
    private static final String PREFIX = "wp-";
    private static final int SECRET = 16;
    private static final int SECRET_LETTERS = Base32.letters(SECRET);
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
        return Base32.bytes(letters, SECRET).map(secret -> new DevicePassword(Integer.parseInt(number), secret));
    }

    /** What is shown to its owner, once. */
    String text() {
        return PREFIX + slot + '-' + Base32.groups(secret);
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
