package org.wardpost.mail.event;

import org.apache.james.events.EventListener;
import org.apache.james.mailbox.MailboxSession.SessionId;

/**
 * A listener that belongs to one session: what that session did itself reaches it before the command is answered, what others did as soon
 * as may be. A listener that does not say whose it is, is waited for always.
 */
public interface SessionListener extends EventListener.ReactiveEventListener {
    SessionId sessionId();
}
