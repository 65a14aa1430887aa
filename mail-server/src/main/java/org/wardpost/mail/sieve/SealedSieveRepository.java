package org.wardpost.mail.sieve;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.sieverepository.api.ScriptContent;
import org.apache.james.sieverepository.api.ScriptName;
import org.apache.james.sieverepository.api.ScriptSummary;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.sieverepository.api.exception.DuplicateException;
import org.apache.james.sieverepository.api.exception.IsActiveException;
import org.apache.james.sieverepository.api.exception.QuotaExceededException;
import org.apache.james.sieverepository.api.exception.QuotaNotFoundException;
import org.apache.james.sieverepository.api.exception.ScriptNotFoundException;
import org.apache.james.sieverepository.api.exception.StorageException;
import org.wardpost.store.AccountId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;

/** James's face of the sealed scripts, by user name; with James's quotas, which ManageSieve of ours does not use. */
public final class SealedSieveRepository implements SieveRepository {
    private static final String QUOTA = "sieve";
    private static final String SINCE = "since";

    private final SieveScripts scripts;
    private final AccountRepository accounts;
    private final PropertyRepository properties;
    private final Clock clock;

    public SealedSieveRepository(
            SieveScripts scripts, AccountRepository accounts, PropertyRepository properties, Clock clock) {
        this.scripts = scripts;
        this.accounts = accounts;
        this.properties = properties;
        this.clock = clock;
    }

    private Optional<AccountId> find(Username user) {
        return accounts.findByAddress(user.asString()).map(account -> account.id());
    }

    private AccountId account(Username user) throws StorageException {
        return find(user).orElseThrow(() -> new StorageException(new IllegalArgumentException("no such account")));
    }

    @Override
    public void haveSpace(Username user, ScriptName name, long size) throws QuotaExceededException, StorageException {
        var account = account(user);
        long others = 0;
        for (var listed : scripts.list(account)) {
            if (listed.name().equals(name.getValue())) continue;
            others += scripts.get(account, listed.name())
                    .map(script -> script.length)
                    .orElse(0);
        }
        var limit = quota(account).or(() -> quota(AccountId.SERVER));
        if (limit.isPresent() && size > limit.get() - others) throw new QuotaExceededException();
    }

    @Override
    public void putScript(Username user, ScriptName name, ScriptContent content)
            throws StorageException, QuotaExceededException {
        byte[] octets = content.getValue().getBytes(StandardCharsets.UTF_8);
        haveSpace(user, name, octets.length);
        try {
            scripts.put(account(user), name.getValue(), octets);
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.OverQuota) throw new QuotaExceededException();
            throw refused;
        }
    }

    @Override
    public List<ScriptSummary> listScripts(Username user) {
        return find(user).stream()
                .flatMap(account -> scripts.list(account).stream())
                .map(listed -> new ScriptSummary(new ScriptName(listed.name()), listed.active()))
                .toList();
    }

    @Override
    public ZonedDateTime getActivationDateForActiveScript(Username user)
            throws StorageException, ScriptNotFoundException {
        var account = account(user);
        if (scripts.activeName(account).isEmpty()) throw new ScriptNotFoundException();
        var since = properties
                .get(account, account.value(), PropertyKind.SIEVE_ACTIVE, SINCE)
                .map(octets -> Instant.ofEpochMilli(ByteBuffer.wrap(octets).getLong()))
                .orElseGet(clock::instant);
        return since.atZone(ZoneOffset.UTC);
    }

    @Override
    public InputStream getActive(Username user) throws ScriptNotFoundException, StorageException {
        return stream(scripts.active(account(user)));
    }

    @Override
    public void setActive(Username user, ScriptName name) throws ScriptNotFoundException, StorageException {
        var account = account(user);
        try {
            scripts.activate(account, name.equals(NO_SCRIPT_NAME) ? Optional.empty() : Optional.of(name.getValue()));
        } catch (RefusedException refused) {
            throw notFound(refused);
        }
        var now = ByteBuffer.allocate(8).putLong(clock.millis()).array();
        properties.put(account, account.value(), PropertyKind.SIEVE_ACTIVE, SINCE, now);
    }

    @Override
    public InputStream getScript(Username user, ScriptName name) throws ScriptNotFoundException, StorageException {
        return stream(scripts.get(account(user), name.getValue()));
    }

    private static InputStream stream(Optional<byte[]> script) throws ScriptNotFoundException {
        return new ByteArrayInputStream(script.orElseThrow(ScriptNotFoundException::new));
    }

    @Override
    public void deleteScript(Username user, ScriptName name)
            throws ScriptNotFoundException, IsActiveException, StorageException {
        try {
            scripts.delete(account(user), name.getValue());
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.PreconditionFailed) throw new IsActiveException();
            throw notFound(refused);
        }
    }

    @Override
    public void renameScript(Username user, ScriptName from, ScriptName to)
            throws ScriptNotFoundException, DuplicateException, StorageException {
        try {
            scripts.rename(account(user), from.getValue(), to.getValue());
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.AlreadyExists) throw new DuplicateException();
            throw notFound(refused);
        }
    }

    private static ScriptNotFoundException notFound(RefusedException refused) {
        if (refused.refusal() instanceof Refusal.NotFound) return new ScriptNotFoundException();
        throw refused;
    }

    private Optional<Long> quota(AccountId account) {
        return properties
                .get(account, account.value(), PropertyKind.QUOTA, QUOTA)
                .map(octets -> ByteBuffer.wrap(octets).getLong());
    }

    private void quota(AccountId account, QuotaSizeLimit limit) {
        properties.put(
                account,
                account.value(),
                PropertyKind.QUOTA,
                QUOTA,
                ByteBuffer.allocate(8).putLong(limit.asLong()).array());
    }

    @Override
    public boolean hasDefaultQuota() {
        return quota(AccountId.SERVER).isPresent();
    }

    @Override
    public QuotaSizeLimit getDefaultQuota() throws QuotaNotFoundException {
        return QuotaSizeLimit.size(quota(AccountId.SERVER).orElseThrow(QuotaNotFoundException::new));
    }

    @Override
    public void setDefaultQuota(QuotaSizeLimit limit) {
        quota(AccountId.SERVER, limit);
    }

    @Override
    public void removeQuota() {
        properties.remove(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.QUOTA, QUOTA);
    }

    @Override
    public boolean hasQuota(Username user) {
        return find(user).flatMap(this::quota).isPresent();
    }

    @Override
    public QuotaSizeLimit getQuota(Username user) throws QuotaNotFoundException {
        return QuotaSizeLimit.size(find(user).flatMap(this::quota).orElseThrow(QuotaNotFoundException::new));
    }

    @Override
    public void setQuota(Username user, QuotaSizeLimit limit) throws StorageException {
        quota(account(user), limit);
    }

    @Override
    public void removeQuota(Username user) {
        find(user).ifPresent(account -> properties.remove(account, account.value(), PropertyKind.QUOTA, QUOTA));
    }
}
