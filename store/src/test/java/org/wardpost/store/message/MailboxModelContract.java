package org.wardpost.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.TestStore;
import org.wardpost.store.view.CollectionView;

/** Any sequence of operations leaves what a simple model has: messages, flags, change log, digests, counters, views. */
interface MailboxModelContract {
    TestStore test();

    /** What one mailbox should have. */
    final class Model {
        final CollectionId id;
        final TreeMap<Long, Entry> messages = new TreeMap<>();
        final Set<Long> gone = new HashSet<>();
        long uidNext = 1;
        long modseq;

        Model(CollectionId id) {
            this.id = id;
        }

        record Entry(String content, MessageFlags flags, long modseq) {}

        void add(String content, MessageFlags flags) {
            messages.put(uidNext++, new Entry(content, flags, ++modseq));
        }

        void remove(long uid) {
            messages.remove(uid);
            gone.add(uid);
            modseq++;
        }

        UidSet some(Random random) {
            var uids = new ArrayList<Long>();
            int density = 1 + random.nextInt(4);
            for (long uid = 1; uid < uidNext + 2; uid++) {
                if (random.nextInt(density) == 0) {
                    uids.add(uid);
                }
            }
            return UidSet.of(uids);
        }

        List<Long> existing(UidSet uids) {
            return messages.keySet().stream().filter(uids::contains).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261124})
    default void anySequenceOfOperationsLeavesWhatTheModelHas(long seed) {
        var random = new Random(seed);
        var mails = new Mails(test());
        var messages = test().store().messages();
        var first = new Model(mails.mailbox());
        var boxes = List.of(first, new Model(mails.mailboxBeside(first.id)));
        var kept = new ArrayList<CollectionView>();
        for (int step = 0; step < 60; step++) {
            var box = boxes.get(random.nextInt(2));
            var other = boxes.get(random.nextInt(2));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> append(mails, box, random);
                case 3, 4 -> flags(messages, box, random);
                case 5 -> copy(messages, box, other, random, false);
                case 6 -> copy(messages, box, other, random, true);
                default -> expunge(messages, box, random);
            }
            if (random.nextInt(3) == 0) {
                var view = test().store().views().view(box.id);
                check(view, box);
                kept.add(view);
            }
        }
        for (var box : boxes) {
            var view = test().store().views().view(box.id);
            check(view, box);
            test().store().views().forget(box.id);
            check(test().store().views().view(box.id), box);
            checkRows(mails, box);
            checkChanges(messages, box, random);
            checkGood(box);
        }
        checkQuota(boxes);
        assertThat(kept).allSatisfy(view -> assertThat(view.uids()).isSorted().hasSize(view.size()));
    }

    private static void append(Mails mails, Model box, Random random) {
        for (int i = random.nextInt(30); i >= 0; i--) {
            var flags = flags(random);
            var content = "m" + random.nextInt(1000) + "x".repeat(random.nextInt(50));
            mails.append(box.id, content, flags);
            box.add(content, flags);
        }
    }

    private static MessageFlags flags(Random random) {
        int bits = random.nextInt(MessageFlags.ALL + 1) & ~MessageFlags.RECENT;
        return random.nextInt(3) == 0
                ? MessageFlags.of(bits, "k" + random.nextInt(4))
                : new MessageFlags(bits, Set.of());
    }

    private static void flags(MessageRepository messages, Model box, Random random) {
        var uids = box.some(random);
        var flags = flags(random);
        FlagChange change = switch (random.nextInt(3)) {
            case 0 -> new FlagChange.Add(flags);
            case 1 -> new FlagChange.Remove(flags);
            default -> new FlagChange.Replace(flags);
        };
        Optional<Modseq> since =
                random.nextInt(3) == 0 ? Optional.of(new Modseq(random.nextLong(box.modseq + 1))) : Optional.empty();
        messages.setFlags(box.id, uids, change, since);
        for (long uid : box.existing(uids)) {
            var old = box.messages.get(uid);
            if (since.isPresent() && old.modseq() > since.get().value()) {
                continue;
            }
            var after = change.apply(old.flags());
            if (!after.equals(old.flags())) {
                box.messages.put(uid, new Model.Entry(old.content(), after, ++box.modseq));
            }
        }
    }

    private static void copy(MessageRepository messages, Model from, Model to, Random random, boolean move) {
        var uids = from.some(random);
        var copied = move ? messages.move(from.id, uids, to.id) : messages.copy(from.id, uids, to.id);
        assertThat(copied.damaged().isEmpty()).isTrue();
        var results = copied.messages();
        var existing = from.existing(uids);
        assertThat(results).extracting(CopyResult::sourceUid).containsExactlyElementsOf(existing);
        for (long uid : existing) {
            var old = from.messages.get(uid);
            to.add(old.content(), old.flags().with(MessageFlags.of(MessageFlags.RECENT)));
            if (move) {
                from.remove(uid);
            }
        }
    }

    private static void expunge(MessageRepository messages, Model box, Random random) {
        var uids = box.some(random);
        boolean onlyDeleted = random.nextBoolean();
        messages.expunge(box.id, uids, onlyDeleted);
        for (long uid : box.existing(uids)) {
            if (!onlyDeleted || box.messages.get(uid).flags().deleted()) {
                box.remove(uid);
            }
        }
    }

    private static void check(CollectionView view, Model box) {
        assertThat(view.modseq().value()).isEqualTo(box.modseq);
        assertThat(view.uidNext()).isEqualTo(box.uidNext);
        assertThat(view.size()).isEqualTo(box.messages.size());
        assertThat(view.uids())
                .containsExactly(box.messages.keySet().stream()
                        .mapToLong(Long::longValue)
                        .toArray());
        int msn = 0;
        for (var entry : box.messages.entrySet()) {
            msn++;
            assertThat(view.uidAt(msn)).isEqualTo(entry.getKey());
            assertThat(view.msnOf(entry.getKey())).isEqualTo(msn);
            assertThat(view.flagsAt(msn)).isEqualTo(entry.getValue().flags());
            assertThat(view.modseqAt(msn).value()).isEqualTo(entry.getValue().modseq());
            assertThat(view.sizeAt(msn)).isEqualTo(entry.getValue().content().length());
        }
        var flags = box.messages.values().stream().map(Model.Entry::flags).toList();
        assertThat(view.unseen())
                .isEqualTo((int) flags.stream().filter(f -> !f.seen()).count());
        assertThat(view.deleted())
                .isEqualTo((int) flags.stream().filter(MessageFlags::deleted).count());
        assertThat(view.recent())
                .isEqualTo((int) flags.stream().filter(MessageFlags::recent).count());
        assertThat(view.bytes())
                .isEqualTo(box.messages.values().stream()
                        .mapToLong(e -> e.content().length())
                        .sum());
        for (long uid : box.gone) {
            assertThat(view.contains(uid)).isFalse();
        }
    }

    private void checkRows(Mails mails, Model box) {
        var read = mails.all(box.id);
        assertThat(read).extracting(StoredMessage::uid).containsExactlyElementsOf(box.messages.keySet());
        for (var message : read) {
            var expected = box.messages.get(message.uid());
            assertThat(message.flags()).isEqualTo(expected.flags());
            assertThat(message.modseq().value()).isEqualTo(expected.modseq());
            assertThat(mails.content(message)).isEqualTo(expected.content());
        }
    }

    private static void checkChanges(MessageRepository messages, Model box, Random random) {
        long since = random.nextLong(box.modseq + 1);
        var changes = (Changes.Since) messages.changesSince(box.id, new Modseq(since), 100_000);
        var expected = box.messages.entrySet().stream()
                .filter(e -> e.getValue().modseq() > since)
                .map(java.util.Map.Entry::getKey)
                .toList();
        assertThat(changes.changed()).isEqualTo(UidSet.of(expected));
        assertThat(changes.upTo().value()).isEqualTo(box.modseq);
    }

    private void checkGood(Model box) {
        var findings = new ArrayList<Finding>();
        test().store().mailboxVerification().verify(box.id, true, findings::add, _ -> {});
        assertThat(findings).isEmpty();
    }

    private void checkQuota(List<Model> boxes) {
        var usage = test().store().quotas().usage(boxes.getFirst().id.owner());
        var all = boxes.stream().flatMap(box -> box.messages.values().stream()).toList();
        assertThat(usage.messages()).isEqualTo(all.size());
        assertThat(usage.bytes())
                .isEqualTo(all.stream().mapToLong(e -> e.content().length()).sum());
    }
}
