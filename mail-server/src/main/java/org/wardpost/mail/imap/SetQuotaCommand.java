package org.wardpost.mail.imap;

import java.util.Set;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** SETQUOTA (RFC 9208 §4.1.3): an operator's business, and not done over IMAP. */
final class SetQuotaCommand implements Command {
    @Override
    public String name() {
        return "SETQUOTA";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) {
        arguments.space();
        arguments.astring();
        arguments.space();
        arguments.list(arguments::atom);
        arguments.end();
        throw new RefusedException(new Refusal.NotPermitted("of an operator"));
    }
}
