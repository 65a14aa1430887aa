package org.wardpost.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wardpost.identity.operation.Actor;
import org.wardpost.identity.operation.AddAlias;
import org.wardpost.identity.operation.AddDevicePassword;
import org.wardpost.identity.operation.AddDomain;
import org.wardpost.identity.operation.AddGroup;
import org.wardpost.identity.operation.AddGroupMembers;
import org.wardpost.identity.operation.AddUser;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.identity.operation.OperationLog;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.identity.operation.Progress;
import org.wardpost.identity.operation.RemoveAlias;
import org.wardpost.identity.operation.RemoveDomain;
import org.wardpost.identity.operation.RemoveGroup;
import org.wardpost.identity.operation.RemoveGroupMembers;
import org.wardpost.identity.operation.RemoveUser;
import org.wardpost.identity.operation.RevokeDevicePassword;
import org.wardpost.identity.operation.RotateKeys;
import org.wardpost.identity.operation.SetPassword;
import org.wardpost.store.TestStore;
import org.wardpost.vault.audit.AuditEvent;

/** What an operation changes and the event that tells it are one commit, whatever the operation. */
interface ToldContract {
    TestIdentity identity();

    /** An operation with what it is told. */
    record Deed<I>(Operation<I, ?> operation, I input) {
        void by(OperationLog log) {
            log.run(operation, input, Actor.console("root"), Progress.NONE);
        }
    }

    /** In an order in which each can be done. */
    private static List<Deed<?>> deeds() {
        var ann = "ann@ward.example";
        return List.of(
                new Deed<>(new AddDomain(), new AddDomain.Input("second.example")),
                new Deed<>(
                        new AddUser(),
                        new AddUser.Input(
                                ann,
                                Optional.empty(),
                                Set.of(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.of(TestIdentity.PASSWORD))),
                new Deed<>(new SetPassword(), new SetPassword.Input(ann, Optional.empty())),
                new Deed<>(
                        new AddDevicePassword(), new AddDevicePassword.Input(ann, "phone", Set.of(), Optional.empty())),
                new Deed<>(new RevokeDevicePassword(), new RevokeDevicePassword.Input(ann, 4)),
                new Deed<>(new AddAlias(), new AddAlias.Input("info@second.example", ann)),
                new Deed<>(new RemoveAlias(), new RemoveAlias.Input("info@second.example", Optional.empty())),
                new Deed<>(
                        new AddGroup(),
                        new AddGroup.Input(
                                "ward3@second.example",
                                Optional.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty())),
                new Deed<>(
                        new AddGroupMembers(),
                        new AddGroupMembers.Input(
                                "ward3@second.example", List.of(ann), Optional.empty(), Optional.of("as"))),
                new Deed<>(
                        new RemoveGroupMembers(), new RemoveGroupMembers.Input("ward3@second.example", List.of(ann))),
                new Deed<>(new RemoveGroup(), new RemoveGroup.Input("ward3@second.example")),
                new Deed<>(new RemoveUser(), new RemoveUser.Input(ann)),
                new Deed<>(new RemoveDomain(), new RemoveDomain.Input("second.example")));
    }

    private OperationLog log(Clock clock) {
        return new OperationLog(test().store(), identity().users(), clock);
    }

    private TestStore test() {
        return identity().store();
    }

    /** A clock that an event cannot be dated by: the event fails where it is written. */
    final class Stopped extends Clock {
        private int left;
        private final Clock real;

        Stopped(Clock real, int times) {
            this.real = real;
            this.left = times;
        }

        @Override
        public Instant instant() {
            if (left-- > 0) {
                throw new IllegalStateException("no time");
            }
            return real.instant();
        }

        @Override
        public ZoneId getZone() {
            return real.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Everything that operations change here, as rows. */
    private List<List<Object>> rows() {
        var rows = new ArrayList<List<Object>>();
        for (var table : List.of("account", "slot", "alias", "domain_name", "address", "delegation")) {
            rows.addAll(test().look("select mac from " + table).stream()
                    .map(row -> row.stream()
                            .<Object>map(value -> value instanceof byte[] bytes
                                    ? java.util.HexFormat.of().formatHex(bytes)
                                    : value)
                            .toList())
                    .toList());
        }
        return rows.stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    @Test
    default void aChangeWhoseEventCannotBeWrittenDoesNotHappen() {
        for (var deed : deeds()) {
            var before = rows();
            assertThatThrownBy(() -> deed.by(log(new Stopped(test().clock(), Integer.MAX_VALUE))))
                    .as(deed.operation().name())
                    .isInstanceOf(IllegalStateException.class);
            assertThat(rows()).as(deed.operation().name()).isEqualTo(before);
            deed.by(log(test().clock()));
            assertThat(rows()).as(deed.operation().name()).isNotEqualTo(before);
        }
        assertThat(identity().told())
                .filteredOn(event -> "done".equals(event.facts().get("outcome")))
                .filteredOn(event -> !event.facts().containsKey("part"))
                .extracting(AuditEvent::what)
                .containsExactlyElementsOf(
                        deeds().stream().map(deed -> deed.operation().name()).toList());
    }

    @Test
    default void whatIsRefusedIsToldOnceAndNotAsDone() {
        var twice = new Deed<>(new AddDomain(), new AddDomain.Input("second.example"));
        twice.by(log(test().clock()));
        assertThatThrownBy(() -> twice.by(log(test().clock()))).isInstanceOf(OperationRefused.class);
        assertThat(outcomes()).containsExactly("done", "refused");
    }

    /** Does what a later operation may do: several commits, one of which comes to nothing. */
    record Several(int commits, boolean fails) implements Operation<Nothing, Nothing> {
        @Override
        public String name() {
            return "several";
        }

        @Override
        public Class<Nothing> input() {
            return Nothing.class;
        }

        @Override
        public String subject(Nothing input) {
            return "";
        }

        @Override
        public Nothing run(Nothing input, OperationContext context) {
            for (int i = 0; i < commits; i++) {
                context.store().domains().add("d" + i + ".example");
            }
            if (fails) {
                throw new IllegalStateException("after its commits");
            }
            return input;
        }
    }

    @Test
    default void everyCommitOfAnOperationIsTold() {
        new Deed<>(new Several(3, false), Nothing.NOTHING).by(log(test().clock()));
        assertThat(identity().told())
                .extracting(event -> event.facts().getOrDefault("part", "1"))
                .containsExactly("1", "2", "3");
    }

    @Test
    default void aFailureAfterACommitIsToldToo() {
        var deed = new Deed<>(new Several(1, true), Nothing.NOTHING);
        assertThatThrownBy(() -> deed.by(log(test().clock()))).hasMessage("after its commits");
        assertThat(outcomes()).containsExactly("done", "failed");
    }

    @Test
    default void whatChangesNothingIsToldBeforeItIsAnswered() {
        new Deed<>(new Several(0, false), Nothing.NOTHING).by(log(test().clock()));
        assertThat(outcomes()).containsExactly("done");
        var silent = new Deed<>(new Several(0, false), Nothing.NOTHING);
        assertThatThrownBy(() -> silent.by(log(new Stopped(test().clock(), Integer.MAX_VALUE))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void whatLastsIsToldWhenItBeginsAndWhenItEnds() {
        new Deed<>(new RotateKeys(), Nothing.NOTHING).by(log(test().clock()));
        assertThat(outcomes()).containsExactly("begun", "done");
        var wraps = test().look("select version from working_key").size();
        var untold = new Deed<>(new RotateKeys(), Nothing.NOTHING);
        assertThatThrownBy(() -> untold.by(log(new Stopped(test().clock(), 1))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(test().look("select version from working_key")).hasSize(wraps);
    }

    private List<String> outcomes() {
        return identity().told().stream()
                .map(event -> event.facts().get("outcome"))
                .collect(Collectors.toList());
    }
}
