package org.wardpost.mail.mailbox;

import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.store.quota.QuotaChecker;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.quota.StoreQuotaManager;
import reactor.core.publisher.Mono;

/**
 * Looks whether so much more fits, as James does. The store decides on an account's own limits, under its lock; this one adds the limits of
 * a domain and of the server, and the words of the answer.
 */
record QuotaCheck(QuotaComponents quotas) {
    /** @throws org.apache.james.mailbox.exception.OverQuotaException if it does not fit */
    void before(Mailbox target, long messages, long octets) throws MailboxException {
        if (storeDecidesAlone()) {
            return;
        }
        var root = quotas.getQuotaRootResolver().getQuotaRoot(target);
        var state = Mono.from(quotas.getQuotaManager().getQuotasReactive(root)).block();
        new QuotaChecker(state, root).tryAddition(messages, octets);
    }

    private boolean storeDecidesAlone() {
        return quotas.getQuotaManager() instanceof StoreQuotaManager
                && quotas.getMaxQuotaManager() instanceof SealedMaxQuotaManager limits
                && !limits.hasSharedLimits();
    }
}
