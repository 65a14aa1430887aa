package org.wardpost.app.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.submission.Submission;
import org.wardpost.vault.audit.Checkpoint;

/** Checkpoints to an auditor by mail, one of them at most in a while, while the server serves. Used by one thread. */
public final class CheckpointMail {
    private final Duration every;
    private final String host;
    private volatile @Nullable Submission submission;
    private Instant sent = Instant.MIN;

    /** @param host this server's name, which the mail is from */
    public CheckpointMail(Duration every, String host) {
        this.every = every;
        this.host = host;
    }

    /** Mail can be sent from now on, until {@link #end}. */
    public void begin(Submission way) {
        submission = way;
    }

    /** The store closes; what is signed after this goes with the first mail after the next start. */
    public void end() {
        submission = null;
    }

    void send(String address, Checkpoint checkpoint, String line) throws IOException {
        var way = submission;
        if (way == null || checkpoint.time().isBefore(sent.equals(Instant.MIN) ? sent : sent.plus(every))) {
            return;
        }
        try {
            way.send(
                    Optional.empty(),
                    List.of(new MailAddress(address)),
                    out -> out.write(message(address, checkpoint, line).getBytes(StandardCharsets.UTF_8)));
            sent = checkpoint.time();
        } catch (AddressException e) {
            throw new IOException("the address cannot be used", e);
        } catch (RuntimeException e) {
            throw new IOException("it could not be queued", e);
        }
    }

    private String message(String address, Checkpoint checkpoint, String line) {
        var at = checkpoint.time().atOffset(ZoneOffset.UTC);
        return String.join(
                "\r\n",
                "From: Wardpost audit log <wardpost-audit@" + host + ">",
                "To: <" + address + ">",
                "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(at),
                "Subject: Wardpost audit checkpoint " + checkpoint.number(),
                "Message-ID: <" + checkpoint.chain() + "." + checkpoint.number() + "." + at.toEpochSecond()
                        + "@audit.wardpost>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "",
                "Keep this message: wardpost audit verify --against FILE takes it, or a file with many of them.",
                "",
                line,
                "");
    }
}
