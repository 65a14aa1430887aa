package org.wardpost.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.Mails;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.property.PropertyKind;

/** What somebody put back is found although nobody opens it. */
interface ScrubDutyContract {
    TestStore test();

    private CollectionId filled() {
        var mails = new Mails(test());
        var box = mails.mailbox();
        mails.append(box, "one");
        mails.append(box, "two");
        return box;
    }

    @Test
    default void anOlderRowPutBackIsFoundByTheNextPassAWeekLater() {
        var box = filled();
        var old = test().look("select flags, modseq, mac from message where collection = ? and uid = 2", box.value())
                .getFirst();
        test().store()
                .messages()
                .setFlags(box, UidSet.of(2), new FlagChange.Add(MessageFlags.of(MessageFlags.SEEN)), Optional.empty());
        test().store().scrubSoon();
        Awaitility.await().until(this::isWhole);
        assertThat(damaged()).isEmpty();
        test().tamper(
                        "update message set flags = ?, modseq = ?, mac = ? where collection = ? and uid = 2",
                        old.get(0),
                        old.get(1),
                        old.get(2),
                        box.value());
        test().clock().advance(Duration.ofDays(8));
        test().store().scrubSoon();
        Awaitility.await().until(() -> damaged().contains(target(box)));
        assertThat(damaged()).containsOnly(target(box));
    }

    private boolean isWhole() {
        return test().store()
                .properties()
                .get(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.SETTING, "scrub")
                .filter(pass -> pass[24] == 1)
                .isPresent();
    }

    private List<String> damaged() {
        return test().store().audit().read(0, 10_000).stream()
                .filter(chained -> chained.event().what().equals("damage.found"))
                .map(chained -> chained.event().target())
                .toList();
    }

    private static String target(CollectionId id) {
        return id.owner() + "/" + id.value();
    }
}
