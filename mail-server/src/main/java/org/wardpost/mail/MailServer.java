package org.wardpost.mail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.wardpost.identity.Authenticator;
import org.wardpost.mail.message.IntakeMemory;
import org.wardpost.mail.submission.Submission;
import org.wardpost.store.Store;

/** The whole mail server: SMTP, submission, LMTP, IMAP, ManageSieve, the queue and what works on it. */
public final class MailServer {
    private final MailFlow flow;
    private final Doors doors;
    private final ImapDoors imap;

    private MailServer(MailFlow flow, Doors doors, ImapDoors imap) {
        this.flow = flow;
        this.doors = doors;
        this.imap = imap;
    }

    /**
     * Starts everything; when this returns every port listens.
     * @throws IOException naming the port that could not be bound; nothing listens then
     */
    public static MailServer start(
            MailServerSettings settings, Store store, Authenticator authenticator, TlsMaterial tls) throws IOException {
        return start(settings, store, authenticator, tls, Clock.systemUTC());
    }

    /** The same with a clock that tests move. */
    public static MailServer start(
            MailServerSettings settings, Store store, Authenticator authenticator, TlsMaterial tls, Clock clock)
            throws IOException {
        var memory = new IntakeMemory(IntakeMemory.STANDARD);
        var flow = MailFlow.start(settings, store, clock);
        try {
            var imap = ImapDoors.open(settings, store, authenticator, tls, clock, memory);
            try {
                return new MailServer(flow, Doors.open(settings, store, authenticator, tls, flow, clock, memory), imap);
            } catch (IOException taken) {
                imap.stop();
                throw taken;
            }
        } catch (IOException taken) {
            flow.stop(Duration.ZERO);
            throw taken;
        }
    }

    /** What listens, under the numbers really bound. */
    public Ports ports() {
        var numbers = new LinkedHashMap<>(doors.ports());
        numbers.putAll(imap.ports());
        return new Ports(numbers);
    }

    /** The way in for mail that our own parts send. */
    public Submission submission() {
        return flow.submission();
    }

    /** Ends what is idle at once, lets commands in flight end, and returns within about that time. */
    public void stop(Duration within) {
        var imapStops = Thread.ofVirtual().start(imap::stop);
        doors.stop(within.multipliedBy(2).dividedBy(3));
        try {
            imapStops.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flow.stop(within.dividedBy(6));
    }
}
