package org.wardpost.mail.message;

import java.util.ArrayList;
import java.util.List;
import org.apache.james.mailbox.store.search.SearchUtil;
import org.wardpost.store.message.ThreadLinks;

/** What a header says about the conversation that a message belongs to (RFC 5322 §3.6.4, RFC 5256 §2.1 and §3). */
final class ThreadHeaders {
    /** One line of RFC 5322; stripping "Re:" takes quadratic time. */
    private static final int LONGEST_SUBJECT = 998;

    private ThreadHeaders() {}

    static ThreadLinks of(HeaderBlock header) {
        var own = header.value("Message-ID")
                .map(ThreadHeaders::ids)
                .filter(ids -> !ids.isEmpty())
                .map(List::getFirst);
        var references = new ArrayList<String>();
        references.addAll(all(header, "In-Reply-To"));
        // the last ones are the nearest relatives, so they come first where the list is cut
        references.addAll(all(header, "References").reversed());
        var subject = header.first("Subject")
                .map(HeaderField::text)
                .map(ThreadHeaders::baseSubject)
                .orElse("");
        return new ThreadLinks(
                own,
                references.stream().distinct().limit(ThreadLinks.MAX_REFERENCES).toList(),
                subject);
    }

    private static List<String> all(HeaderBlock header, String name) {
        return header.fields().stream()
                .filter(field -> field.is(name))
                .flatMap(field -> ids(field.value()).stream())
                .toList();
    }

    private static String baseSubject(String subject) {
        return SearchUtil.getBaseSubject(subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)));
    }

    /** The ids in angle brackets; a field without any is one id as it stands. */
    private static List<String> ids(String value) {
        var ids = new ArrayList<String>();
        int start = value.indexOf('<');
        while (start >= 0 && ids.size() < ThreadLinks.MAX_REFERENCES * 4) {
            int end = value.indexOf('>', start);
            if (end < 0) {
                break;
            }
            ids.add(value.substring(start, end + 1));
            start = value.indexOf('<', end);
        }
        return ids.isEmpty() && !value.isBlank() ? List.of(value.strip()) : ids;
    }
}
