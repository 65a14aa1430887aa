package org.wardpost.mail.search;

import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.message.IntakeLimits;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.message.Part;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.view.ViewEntry;
import org.wardpost.vault.SealedReader;

/** A message that may match: its entry in the view is at hand, the rest is opened when a condition asks. */
final class Candidate {
    private final ViewEntry entry;
    private final Function<ViewEntry, StoredMessage> finding;
    private @Nullable StoredMessage message;
    private @Nullable MessageSummary summary;
    private @Nullable SealedReader body;

    Candidate(ViewEntry entry, Function<ViewEntry, StoredMessage> finding) {
        this.entry = entry;
        this.finding = finding;
    }

    ViewEntry entry() {
        return entry;
    }

    private StoredMessage message() {
        var known = message;
        if (known == null) {
            known = finding.apply(entry);
            message = known;
        }
        return known;
    }

    MessageSummary summary() {
        var known = summary;
        if (known == null) {
            known = MessageSummary.decode(message().summary());
            summary = known;
        }
        return known;
    }

    boolean bodyHas(Folded text) {
        return search(text, false).finds(summary().root());
    }

    /** In the header, which costs nothing more, or in the body. */
    boolean has(Folded text) {
        var search = search(text, true);
        return summary().header().fields().stream().anyMatch(search::inField)
                || search.finds(summary().root());
    }

    private BodySearch search(Folded text, boolean alsoHeaders) {
        return new BodySearch(text, this::open, this::header, alsoHeaders);
    }

    private SealedReader body() {
        var known = body;
        if (known == null) {
            known = message().body();
            body = known;
        }
        return known;
    }

    private InputStream open(long from, long to) {
        return body().range(from, to);
    }

    private byte[] header(Part root) {
        int length = (int) Math.min(root.bodyStart() - root.headerStart(), IntakeLimits.STANDARD.headerBytes());
        var header = new byte[length];
        int count = body().read(root.headerStart(), header, 0, length);
        return count == length ? header : new byte[0];
    }
}
