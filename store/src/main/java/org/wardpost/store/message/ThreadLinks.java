package org.wardpost.store.message;

import java.util.List;
import java.util.Optional;

/**
 * What puts a message into a thread: two messages are in one when they share an id and the base subject. Only keyed tags of it are kept.
 * @param references ids of In-Reply-To and References, at most {@link #MAX_REFERENCES}; further ones are dropped
 * @param baseSubject RFC 5256 §2.1
 */
public record ThreadLinks(Optional<String> messageId, List<String> references, String baseSubject) {
    public static final int MAX_REFERENCES = 50;
    public static final ThreadLinks NONE = new ThreadLinks(Optional.empty(), List.of(), "");

    public ThreadLinks {
        references = references.stream().limit(MAX_REFERENCES).toList();
    }

    /** Counts only: ids and subject are content. */
    @Override
    public String toString() {
        return "ThreadLinks[" + references.size() + " references]";
    }
}
