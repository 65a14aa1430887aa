package org.wardpost.app.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.Checkpoint;

/**
 * A checkpoint as a line of text, the same in a file, in syslog and in mail: {@code wardpost-checkpoint:1:} and its bytes in URL-safe
 * base64 without padding (docs/formats.md, "Audit chain"), then words for people. What stands before it on the line does not matter.
 */
public final class CheckpointText {
    private static final Pattern WORD = Pattern.compile("wardpost-checkpoint:1:([A-Za-z0-9_-]{100,100000})");

    private CheckpointText() {}

    static String line(Checkpoint checkpoint) {
        return "wardpost-checkpoint:1:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(checkpoint.encoded()) + " chain="
                + checkpoint.chain() + " number=" + checkpoint.number() + " time=" + checkpoint.time();
    }

    /**
     * What a text holds.
     * @param checkpoints as base64, in the order of the text
     * @param damaged how many begin like one and are none, such as a line that a crash cut
     */
    public record Found(List<String> checkpoints, int damaged) {}

    /** Every checkpoint in a text, whatever stands around them: a log, a mailbox, the file. */
    public static Found in(byte[] text) {
        var found = new ArrayList<String>();
        int damaged = 0;
        var words = WORD.matcher(new String(text, StandardCharsets.ISO_8859_1));
        while (words.find()) {
            try {
                decode(words.group(1));
                found.add(words.group(1));
            } catch (TamperedException e) {
                damaged++;
            }
        }
        return new Found(List.copyOf(found), damaged);
    }

    private static Checkpoint decode(String base64) {
        try {
            return Checkpoint.decode(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new TamperedException("Not a checkpoint");
        }
    }
}
