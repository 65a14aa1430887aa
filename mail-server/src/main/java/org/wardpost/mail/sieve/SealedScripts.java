package org.wardpost.mail.sieve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wardpost.store.AccountId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.property.PropertyChanges;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;

/** Scripts as properties of the account, sealed by store; the active one is named by a property of its own. */
public final class SealedScripts implements SieveScripts {
    private static final PropertyKind SCRIPT = PropertyKind.SIEVE_SCRIPT;
    private static final PropertyKind ACTIVE = PropertyKind.SIEVE_ACTIVE;
    private static final String ACTIVE_KEY = "active";

    private final PropertyRepository properties;
    private final SieveSettings settings;

    public SealedScripts(PropertyRepository properties, SieveSettings settings) {
        this.properties = properties;
        this.settings = settings;
    }

    @Override
    public List<Listed> list(AccountId account) {
        var active = activeName(account);
        var names = new ArrayList<>(
                properties.list(account, account.value(), SCRIPT).keySet());
        names.sort(Comparator.naturalOrder());
        return names.stream()
                .map(name -> new Listed(name, active.equals(Optional.of(name))))
                .toList();
    }

    @Override
    public Optional<byte[]> get(AccountId account, String name) {
        return properties.get(account, account.value(), SCRIPT, name);
    }

    @Override
    public Optional<byte[]> active(AccountId account) {
        return activeName(account).flatMap(name -> get(account, name));
    }

    @Override
    public Optional<String> activeName(AccountId account) {
        return properties
                .get(account, account.value(), ACTIVE, ACTIVE_KEY)
                .map(octets -> new String(octets, StandardCharsets.UTF_8));
    }

    @Override
    public void put(AccountId account, String name, byte[] script) {
        properties.<Object>update(account, changes -> {
            room(changes, account, name, script.length);
            changes.put(account.value(), SCRIPT, name, script);
            return name;
        });
    }

    @Override
    public void haveSpace(AccountId account, String name, long size) {
        if (size > settings.scriptBytes()) throw new RefusedException(new Refusal.OverQuota());
        var names = properties.list(account, account.value(), SCRIPT).keySet();
        if (!names.contains(name) && names.size() >= settings.scripts())
            throw new RefusedException(new Refusal.OverQuota());
    }

    private void room(PropertyChanges changes, AccountId account, String name, long size) {
        if (size > settings.scriptBytes()) throw new RefusedException(new Refusal.OverQuota());
        if (changes.get(account.value(), SCRIPT, name).isPresent()) return;
        if (changes.list(account.value(), SCRIPT).size() >= settings.scripts())
            throw new RefusedException(new Refusal.OverQuota());
    }

    @Override
    public void delete(AccountId account, String name) {
        properties.<Object>update(account, changes -> {
            if (isActive(changes, account, name)) throw new RefusedException(new Refusal.PreconditionFailed());
            if (!changes.remove(account.value(), SCRIPT, name)) throw new RefusedException(new Refusal.NotFound());
            return name;
        });
    }

    @Override
    public void rename(AccountId account, String from, String to) {
        properties.<Object>update(account, changes -> {
            var script = changes.get(account.value(), SCRIPT, from)
                    .orElseThrow(() -> new RefusedException(new Refusal.NotFound()));
            if (from.equals(to)) return to;
            if (changes.get(account.value(), SCRIPT, to).isPresent())
                throw new RefusedException(new Refusal.AlreadyExists());
            changes.put(account.value(), SCRIPT, to, script);
            changes.remove(account.value(), SCRIPT, from);
            if (isActive(changes, account, from)) // RFC 5804 §2.11: it stays active
            changes.put(account.value(), ACTIVE, ACTIVE_KEY, to.getBytes(StandardCharsets.UTF_8));
            return to;
        });
    }

    @Override
    public void activate(AccountId account, Optional<String> name) {
        properties.<Object>update(account, changes -> {
            if (name.isEmpty()) return changes.remove(account.value(), ACTIVE, ACTIVE_KEY);
            if (changes.get(account.value(), SCRIPT, name.get()).isEmpty())
                throw new RefusedException(new Refusal.NotFound());
            changes.put(account.value(), ACTIVE, ACTIVE_KEY, name.get().getBytes(StandardCharsets.UTF_8));
            return name;
        });
    }

    private static boolean isActive(PropertyChanges changes, AccountId account, String name) {
        return changes.get(account.value(), ACTIVE, ACTIVE_KEY)
                .map(octets -> new String(octets, StandardCharsets.UTF_8))
                .equals(Optional.of(name));
    }
}
