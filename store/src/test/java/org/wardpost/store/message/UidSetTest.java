package org.wardpost.store.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UidSetTest {
    @Test
    void rangesThatTouchAreOne() {
        var set = UidSet.ofRanges(List.of(new UidSet.Range(5, 9), new UidSet.Range(1, 4), new UidSet.Range(12, 12)));
        assertThat(set).hasToString("1:9,12");
        assertThat(set.span()).isEqualTo(10);
        assertThat(set.first()).isEqualTo(1);
        assertThat(set.last()).isEqualTo(12);
        assertThat(set).isEqualTo(UidSet.of(12, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1));
    }

    @Test
    void whatIsNoUidIsRefused() {
        assertThatThrownBy(() -> UidSet.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UidSet.ofRange(1, UidSet.MAX + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(UidSet.ofRange(5, 4)).isEqualTo(UidSet.EMPTY);
        assertThat(UidSet.ALL.contains(UidSet.MAX)).isTrue();
    }

    @Test
    void aSetContainsWhatItWasMadeOf() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var uids = new TreeSet<Long>();
            for (int i = random.nextInt(40); i > 0; i--) {
                uids.add(1 + random.nextLong(60));
            }
            var set = UidSet.of(uids);
            for (long uid = 1; uid <= 62; uid++) {
                assertThat(set.contains(uid)).as("seed %d", seed).isEqualTo(uids.contains(uid));
            }
            assertThat(set.uids().boxed()).containsExactlyElementsOf(uids);
        }
    }
}
