package org.wardpost.store.property;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.Refusals.assertRefused;

import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.wardpost.store.Refusal.Malformed;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.Account;
import org.wardpost.vault.Ids;
import org.wardpost.vault.TamperedException;

interface PropertyRepositoryContract {
    TestStore test();

    private PropertyRepository properties() {
        return test().store().properties();
    }

    private void put(Account account, String key, String value) {
        properties().put(account.id(), account.id().value(), PropertyKind.SETTING, key, value.getBytes(UTF_8));
    }

    private Optional<String> get(Account account, String key) {
        return properties()
                .get(account.id(), account.id().value(), PropertyKind.SETTING, key)
                .map(value -> new String(value, UTF_8));
    }

    @Test
    default void aValueIsReadAgainAfterARestart() {
        var account = test().newAccount();
        put(account, "colour", "blue");
        put(account, "colour", "green");
        test().reopen();
        assertThat(get(account, "colour")).contains("green");
        assertThat(get(account, "size")).isEmpty();
    }

    @Test
    default void kindsAndScopesAreApart() {
        var account = test().newAccount();
        put(account, "name", "one");
        var id = account.id();
        assertThat(properties().get(id, id.value(), PropertyKind.VACATION, "name"))
                .isEmpty();
        assertThat(properties().get(id, account.home(), PropertyKind.SETTING, "name"))
                .isEmpty();
        assertThat(properties().list(id, id.value(), PropertyKind.SETTING)).containsOnlyKeys("name");
    }

    @Test
    default void aMegabyteFitsAndMoreIsRefused() {
        var account = test().newAccount();
        var script = new byte[PropertyRepository.LONGEST_VALUE];
        script[script.length - 1] = 7;
        var id = account.id();
        properties().put(id, id.value(), PropertyKind.SIEVE_SCRIPT, "big", script);
        assertThat(properties().get(id, id.value(), PropertyKind.SIEVE_SCRIPT, "big"))
                .contains(script);
        assertThatThrownBy(() -> properties()
                        .put(id, id.value(), PropertyKind.SIEVE_SCRIPT, "bigger", new byte[script.length + 1]))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Malformed.class));
    }

    @Test
    default void compareAndSetLetsOneOfManyWin() throws Exception {
        var account = test().newAccount();
        var id = account.id();
        var wins = new java.util.concurrent.atomic.AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                byte mine = (byte) i;
                var _ = executor.submit(() -> {
                    if (properties()
                            .compareAndSet(
                                    id, id.value(), PropertyKind.SETTING, "once", Optional.empty(), new byte[] {mine
                                    })) {
                        wins.incrementAndGet();
                    }
                });
            }
        }
        assertThat(wins).hasValue(1);
    }

    @Test
    default void severalChangesAreOneCommitOrNone() {
        var account = test().newAccount();
        put(account, "a", "1");
        assertThatThrownBy(() -> properties().update(account.id(), changes -> {
                    changes.remove(account.id().value(), PropertyKind.SETTING, "a");
                    changes.put(account.id().value(), PropertyKind.SETTING, "b", new byte[0]);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(get(account, "a")).contains("1");
        assertThat(get(account, "b")).isEmpty();
    }

    @Test
    default void whatWasRemovedIsGone() {
        var account = test().newAccount();
        put(account, "a", "1");
        put(account, "b", "2");
        var id = account.id();
        assertThat(properties().remove(id, id.value(), PropertyKind.SETTING, "a"))
                .isTrue();
        assertThat(properties().remove(id, id.value(), PropertyKind.SETTING, "a"))
                .isFalse();
        assertThat(get(account, "a")).isEmpty();
        assertThat(properties().removeAll(id, id.value(), PropertyKind.SETTING)).isEqualTo(1);
        assertThat(test().store().verification().run((_, _) -> {}).findings()).isEmpty();
    }

    @Test
    default void anUnknownAccountHasNone() {
        var nobody = new org.wardpost.store.AccountId(Ids.random());
        assertThat(properties().list(nobody, nobody.value(), PropertyKind.SETTING))
                .isEmpty();
        assertRefused(
                new NotFound(), () -> properties().put(nobody, nobody.value(), PropertyKind.SETTING, "a", new byte[0]));
    }

    @Test
    default void aValueUnderAnotherNameIsAnError() {
        var account = test().newAccount();
        put(account, "limit", "10");
        put(account, "other", "99");
        var rows = test().look(
                        "select property, record from property where account = ?",
                        account.id().value());
        test().tamper(
                        "update property set record = ? where property = ?",
                        rows.get(0).get(1),
                        rows.get(1).get(0));
        test().reopen();
        assertThatThrownBy(() -> {
                    get(account, "limit");
                    get(account, "other");
                })
                .isInstanceOf(TamperedException.class);
        test().store().accounts().remove(account.id());
    }
}
