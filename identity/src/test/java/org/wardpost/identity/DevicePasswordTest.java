package org.wardpost.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class DevicePasswordTest {
    @Test
    void theTextOfAKnownSecretIsKnown() {
        assertThat(new DevicePassword(3, new byte[16]).text()).isEqualTo("wp-3-aaaaa-aaaaa-aaaaa-aaaaa-aaaaaa");
        var ones = new byte[16];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(new DevicePassword(9999, ones).text()).isEqualTo("wp-9999-77777-77777-77777-77777-77777" + "4");
    }

    @Property
    void whatIsShownIsReadBackHoweverItIsTyped(
            @ForAll @IntRange(min = 1, max = 9999) int slot, @ForAll @Size(16) byte[] secret) {
        var password = new DevicePassword(slot, secret);
        assertThat(DevicePassword.parse(password.text().toCharArray())).contains(password);
        assertThat(DevicePassword.parse(password.text().toUpperCase(Locale.ROOT).toCharArray()))
                .contains(password);
        assertThat(DevicePassword.parse(("wp-" + slot + "-"
                                + password.text()
                                        .substring(4 + Integer.toString(slot).length())
                                        .replace("-", ""))
                        .toCharArray()))
                .contains(password);
    }

    @Property
    void noTextMakesItFail(@ForAll @StringLength(max = 80) String text) {
        DevicePassword.parse(text.toCharArray())
                .ifPresent(password -> assertThat(password.slot()).isBetween(1, 9999));
    }

    @Test
    void itIsNotPrinted() {
        assertThat(new DevicePassword(3, new byte[16]).toString()).isEqualTo("DevicePassword[3]");
    }
}
