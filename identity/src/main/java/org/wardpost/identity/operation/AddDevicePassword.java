package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wardpost.identity.Protocol;

/** {@code device-password add}: a password for one phone or program, told once and revoked by itself. */
public final class AddDevicePassword implements Operation<AddDevicePassword.Input, AddDevicePassword.Output> {
    /**
     * @param label what its owner calls the device
     * @param protocols where it is good, by name; empty: everywhere
     */
    public record Input(String address, String label, Set<String> protocols, Optional<Instant> expires) {}

    /** @param password shown now and never again */
    public record Output(String address, int number, String password) {
        @Override
        public String toString() {
            return "AddDevicePassword.Output[...]";
        }
    }

    @Override
    public String name() {
        return "device-password.add";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.address();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var account = context.users().requirePerson(input.address());
        var made = context.users()
                .addDevicePassword(
                        account,
                        input.label(),
                        input.protocols().stream()
                                .map(AddDevicePassword::protocol)
                                .collect(Collectors.toSet()),
                        input.expires());
        return new Output(account.address(), made.number(), made.text());
    }

    private static Protocol protocol(String name) {
        for (var protocol : Protocol.values()) {
            if (protocol != Protocol.ADMIN && protocol.name().equalsIgnoreCase(name)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("There is no protocol \"" + name.toLowerCase(Locale.ROOT)
                + "\" for a device password: smtp, imap, managesieve, http.");
    }
}
