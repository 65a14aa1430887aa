package org.wardpost.mail.mailbox;

import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.QuotaOperation;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.reactivestreams.Publisher;
import org.wardpost.store.quota.QuotaRepository;
import reactor.core.publisher.Mono;

/** What is used: counters that the store keeps in the transaction of each change, so nothing has to listen and add up. */
final class SealedCurrentQuotaManager implements CurrentQuotaManager {
    private final QuotaRepository quotas;
    private final UserQuotaRootResolver roots;
    private final Owners owners;

    SealedCurrentQuotaManager(QuotaRepository quotas, UserQuotaRootResolver roots, Owners owners) {
        this.quotas = quotas;
        this.roots = roots;
        this.owners = owners;
    }

    private CurrentQuotas usage(QuotaRoot root) {
        return owners.account(roots.associatedUsername(root))
                .map(quotas::usage)
                .map(usage ->
                        new CurrentQuotas(QuotaCountUsage.count(usage.messages()), QuotaSizeUsage.size(usage.bytes())))
                .orElseGet(CurrentQuotas::emptyQuotas);
    }

    @Override
    public Publisher<CurrentQuotas> getCurrentQuotas(QuotaRoot root) {
        return Mono.fromCallable(() -> usage(root));
    }

    @Override
    public Publisher<QuotaCountUsage> getCurrentMessageCount(QuotaRoot root) {
        return Mono.fromCallable(() -> usage(root).count());
    }

    @Override
    public Publisher<QuotaSizeUsage> getCurrentStorage(QuotaRoot root) {
        return Mono.fromCallable(() -> usage(root).size());
    }

    @Override
    public Publisher<Void> increase(QuotaOperation operation) {
        return notFromOutside();
    }

    @Override
    public Publisher<Void> decrease(QuotaOperation operation) {
        return notFromOutside();
    }

    @Override
    public Publisher<Void> setCurrentQuotas(QuotaOperation operation) {
        return notFromOutside();
    }

    private static Mono<Void> notFromOutside() {
        return Mono.error(new UnsupportedOperationException("The store counts; nobody else may"));
    }
}
