package org.wardpost.mail.imap;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.imap.FetchItem.Plain;
import org.wardpost.mail.imap.FetchItem.Section;
import org.wardpost.mail.mailbox.StoreMessageId;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;
import org.wardpost.store.view.ViewEntry;
import org.wardpost.vault.TamperedException;

/** The untagged lines of one FETCH. A message's pieces are all there before its line begins, so what is damaged is answered and
 * does not break a line in two. */
final class FetchRun {
    private static final int BATCH = 128; // messages
    private static final long BATCH_OCTETS = 4L << 20; // of messages whose bodies are read
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** Apple Mail crashes at dates before 1982 (clients.md §8); it was not yet there to be sent any. */
    private static final Instant EARLIEST = Instant.parse("1982-01-01T00:00:00Z");

    private final ImapBackend backend;
    private final Selected selected;
    private final List<FetchItem> items;
    private final Answer answer;
    private final CollectionView now;
    private final boolean summaries;
    private final boolean bodies;
    private int missing;
    private @Nullable TamperedException lastFault;

    FetchRun(ImapBackend backend, Selected selected, List<FetchItem> items, Answer answer) {
        this.backend = backend;
        this.selected = selected;
        this.items = items;
        this.answer = answer;
        now = selected.now();
        summaries = items.stream().anyMatch(FetchRun::needsSummary);
        bodies = items.stream().anyMatch(item -> item instanceof Section s && !s.ofHeader());
    }

    private static boolean needsSummary(FetchItem item) {
        return switch (item) {
            case Plain plain -> plain.needsSummary();
            case Section section -> !section.isWhole();
        };
    }

    /** @return how many are gone by now
     * @throws TamperedException after all others have been answered, if some are not what was stored */
    int answer(UidSet uids) throws IOException {
        var batch = new ArrayList<ViewEntry>(BATCH);
        long octets = 0;
        for (var range : uids.ranges()) {
            for (int n = selected.shown().msnFrom(range.first());
                    n <= selected.shown().size();
                    n++) {
                long uid = selected.shown().uidAt(n);
                if (uid > range.last()) break;
                int at = now.msnOf(uid);
                if (at == 0) {
                    missing++;
                    continue;
                }
                var entry = now.entryAt(at);
                if (!batch.isEmpty() && (batch.size() >= BATCH || (bodies && octets + entry.size() > BATCH_OCTETS))) {
                    answerBatch(batch);
                    batch.clear();
                    octets = 0;
                }
                batch.add(entry);
                octets += entry.size();
            }
        }
        answerBatch(batch);
        if (lastFault != null) throw lastFault;
        return missing;
    }

    private void answerBatch(List<ViewEntry> batch) throws IOException {
        if (batch.isEmpty()) return;
        var known = known(batch);
        var read = read(batch, known.keySet());
        for (var entry : batch) {
            try {
                var message = read.get(entry.uid());
                var summary = summary(entry, known.get(entry.uid()), message);
                if ((summaries && summary == null) || (bodies && message == null)) missing++;
                else line(entry, message, summary);
            } catch (TamperedException tampered) {
                lastFault = tampered;
            } catch (RefusedException refused) {
                if (!(refused.refusal() instanceof Refusal.NotFound)) throw refused;
                missing++; // expunged since the batch was read; its line has not begun
            }
        }
    }

    /** Summaries that are at hand, by UID. Asked once a batch: what is there now may be forgotten before its line is written. */
    private Map<Long, MessageSummary> known(List<ViewEntry> batch) {
        if (!summaries) return Map.of();
        var known = new HashMap<Long, MessageSummary>();
        for (var entry : batch) {
            backend.summaries()
                    .find(selected.id().owner(), entry.objectId())
                    .ifPresent(summary -> known.put(entry.uid(), summary));
        }
        return known;
    }

    /** What has to come from the store, by UID. */
    private Map<Long, StoredMessage> read(List<ViewEntry> batch, Set<Long> known) {
        boolean allKnown = known.size() == batch.size();
        if (!bodies && (!summaries || allKnown)) return Map.of();
        var uids = UidSet.of(batch.stream()
                .mapToLong(ViewEntry::uid)
                .filter(uid -> bodies || !known.contains(uid))
                .toArray());
        var byUid = new HashMap<Long, StoredMessage>();
        backend.messages()
                .read(selected.id(), uids, summaries && !allKnown)
                .forEach(message -> byUid.put(message.uid(), message));
        return byUid;
    }

    /** Null if none is wanted, or the message is gone. */
    private @Nullable MessageSummary summary(
            ViewEntry entry, @Nullable MessageSummary known, @Nullable StoredMessage message) {
        if (known != null || message == null || !summaries) return known;
        if (entry.damaged()) throw damaged(entry);
        return backend.summaries().open(selected.id().owner(), message);
    }

    private static TamperedException damaged(ViewEntry entry) {
        return new TamperedException(entry.objectId(), "a message row is not what was written");
    }

    private void line(ViewEntry entry, @Nullable StoredMessage read, @Nullable MessageSummary summary)
            throws IOException {
        if (entry.damaged()) throw damaged(entry);
        var sections = new ArrayList<Slice>();
        for (var item : items) {
            if (item instanceof Section section)
                sections.add(Slice.of(section, () -> read != null ? read : message(entry), summary, entry.size()));
        }
        answer.text("* ").number(selected.shown().msnOf(entry.uid())).text(" FETCH (");
        String between = "";
        int s = 0;
        for (var item : items) {
            answer.text(between);
            between = " ";
            switch (item) {
                case Plain plain -> plain(plain, entry, summary);
                case Section section -> sections.get(s++).write(answer);
            }
        }
        answer.text(")").end();
    }

    /** One whose summary was at hand and is not enough: its header is longer than summaries keep. */
    private StoredMessage message(ViewEntry entry) {
        return backend.messages()
                .find(selected.id(), entry.uid())
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound()));
    }

    private void plain(Plain item, ViewEntry entry, @Nullable MessageSummary summary) throws IOException {
        switch (item) {
            case UID -> answer.text("UID ").number(entry.uid());
            case FLAGS -> {
                answer.text("FLAGS ");
                FlagWords.write(
                        answer,
                        selected.bits(entry.uid(), entry.flags().bits()),
                        entry.flags().keywords());
            }
            case INTERNALDATE ->
                answer.text("INTERNALDATE \"").text(date(entry.internalDate())).text("\"");
            case SIZE -> answer.text("RFC822.SIZE ").number(entry.size());
            case MODSEQ ->
                answer.text("MODSEQ (").number(entry.modseq().value()).text(")");
            case EMAILID -> answer.text("EMAILID (").text(id(entry.objectId())).text(")"); // RFC 8474 §5.1
            case THREADID ->
                answer.text("THREADID (").text(id(entry.threadId())).text(")"); // RFC 8474 §5.2
            case SAVEDATE ->
                answer.text("SAVEDATE \"").text(date(entry.saveDate())).text("\""); // RFC 8514 §4.2
            default -> summarised(item, java.util.Objects.requireNonNull(summary));
        }
    }

    private void summarised(Plain item, MessageSummary summary) throws IOException {
        switch (item) {
            case ENVELOPE -> answer.text("ENVELOPE ").octets(summary.imapEnvelope());
            case BODY -> answer.text("BODY ").octets(summary.imapBody());
            case BODYSTRUCTURE -> answer.text("BODYSTRUCTURE ").octets(summary.imapBodyStructure());
            case PREVIEW -> answer.text("PREVIEW ").string(summary.preview()); // RFC 8970 §3
            default -> throw new IllegalStateException(item.name());
        }
    }

    private static String date(Instant instant) {
        return DATE.format(instant.isBefore(EARLIEST) ? EARLIEST : instant);
    }

    private static String id(UUID id) {
        return new StoreMessageId(id).serialize();
    }
}
