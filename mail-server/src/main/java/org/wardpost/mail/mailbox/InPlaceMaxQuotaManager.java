package org.wardpost.mail.mailbox;

import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Quota.Scope;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The reactive half of James's interface, run where it is called. */
interface InPlaceMaxQuotaManager extends MaxQuotaManager {
    /** What a setter does. */
    interface Change {
        void run() throws MailboxException;
    }

    private static Mono<Void> here(Change change) {
        return Mono.fromCallable(() -> {
                    change.run();
                    return true;
                })
                .then();
    }

    @Override
    Optional<QuotaSizeLimit> getGlobalMaxStorage();

    @Override
    Optional<QuotaCountLimit> getGlobalMaxMessage();

    @Override
    default Publisher<Map<Scope, QuotaCountLimit>> listMaxMessagesDetailsReactive(QuotaRoot root) {
        return Mono.fromCallable(() -> listMaxMessagesDetails(root));
    }

    @Override
    default Publisher<Map<Scope, QuotaSizeLimit>> listMaxStorageDetailsReactive(QuotaRoot root) {
        return Mono.fromCallable(() -> listMaxStorageDetails(root));
    }

    @Override
    default Publisher<Void> setMaxStorageReactive(QuotaRoot root, QuotaSizeLimit limit) {
        return here(() -> setMaxStorage(root, limit));
    }

    @Override
    default Publisher<Void> setMaxMessageReactive(QuotaRoot root, QuotaCountLimit limit) {
        return here(() -> setMaxMessage(root, limit));
    }

    @Override
    default Publisher<Void> removeMaxMessageReactive(QuotaRoot root) {
        return here(() -> removeMaxMessage(root));
    }

    @Override
    default Publisher<Void> removeMaxStorageReactive(QuotaRoot root) {
        return here(() -> removeMaxStorage(root));
    }

    @Override
    default Publisher<Void> setGlobalMaxStorageReactive(QuotaSizeLimit limit) {
        return here(() -> setGlobalMaxStorage(limit));
    }

    @Override
    default Publisher<Void> removeGlobalMaxStorageReactive() {
        return here(() -> removeGlobalMaxStorage());
    }

    @Override
    default Publisher<Void> setGlobalMaxMessageReactive(QuotaCountLimit limit) {
        return here(() -> setGlobalMaxMessage(limit));
    }

    @Override
    default Publisher<Void> removeGlobalMaxMessageReactive() {
        return here(() -> removeGlobalMaxMessage());
    }

    @Override
    default Publisher<Void> setDomainMaxMessageReactive(Domain domain, QuotaCountLimit limit) {
        return here(() -> setDomainMaxMessage(domain, limit));
    }

    @Override
    default Publisher<Void> removeDomainMaxMessageReactive(Domain domain) {
        return here(() -> removeDomainMaxMessage(domain));
    }

    @Override
    default Publisher<Void> setDomainMaxStorageReactive(Domain domain, QuotaSizeLimit limit) {
        return here(() -> setDomainMaxStorage(domain, limit));
    }

    @Override
    default Publisher<Void> removeDomainMaxStorageReactive(Domain domain) {
        return here(() -> removeDomainMaxStorage(domain));
    }

    @Override
    default Publisher<QuotaSizeLimit> getGlobalMaxStorageReactive() {
        return Mono.defer(() -> Mono.justOrEmpty(getGlobalMaxStorage()));
    }

    @Override
    default Publisher<QuotaCountLimit> getGlobalMaxMessageReactive() {
        return Mono.defer(() -> Mono.justOrEmpty(getGlobalMaxMessage()));
    }

    @Override
    default Publisher<QuotaCountLimit> getDomainMaxMessageReactive(Domain domain) {
        return Mono.defer(() -> Mono.justOrEmpty(getDomainMaxMessage(domain)));
    }

    @Override
    default Publisher<QuotaSizeLimit> getDomainMaxStorageReactive(Domain domain) {
        return Mono.defer(() -> Mono.justOrEmpty(getDomainMaxStorage(domain)));
    }
}
