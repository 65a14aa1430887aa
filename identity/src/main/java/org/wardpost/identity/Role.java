package org.wardpost.identity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an account may do beyond reading its own mail. Stored by its lower-case name. */
public enum Role {
    /** Everyone: its own mail, password and device passwords. */
    USER,
    /** Runs the server: domains, users, aliases, keys, queue. */
    OPERATOR,
    /** Reads the audit log and resolves pseudonyms; changes nothing. */
    AUDITOR;

    /** The name as stored and typed, such as {@code operator}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that name.
     * @throws IllegalArgumentException if there is none; the message is a sentence for the person who typed it
     */
    public static Role of(String label) {
        for (var role : values()) {
            if (role.label().equalsIgnoreCase(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("There is no role \"" + label + "\"; there are "
                + EnumSet.allOf(Role.class).stream().map(Role::label).collect(Collectors.joining(", ")) + ".");
    }

    /** The roles of an account as the store keeps them; a name from a newer version is passed over, never an error. */
    static Set<Role> ofStored(Set<String> labels) {
        var roles = EnumSet.of(USER);
        for (var role : values()) {
            if (labels.contains(role.label())) {
                roles.add(role);
            }
        }
        return Set.copyOf(roles);
    }
}
