package org.wardpost.vault.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.wardpost.vault.SlotSecret;
import org.wardpost.vault.TamperedException;

/**
 * What somebody did: never content. It is stored sealed, in the commit of what it tells; the chain holds its hash, which sixteen
 * random bytes keep from being guessed at.
 * @param salt 16 random bytes
 * @param time when
 * @param what the operation, like {@code user.add}
 * @param actor who did it: an account's address, {@code operator} or {@code server}
 * @param target to what, empty if to nothing named
 * @param facts more of it, name to value; no content, no secret
 */
public record AuditEvent(
        byte[] salt, Instant time, String what, String actor, String target, Map<String, String> facts) {
    private static final int VERSION = 0x01;
    private static final int SALT = 16;
    private static final int MOST_FACTS = 64;
    private static final int MOST_TEXT = 8 * 1024;

    /** @throws IllegalArgumentException if there are more than 64 facts, or a text of more than 8 KiB */
    public AuditEvent {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
        if (salt.length != SALT || facts.size() > MOST_FACTS) {
            throw new IllegalArgumentException(
                    "An audit event has a salt of 16 bytes and " + MOST_FACTS + " facts at most");
        }
    }

    /** An event of now. */
    public static AuditEvent of(Instant time, String what, String actor, String target, Map<String, String> facts) {
        return new AuditEvent(SlotSecret.random(), time, what, actor, target, facts);
    }

    /** Its bytes (docs/formats.md, "Audit chain"): what is sealed, and what the chain hashes. */
    public byte[] encoded() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(salt);
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
            text(out, what);
            text(out, actor);
            text(out, target);
            out.writeShort(facts.size());
            for (var fact : facts.entrySet()) {
                text(out, fact.getKey());
                text(out, fact.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * What {@link #encoded} gave.
     * @throws TamperedException if it is no event
     */
    public static AuditEvent decode(byte[] encoded) {
        try (var in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            if (in.readByte() != VERSION) {
                throw new TamperedException("An audit event of an unknown format");
            }
            var salt = in.readNBytes(SALT);
            var time = Instant.ofEpochSecond(in.readLong(), in.readInt());
            var what = text(in);
            var actor = text(in);
            var target = text(in);
            var facts = new TreeMap<String, String>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                facts.put(text(in), text(in));
            }
            if (in.read() >= 0) {
                throw new TamperedException("An audit event is too long");
            }
            return new AuditEvent(salt, time, what, actor, target, facts);
        } catch (IOException | RuntimeException e) {
            throw e instanceof TamperedException tampered
                    ? tampered
                    : new TamperedException("An audit event is damaged");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuditEvent that && java.util.Arrays.equals(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(salt);
    }

    /** What and when, but not who and to whom: this may reach a log. */
    @Override
    public String toString() {
        return "AuditEvent[" + what + ", " + time + "]";
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MOST_TEXT) {
            throw new IllegalArgumentException("A text of an audit event is longer than 8 KiB");
        }
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        var utf8 = in.readNBytes(length);
        if (utf8.length != length) {
            throw new java.io.EOFException();
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
