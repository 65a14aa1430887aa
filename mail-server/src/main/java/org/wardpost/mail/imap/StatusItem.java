package org.wardpost.mail.imap;

import java.util.ArrayList;
import java.util.List;

/** What STATUS can ask (RFC 3501 §6.3.10; RFC 7162 §3.1.7, 7889 §5, 8438, 8474 §4.3, 9051 §6.3.11). */
enum StatusItem {
    APPENDLIMIT,
    MESSAGES,
    SIZE,
    DELETED,
    DELETED_STORAGE,
    RECENT,
    UIDNEXT,
    HIGHESTMODSEQ,
    UIDVALIDITY,
    UNSEEN,
    MAILBOXID;

    String word() {
        return name().replace('_', '-');
    }

    /** @return in the order of the answer: as James's scripts expect it */
    static List<StatusItem> read(Arguments arguments) {
        var items = new ArrayList<StatusItem>();
        arguments.list(() -> {
            var word = arguments.word();
            for (var item : values()) {
                if (!item.word().equals(word)) continue;
                if (!items.contains(item)) items.add(item);
                return;
            }
            throw new Malformed("no such item");
        });
        if (items.isEmpty()) throw new Malformed("nothing asked");
        items.sort(null);
        return items;
    }
}
