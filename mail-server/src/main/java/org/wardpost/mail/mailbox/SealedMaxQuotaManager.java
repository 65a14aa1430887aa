package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaLimitValue;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.Quota.Scope;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.wardpost.store.AccountId;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountChange;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;

/**
 * What may be used. An account's own limits are in its row, where the store enforces them; those of a domain and of the server are
 * properties of the server. The narrowest scope that says anything counts.
 */
final class SealedMaxQuotaManager implements InPlaceMaxQuotaManager {
    private static final String PRIVATE = MailboxConstants.USER_NAMESPACE + DefaultUserQuotaRootResolver.SEPARATOR;
    private static final String BYTES = "bytes:";
    private static final String MESSAGES = "messages:";
    private static final String GLOBAL = "*";

    private final AccountRepository accounts;
    private final PropertyRepository properties;
    private final Owners owners;

    SealedMaxQuotaManager(AccountRepository accounts, PropertyRepository properties, Owners owners) {
        this.accounts = accounts;
        this.properties = properties;
        this.owners = owners;
    }

    /** Whether there are limits that the store does not enforce by itself. */
    boolean hasSharedLimits() {
        return !all().isEmpty();
    }

    private Map<String, byte[]> all() {
        return properties.list(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.QUOTA);
    }

    private OptionalLong read(String key) {
        var value = all().get(key);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(new String(value, US_ASCII)));
    }

    private void write(String key, Optional<Long> value) throws MailboxException {
        MailboxRefusals.running(() -> {
            if (value.isPresent()) {
                var bytes = Long.toString(value.get()).getBytes(US_ASCII);
                properties.put(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.QUOTA, key, bytes);
            } else if (read(key).isPresent()) {
                properties.remove(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.QUOTA, key);
            }
        });
    }

    private Optional<Account> account(QuotaRoot root) {
        var value = root.getValue();
        return value.startsWith(PRIVATE)
                ? owners.account(Username.of(value.substring(PRIVATE.length()))).flatMap(accounts::find)
                : Optional.empty();
    }

    private void setOwn(QuotaRoot root, Optional<Long> bytes, Optional<Long> messages, boolean ofBytes)
            throws MailboxException {
        var account = account(root);
        if (account.isEmpty()) {
            write((ofBytes ? BYTES : MESSAGES) + root.getValue(), ofBytes ? bytes : messages);
            return;
        }
        var change = AccountChange.of(account.get());
        var limited = ofBytes
                ? change.withQuota(optional(bytes), change.quotaMessages())
                : change.withQuota(change.quotaBytes(), optional(messages));
        MailboxRefusals.running(() -> accounts.update(account.get().id(), limited));
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private static Optional<Long> limit(QuotaLimitValue<?> value) {
        return Optional.of(value.asLong());
    }

    private static OptionalLong boundedOnly(OptionalLong value) {
        return value.isPresent() && value.getAsLong() < 0 ? OptionalLong.empty() : value;
    }

    private static String domain(Domain domain) {
        return "@" + domain.asString();
    }

    @Override
    public Map<Scope, QuotaSizeLimit> listMaxStorageDetails(QuotaRoot root) {
        var details = ImmutableMap.<Scope, QuotaSizeLimit>builder();
        own(root, true).ifPresent(limit -> details.put(Scope.User, size(limit)));
        root.getDomain().flatMap(this::getDomainMaxStorage).ifPresent(limit -> details.put(Scope.Domain, limit));
        getGlobalMaxStorage().ifPresent(limit -> details.put(Scope.Global, limit));
        return details.build();
    }

    @Override
    public Map<Scope, QuotaCountLimit> listMaxMessagesDetails(QuotaRoot root) {
        var details = ImmutableMap.<Scope, QuotaCountLimit>builder();
        own(root, false).ifPresent(limit -> details.put(Scope.User, count(limit)));
        root.getDomain().flatMap(this::getDomainMaxMessage).ifPresent(limit -> details.put(Scope.Domain, limit));
        getGlobalMaxMessage().ifPresent(limit -> details.put(Scope.Global, limit));
        return details.build();
    }

    private OptionalLong own(QuotaRoot root, boolean ofBytes) {
        return account(root)
                .map(account -> boundedOnly(ofBytes ? account.quotaBytes() : account.quotaMessages()))
                .orElseGet(() -> read((ofBytes ? BYTES : MESSAGES) + root.getValue()));
    }

    private static QuotaSizeLimit size(long limit) {
        return limit < 0 ? QuotaSizeLimit.unlimited() : QuotaSizeLimit.size(limit);
    }

    private static QuotaCountLimit count(long limit) {
        return limit < 0 ? QuotaCountLimit.unlimited() : QuotaCountLimit.count(limit);
    }

    private Optional<QuotaSizeLimit> sizeAt(String key) {
        var value = read(BYTES + key);
        return value.isPresent() ? Optional.of(size(value.getAsLong())) : Optional.empty();
    }

    private Optional<QuotaCountLimit> countAt(String key) {
        var value = read(MESSAGES + key);
        return value.isPresent() ? Optional.of(count(value.getAsLong())) : Optional.empty();
    }

    @Override
    public void setMaxStorage(QuotaRoot root, QuotaSizeLimit limit) throws MailboxException {
        setOwn(root, limit.isLimited() ? limit(limit) : Optional.empty(), Optional.empty(), true);
    }

    @Override
    public void setMaxMessage(QuotaRoot root, QuotaCountLimit limit) throws MailboxException {
        setOwn(root, Optional.empty(), limit.isLimited() ? limit(limit) : Optional.empty(), false);
    }

    @Override
    public void removeMaxMessage(QuotaRoot root) throws MailboxException {
        setOwn(root, Optional.empty(), Optional.empty(), false);
    }

    @Override
    public void removeMaxStorage(QuotaRoot root) throws MailboxException {
        setOwn(root, Optional.empty(), Optional.empty(), true);
    }

    @Override
    public void setGlobalMaxStorage(QuotaSizeLimit limit) throws MailboxException {
        write(BYTES + GLOBAL, limit(limit));
    }

    @Override
    public void removeGlobalMaxStorage() throws MailboxException {
        write(BYTES + GLOBAL, Optional.empty());
    }

    @Override
    public void setGlobalMaxMessage(QuotaCountLimit limit) throws MailboxException {
        write(MESSAGES + GLOBAL, limit(limit));
    }

    @Override
    public void removeGlobalMaxMessage() throws MailboxException {
        write(MESSAGES + GLOBAL, Optional.empty());
    }

    @Override
    public Optional<QuotaSizeLimit> getGlobalMaxStorage() {
        return sizeAt(GLOBAL);
    }

    @Override
    public Optional<QuotaCountLimit> getGlobalMaxMessage() {
        return countAt(GLOBAL);
    }

    @Override
    public Optional<QuotaCountLimit> getDomainMaxMessage(Domain domain) {
        return countAt(domain(domain));
    }

    @Override
    public void setDomainMaxMessage(Domain domain, QuotaCountLimit limit) throws MailboxException {
        write(MESSAGES + domain(domain), limit(limit));
    }

    @Override
    public void removeDomainMaxMessage(Domain domain) throws MailboxException {
        write(MESSAGES + domain(domain), Optional.empty());
    }

    @Override
    public Optional<QuotaSizeLimit> getDomainMaxStorage(Domain domain) {
        return sizeAt(domain(domain));
    }

    @Override
    public void setDomainMaxStorage(Domain domain, QuotaSizeLimit limit) throws MailboxException {
        write(BYTES + domain(domain), limit(limit));
    }

    @Override
    public void removeDomainMaxStorage(Domain domain) throws MailboxException {
        write(BYTES + domain(domain), Optional.empty());
    }
}
