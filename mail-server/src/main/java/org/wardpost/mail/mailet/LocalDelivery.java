package org.wardpost.mail.mailet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.queue.HandOver;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.sieve.SieveAction;
import org.wardpost.mail.users.Recipients;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.vault.Ids;

/**
 * Plans what delivery to one local recipient means: the owner's script decides, and its actions become deliveries and queued
 * mail of the {@link HandOver}. Nothing is done here. The object goes by reference into every mailbox.
 */
public final class LocalDelivery {
    /** Flags whose names are given by RFC 9051 §2.3.2. */
    private static final List<String> SYSTEM = List.of("\\seen", "\\answered", "\\flagged", "\\deleted", "\\draft");

    private static final int[] BITS = {
        MessageFlags.SEEN, MessageFlags.ANSWERED, MessageFlags.FLAGGED, MessageFlags.DELETED, MessageFlags.DRAFT
    };

    private final LocalMailboxes mailboxes;
    private final SieveDelivery sieve;
    private final Clock clock;

    public LocalDelivery(Store store, SieveDelivery sieve, Clock clock) {
        this.mailboxes = new LocalMailboxes(store);
        this.sieve = sieve;
        this.clock = clock;
    }

    /** One message on its way into one mailbox. */
    record Arrival(
            SealedMail mail, ObjectSource object, MessageSummary summary, MailAddress recipient, Account account) {
        AccountId owner() {
            return account.id();
        }
    }

    /** @throws org.wardpost.store.RefusedException when the account cannot be delivered to now */
    public void plan(
            SealedMail mail,
            ObjectSource object,
            MessageSummary summary,
            MailAddress recipient,
            Recipients.Local local) {
        var arrival = new Arrival(mail, object, summary, recipient, local.account());
        var actions = sieve.actions(arrival, mailboxes);
        var into = new TreeSet<String>();
        for (var action : actions) {
            switch (action) {
                case SieveAction.Keep(var flags) -> deliver(arrival, mailboxes.inbox(arrival.owner()), flags, into);
                case SieveAction.FileInto fileInto ->
                    deliver(arrival, target(arrival, fileInto), fileInto.flags(), into);
                case SieveAction.Redirect(var address) -> {
                    if (!sieve.redirect(arrival, address)) // then it would be nowhere
                    deliver(arrival, mailboxes.inbox(arrival.owner()), Set.of(), into);
                }
                case SieveAction.Reject(var reason) -> sieve.reject(arrival, reason);
                case SieveAction.Vacation vacation -> sieve.vacation(arrival, vacation);
            }
        }
    }

    /** Where it goes; into INBOX when there is no such mailbox, for nothing may be lost (RFC 5228 §4.1). */
    private CollectionId target(Arrival arrival, SieveAction.FileInto action) {
        var bySpecialUse = action.specialUse().flatMap(use -> mailboxes.bySpecialUse(arrival.owner(), use));
        if (bySpecialUse.isPresent()) return bySpecialUse.get();
        var byName = mailboxes.byName(arrival.owner(), action.mailbox());
        if (byName.isEmpty() && action.create()) byName = mailboxes.make(arrival.owner(), action.mailbox());
        return byName.orElseGet(() -> {
            sieve.tell(arrival, "there is no mailbox that fileinto could put it into, so it is in INBOX");
            return mailboxes.inbox(arrival.owner());
        });
    }

    private void deliver(Arrival arrival, CollectionId target, Set<String> flags, Set<String> into) {
        if (!into.add(target.value().toString())) return; // twice into one mailbox is once (RFC 5228 §2.10.3)
        var draft = new MessageDraft(
                arrival.object(),
                messageFlags(flags),
                clock.instant(),
                arrival.summary().links(),
                Optional.of(deliveryId(arrival.object().id(), target)));
        arrival.mail().handOver().deliver(arrival.recipient(), new Delivery(target, draft));
    }

    /** A message that we write to an account ourselves. */
    static Delivery notice(CollectionId inbox, ObjectSource object, MessageSummary summary, Instant now) {
        return new Delivery(
                inbox,
                new MessageDraft(
                        object,
                        messageFlags(Set.of()),
                        now,
                        summary.links(),
                        Optional.of(deliveryId(object.id(), inbox))));
    }

    /** The same object reaches one mailbox once, however often its delivery is tried. */
    static UUID deliveryId(UUID object, CollectionId mailbox) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("delivery".getBytes(StandardCharsets.US_ASCII));
            digest.update(Ids.bytes(object));
            digest.update(Ids.bytes(mailbox.value()));
            return Ids.of(java.util.Arrays.copyOf(digest.digest(), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageFlags messageFlags(Set<String> names) {
        int bits = MessageFlags.RECENT;
        var keywords = new TreeSet<String>();
        for (var name : names) {
            int index = SYSTEM.indexOf(name.toLowerCase(Locale.ROOT));
            if (index >= 0) bits |= BITS[index];
            else if (!name.startsWith("\\") && keywords.size() < MessageFlags.MAX_KEYWORDS) keywords.add(name);
        }
        return new MessageFlags(bits, keywords);
    }
}
