package org.wardpost.mail.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many connections of one network, and of many networks: who comes later is let in. */
class ConnectionLimitsTest {
    private static final int STRANGERS = 6;
    private static final int PER_NETWORK = 2;

    private final ConnectionLimits limits = new ConnectionLimits(STRANGERS, PER_NETWORK);
    private final List<String> closed = new ArrayList<>();

    @Test
    void oneAddressHasItsShareAndOthersHaveTheirs() throws IOException {
        var first = enter("192.0.2.1").orElseThrow();
        assertThat(enter("192.0.2.1")).isPresent();
        assertThat(enter("192.0.2.1")).isEmpty();
        assertThat(enter("192.0.2.2")).isPresent();
        first.close();
        first.close();
        assertThat(enter("192.0.2.1")).isPresent();
        assertThat(enter("192.0.2.1")).isEmpty();
        assertThat(closed).as("a share is no reason to send anybody away").isEmpty();
    }

    @Test
    void anIpv6NetworkIsItsFirst64Bits() throws IOException {
        assertThat(enter("2001:db8:0:1::1")).isPresent();
        assertThat(enter("2001:db8:0:1::2")).isPresent();
        assertThat(enter("2001:db8:0:1:ffff::3")).isEmpty();
        assertThat(enter("2001:db8:0:2::1")).isPresent();
    }

    @Test
    void whoSignsInLeavesTheShareOfStrangers() throws IOException {
        for (int i = 0; i < 2 * STRANGERS; i++) enter("192.0.2.1").orElseThrow().signedIn();
        assertThat(limits.networksRemembered()).isZero();
        assertThat(enter("192.0.2.1")).isPresent();
    }

    @Test
    void thereIsAnEndToThoseSignedIn() throws IOException {
        for (int i = 0; i < 5 * STRANGERS; i++) enter("127.0.0.1").orElseThrow().signedIn();
        assertThat(enter("127.0.0.1")).isEmpty();
    }

    @Test
    void whenAllPlacesAreTakenTheOneGoesThatKeptUsWaitingLongest() throws IOException {
        var all = full();
        all.get(0).works(); // it sends now and then
        all.get(0).waits();
        assertThat(enter("192.0.2.99")).isPresent();
        assertThat(closed).containsExactly("127.0.0.1 #2");
        assertThatThrownBy(all.get(1)::works)
                .as("what came too late is not done")
                .isInstanceOf(EOFException.class);
        all.get(0).works();
    }

    @Test
    void nobodyIsSentAwayWhoWaitsForUs() throws IOException {
        for (var one : full()) one.works();
        assertThat(enter("192.0.2.99")).isEmpty();
        assertThat(closed).isEmpty();
        assertThat(limits.networksRemembered()).isZero();
    }

    private List<Admission> full() throws IOException {
        var all = new ArrayList<Admission>();
        for (int i = 0; i < STRANGERS; i++) all.add(enter("127.0.0.1").orElseThrow());
        return all;
    }

    private int entered;

    private Optional<Admission> enter(String address) throws IOException {
        var name = address + " #" + ++entered;
        return limits.admit(InetAddress.getByName(address), () -> closed.add(name));
    }
}
