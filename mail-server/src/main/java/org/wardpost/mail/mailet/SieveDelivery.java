package org.wardpost.mail.mailet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.wardpost.mail.mailet.LocalDelivery.Arrival;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.sieve.MimeSieveMessage;
import org.wardpost.mail.sieve.SieveAction;
import org.wardpost.mail.sieve.SieveContext;
import org.wardpost.mail.sieve.SieveRuntimeException;
import org.wardpost.mail.sieve.SieveScript;
import org.wardpost.mail.sieve.SieveScripts;
import org.wardpost.mail.sieve.SieveSettings;
import org.wardpost.mail.sieve.SieveSyntaxException;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.store.AccountId;

/** Runs an account's active script on an arriving message, and turns what leaves the account into queued mail. */
public final class SieveDelivery {
    /** Accounts whose scripts have redirected the message on its way here, with a space between them. */
    private static final AttributeName REDIRECTED_BY = AttributeName.of("wardpost.redirected-by");

    private static final int MOST_REDIRECTS = 10; // of one message through accounts of this server

    private record Parsed(byte[] source, SieveScript script) {}

    private final SieveScripts scripts;
    private final SieveSettings settings;
    private final SieveReplies replies;
    private final Clock clock;
    private final Cache<AccountId, Parsed> parsed =
            Caffeine.newBuilder().maximumSize(1000).build();

    public SieveDelivery(SieveScripts scripts, SieveSettings settings, SieveReplies replies, Clock clock) {
        this.scripts = scripts;
        this.settings = settings;
        this.replies = replies;
        this.clock = clock;
    }

    /** What the script wants, or to keep the message when there is none or it fails (RFC 5228 §2.10.6). */
    List<SieveAction> actions(Arrival arrival, LocalMailboxes mailboxes) {
        var keep = List.<SieveAction>of(new SieveAction.Keep(Set.of()));
        var source = scripts.active(arrival.owner());
        if (source.isEmpty()) return keep;
        try {
            var message = new MimeSieveMessage(
                    arrival.summary().headerBlock(), arrival.object().size(), arrival.object()::open);
            return script(arrival.owner(), source.get()).run(message, new Context(arrival, mailboxes));
        } catch (SieveSyntaxException | SieveRuntimeException failed) {
            tell(arrival, "the script failed at " + failed.getMessage());
            return keep;
        }
    }

    private SieveScript script(AccountId owner, byte[] source) throws SieveSyntaxException {
        var known = parsed.getIfPresent(owner);
        if (known != null && Arrays.equals(known.source(), source)) return known.script();
        var script = SieveScript.parse(source, settings);
        parsed.put(owner, new Parsed(source, script));
        return script;
    }

    /** Told to the owner once for each reason, not with every message. */
    void tell(Arrival arrival, String what) {
        replies.tellOwner(arrival, what);
    }

    /**
     * The same object goes on to another address, through the chain like any other mail (RFC 5228 §4.2). No script redirects a
     * message twice, else five redirects to one's own address would be five to the tenth messages.
     * @return false when it does not, and the owner is told; then it has to be kept
     */
    boolean redirect(Arrival arrival, String address) {
        MailAddress to;
        try {
            to = new MailAddress(address);
        } catch (AddressException e) {
            tell(arrival, "redirect names an address that cannot be used");
            return false;
        }
        var before = AttributeUtils.getValueAndCastFromMail(arrival.mail(), REDIRECTED_BY, String.class)
                .map(accounts -> List.of(accounts.split(" ")))
                .orElse(List.of());
        var owner = arrival.owner().value().toString();
        if (before.contains(owner) || before.size() >= MOST_REDIRECTS) {
            tell(arrival, "redirect leads in a ring and was not followed");
            return false;
        }
        var mail = new SealedMail(
                arrival.mail().getName() + "-r" + before.size(), arrival.mail().sender(), List.of(to));
        mail.setState(Mail.DEFAULT);
        var now = Stream.concat(before.stream(), Stream.of(owner)).collect(Collectors.joining(" "));
        mail.setAttribute(new Attribute(REDIRECTED_BY, AttributeValue.of(now)));
        arrival.mail()
                .handOver()
                .queue(
                        Optional.of(arrival.recipient()),
                        Messages.draft(QueueNames.SPOOL, mail, arrival.object(), clock.instant()));
        return true;
    }

    /** At the door when somebody waits there (RFC 5429 §2.1), else by mail. */
    void reject(Arrival arrival, String reason) {
        if (arrival.mail().handOver().answered()) {
            var line = reason.replaceAll("[^\\x20-\\x7e]+", " ").strip();
            arrival.mail()
                    .handOver()
                    .refuse(
                            arrival.recipient(),
                            Reply.of(550, "5.7.1", line.substring(0, Math.min(line.length(), 400))));
        } else replies.reject(arrival, reason);
    }

    void vacation(Arrival arrival, SieveAction.Vacation vacation) {
        replies.vacation(arrival, vacation);
    }

    private final class Context implements SieveContext {
        private final Arrival arrival;
        private final LocalMailboxes mailboxes;

        Context(Arrival arrival, LocalMailboxes mailboxes) {
            this.arrival = arrival;
            this.mailboxes = mailboxes;
        }

        @Override
        public Optional<String> sender() {
            return arrival.mail().sender().map(MailAddress::asString);
        }

        @Override
        public String recipient() {
            return arrival.recipient().asString();
        }

        @Override
        public ZonedDateTime now() {
            return clock.instant().atZone(ZoneOffset.UTC);
        }

        @Override
        public boolean mailboxExists(String name) {
            return mailboxes.byName(arrival.owner(), name).isPresent();
        }

        @Override
        public boolean specialUseExists(Optional<String> mailbox, String use) {
            var found = mailboxes.bySpecialUse(arrival.owner(), use);
            return found.isPresent()
                    && (mailbox.isEmpty()
                            || mailboxes.byName(arrival.owner(), mailbox.get()).equals(found));
        }
    }
}
