package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.SubscriptionException;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.model.Subscription;
import org.wardpost.store.AccountId;
import org.wardpost.store.RefusedException;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Subscriptions (RFC 9051 §6.3.7) as properties of the account, one each, so that names lie sealed. */
final class SealedSubscriptionMapper implements SubscriptionMapper {
    private static final byte[] NOTHING = "1".getBytes(US_ASCII);

    private final PropertyRepository properties;
    private final Owners owners;

    SealedSubscriptionMapper(PropertyRepository properties, Owners owners) {
        this.properties = properties;
        this.owners = owners;
    }

    private AccountId account(Username user) throws SubscriptionException {
        return owners.account(user)
                .orElseThrow(() -> new SubscriptionException(new IllegalStateException("no account")));
    }

    @Override
    public void save(Subscription subscription) throws SubscriptionException {
        var account = account(subscription.getUser());
        try {
            properties.put(account, account.value(), PropertyKind.SUBSCRIPTION, subscription.getMailbox(), NOTHING);
        } catch (RefusedException refused) {
            throw new SubscriptionException(refused);
        }
    }

    @Override
    public List<Subscription> findSubscriptionsForUser(Username user) {
        return owners.account(user).stream()
                .flatMap(account ->
                        properties.list(account, account.value(), PropertyKind.SUBSCRIPTION).keySet().stream())
                .sorted()
                .map(mailbox -> new Subscription(user, mailbox))
                .toList();
    }

    @Override
    public void delete(Subscription subscription) throws SubscriptionException {
        var account = account(subscription.getUser());
        properties.remove(account, account.value(), PropertyKind.SUBSCRIPTION, subscription.getMailbox());
    }

    @Override
    public Mono<Void> saveReactive(Subscription subscription) {
        return Mono.fromCallable(() -> {
                    save(subscription);
                    return true;
                })
                .then();
    }

    @Override
    public Flux<Subscription> findSubscriptionsForUserReactive(Username user) {
        return Flux.defer(() -> Flux.fromIterable(findSubscriptionsForUser(user)));
    }

    @Override
    public Mono<Void> deleteReactive(Subscription subscription) {
        return Mono.fromCallable(() -> {
                    delete(subscription);
                    return true;
                })
                .then();
    }
}
