package org.wardpost.mail.users;

import java.util.Optional;
import org.wardpost.identity.Principal;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.Delegation;

/**
 * Which addresses a user may send from: asked at MAIL and at each address of the header, so that who lost a right has lost it
 * with the next message, however long the connection has been open.
 */
public final class Senders {
    private final Store store;
    private final Recipients recipients;

    public Senders(Store store, Recipients recipients) {
        this.store = store;
        this.recipients = recipients;
    }

    /** @param address {@code local@domain}, in any case */
    public SenderRight right(Principal user, String address) {
        if (recipients.owns(user, address)) return SenderRight.OWN;
        return recipients
                .ownerOf(address)
                .filter(Account::enabled)
                .flatMap(owner -> given(owner, user))
                .map(given -> switch (given.sending()) {
                    case AS -> SenderRight.AS;
                    case ON_BEHALF -> SenderRight.ON_BEHALF;
                    case NONE -> SenderRight.NONE;
                })
                .orElse(SenderRight.NONE);
    }

    private Optional<Delegation> given(Account owner, Principal user) {
        return store.delegations().find(owner.id(), user.account());
    }
}
