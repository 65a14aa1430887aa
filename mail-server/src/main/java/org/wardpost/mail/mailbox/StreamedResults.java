package org.wardpost.mail.mailbox;

import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.MessageResultIterator;
import org.jspecify.annotations.Nullable;

/** James's iterator over results: what goes wrong is kept until somebody asks. */
final class StreamedResults implements MessageResultIterator {
    /** Finds the results, once. */
    interface Finding {
        Stream<SealedMessageResult> find() throws MailboxException;
    }

    private final Finding finding;
    private @Nullable Iterator<SealedMessageResult> results;
    private @Nullable MailboxException failure;

    StreamedResults(Finding finding) {
        this.finding = finding;
    }

    private Iterator<SealedMessageResult> results() {
        var known = results;
        if (known == null) {
            known = find();
            results = known;
        }
        return known;
    }

    private Iterator<SealedMessageResult> find() {
        try {
            return finding.find().iterator();
        } catch (MailboxException failed) {
            failure = failed;
            return Stream.<SealedMessageResult>empty().iterator();
        }
    }

    @Override
    public boolean hasNext() {
        return results().hasNext();
    }

    @Override
    public MessageResult next() {
        return results().next();
    }

    @Override
    public @Nullable MailboxException getException() {
        return failure;
    }
}
