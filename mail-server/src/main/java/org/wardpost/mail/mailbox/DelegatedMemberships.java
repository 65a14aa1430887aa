package org.wardpost.mail.mailbox;

import java.util.List;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.wardpost.store.AccountId;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.account.Delegation;
import org.wardpost.store.account.DelegationRepository;

/** Groups, and people who named a delegate, as the directory knows them. */
final class DelegatedMemberships implements Memberships {
    private final DelegationRepository delegations;
    private final AccountRepository accounts;

    DelegatedMemberships(DelegationRepository delegations, AccountRepository accounts) {
        this.delegations = delegations;
        this.accounts = accounts;
    }

    @Override
    public List<Membership> of(AccountId member) {
        return delegations.to(member).stream().map(this::membership).toList();
    }

    private Membership membership(Delegation given) {
        boolean group = accounts.find(given.owner()).filter(Account::isGroup).isPresent();
        return new Membership(given.owner(), group, rights(given.rights()));
    }

    /** Letters that this version does not know give nothing. */
    private static Rfc4314Rights rights(String letters) {
        try {
            return Rfc4314Rights.fromSerializedRfc4314Rights(letters);
        } catch (UnsupportedRightException ofANewerVersion) {
            return MailboxACL.NO_RIGHTS;
        }
    }
}
