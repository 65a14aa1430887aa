package org.wardpost.integration.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.wardpost.integration.wire.ImapWire;

/** What some mailboxes of one account hold: by mailbox and UID, the test id and whether it is flagged. */
public record MailboxState(Map<String, Map<Long, Entry>> boxes) {
    private static final Pattern UID = Pattern.compile("UID (\\d+)");

    /** One message: its test id, and whether it is flagged. */
    public record Entry(String id, boolean flagged) {}

    public static MailboxState empty(List<String> names) {
        var boxes = new TreeMap<String, Map<Long, Entry>>();
        names.forEach(name -> boxes.put(name, new TreeMap<>()));
        return new MailboxState(boxes);
    }

    MailboxState copy() {
        var copied = new TreeMap<String, Map<Long, Entry>>();
        boxes.forEach((name, entries) -> copied.put(name, new TreeMap<>(entries)));
        return new MailboxState(copied);
    }

    public Map<Long, Entry> box(String name) {
        return Objects.requireNonNull(boxes.get(name), name);
    }

    /** Mailbox by mailbox the ids and flags that are there, how often, without their UIDs. */
    Map<String, Map<Entry, Integer>> counted() {
        var counted = new TreeMap<String, Map<Entry, Integer>>();
        boxes.forEach((name, entries) -> {
            var counts = new HashMap<Entry, Integer>();
            entries.values().forEach(entry -> counts.merge(entry, 1, Integer::sum));
            counted.put(name, counts);
        });
        return counted;
    }

    /** The test ids of all mailboxes together, each as often as it is there. */
    public List<String> ids() {
        return boxes.values().stream()
                .flatMap(entries -> entries.values().stream())
                .map(Entry::id)
                .toList();
    }

    /** Reads mailboxes that deliveries fill: each message must end with what was sent. */
    public static MailboxState read(ImapWire imap, List<String> names) {
        return read(imap, names, TestMail::isWhole);
    }

    /**
     * Reads every mailbox whole.
     * @param whole what must be true of each message's octets
     * @throws AssertionError that names the first message for which it is not
     */
    public static MailboxState read(ImapWire imap, List<String> names, Predicate<byte[]> whole) {
        var state = empty(names);
        for (var name : names) {
            imap.command("EXAMINE " + name).ok();
            for (var response :
                    imap.command("UID FETCH 1:* (UID FLAGS BODY.PEEK[])").ok().untagged()) {
                if (!response.text().contains(" FETCH ")) continue;
                var uid = UID.matcher(response.text());
                if (!uid.find()) throw new AssertionError(response.text());
                var message = response.literals().getFirst();
                if (!whole.test(message)) throw new AssertionError("not octet for octet: " + TestMail.idOf(message));
                var entry = new Entry(TestMail.idOf(message), response.text().contains("\\Flagged"));
                state.box(name).put(Long.parseLong(uid.group(1)), entry);
            }
        }
        return state;
    }

    List<Long> uids(String name) {
        return new ArrayList<>(box(name).keySet());
    }
}
