package org.wardpost.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardpost.store.TestStore;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.audit.ChainVerifier;
import org.wardpost.vault.audit.Checkpoint;

interface AuditLogContract {
    TestStore test();

    private AuditLog audit() {
        return test().store().audit();
    }

    private AuditEvent event(String what) {
        return AuditEvent.of(test().clock().instant(), what, "operator", "ann@ward.example", Map.of());
    }

    @Test
    default void eventsAreReadInTheOrderOfTheChainAfterARestart() {
        audit().append(event("user.add"));
        test().clock().advance(Duration.ofMillis(5));
        test().store().transactions().run(tx -> audit().append(tx, event("user.remove")));
        test().reopen();
        assertThat(audit().read(0, 1000))
                .extracting(chained -> chained.event().what())
                .containsSubsequence("user.add", "user.remove");
        assertThat(audit().nodes())
                .allSatisfy(node -> assertThat(audit().verify(node)).isInstanceOf(ChainVerifier.Result.Intact.class));
    }

    @Test
    default void checkpointsAreToldAfterTheyAreStored() {
        var told = new ArrayList<Checkpoint>();
        audit().onCheckpoint(told::add);
        audit().append(event("user.add"));
        test().clock().advance(Duration.ofSeconds(11));
        audit().advance();
        assertThat(told).isNotEmpty();
    }

    @Test
    default void anEventThatIsTakenOutIsNoticed() {
        for (int i = 0; i < 3; i++) {
            audit().append(event("user.add"));
            test().clock().advance(Duration.ofMillis(1));
        }
        audit().advance();
        var all = audit().read(0, 1000);
        var middle = all.get(all.size() - 2);
        var row = test().look(
                        "select account, event, node, number, at, link, record, mac from audit_event where number = ?",
                        middle.number());
        test().tamper("delete from audit_event where number = ?", middle.number());
        assertThat(audit().verify(middle.node())).isInstanceOf(ChainVerifier.Result.Broken.class);
        test().tamper(
                        "insert into audit_event (account, event, node, number, at, link, record, mac) values (?, ?, ?, ?, ?, ?, ?, ?)",
                        row.getFirst().toArray());
        assertThat(audit().verify(middle.node())).isInstanceOf(ChainVerifier.Result.Intact.class);
    }
}
