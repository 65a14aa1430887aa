package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.RefusedException;
import org.wardpost.store.TestStore;

interface AccountRepositoryContract {
    TestStore test();

    private AccountRepository accounts() {
        return test().store().accounts();
    }

    @Test
    default void anAccountIsFoundByIdAndByAddressAfterARestart() {
        var made = accounts()
                .create(new NewAccount(
                        "ann@ward.example", "Ann Ward", Set.of("operator"), OptionalLong.of(5), OptionalLong.empty()));
        test().reopen();
        assertThat(accounts().find(made.id())).contains(made);
        assertThat(accounts().findByAddress("ann@ward.example")).contains(made);
        assertThat(accounts().current(made.id())).contains(made);
    }

    @Test
    default void aStoreThatWasOpenedAgainTakesWrites() {
        test().reopen();
        var made = accounts().create(NewAccount.of("later@ward.example"));
        assertThat(accounts().current(made.id())).contains(made);
    }

    @Test
    default void twoAccountsCannotHaveOneAddress() {
        accounts().create(NewAccount.of("bob@ward.example"));
        assertThatThrownBy(() -> accounts().create(NewAccount.of("bob@ward.example")))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(new AlreadyExists()));
    }
}
