package org.wardpost.mail.search;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
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
    private final Map<String, List<String>> fields = new HashMap<>(); // folded, by name in lower case

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

    /** Whether a field of that name has it, as people read it or as it stands. Fields are folded once, however many keys ask. */
    boolean fieldHas(String name, Folded text) {
        return fields.computeIfAbsent(name.toLowerCase(Locale.ROOT), this::folded).stream()
                .anyMatch(text::isInFolded);
    }

    private List<String> folded(String name) {
        return summary().header().fields().stream()
                .filter(field -> field.is(name))
                .flatMap(field -> Stream.of(field.text(), field.value()))
                .map(Folded::fold)
                .distinct()
                .toList();
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
