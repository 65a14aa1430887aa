package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardpost.store.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.wardpost.store.Progress;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.TestStore;

interface DirectoryContract {
    TestStore test();

    private DomainRepository domains() {
        return test().store().domains();
    }

    private AliasRepository aliases() {
        return test().store().aliases();
    }

    @Test
    default void aDomainIsKnownUntilItIsRemoved() {
        domains().add("one.example");
        assertThat(domains().contains("one.example")).isTrue();
        assertThat(domains().contains("two.example")).isFalse();
        assertRefused(new AlreadyExists(), () -> domains().add("one.example"));
        test().reopen();
        assertThat(domains().list()).contains("one.example");
        assertThat(domains().remove("one.example")).isTrue();
        assertThat(domains().remove("one.example")).isFalse();
        assertThat(domains().contains("one.example")).isFalse();
    }

    @Test
    default void anAliasMayHaveSeveralTargets() {
        aliases().add("all@ward.example", "b@ward.example");
        aliases().add("all@ward.example", "a@ward.example");
        assertRefused(new AlreadyExists(), () -> aliases().add("all@ward.example", "a@ward.example"));
        assertThat(aliases().resolve("all@ward.example")).containsExactly("a@ward.example", "b@ward.example");
        test().reopen();
        assertThat(aliases().list()).contains(new Alias("all@ward.example", "a@ward.example"));
        assertThat(aliases().remove("all@ward.example", "a@ward.example")).isTrue();
        assertThat(aliases().resolve("all@ward.example")).containsExactly("b@ward.example");
        assertThat(aliases().resolve("nobody@ward.example")).isEmpty();
    }

    @Test
    default void anAliasThatPointsElsewhereByTamperingIsLeftOutAndNamed() {
        aliases().add("x@ward.example", "good@ward.example");
        aliases().add("y@ward.example", "evil@elsewhere.example");
        var rows = test().look("select alias, record, mac from alias");
        var one = rows.getFirst();
        for (var other : rows) {
            if (!other.getFirst().equals(one.getFirst())) {
                test().tamper("update alias set record = ? where alias = ?", other.get(1), one.getFirst());
                assertThat(aliases().list()).as("the others").hasSize(rows.size() - 1);
                assertThat(test().store().verification().run(Progress.NONE).findings())
                        .isNotEmpty();
                test().tamper("update alias set record = ? where alias = ?", one.get(1), one.getFirst());
            }
        }
        assertThat(rows).hasSizeGreaterThan(1);
    }
}
