package org.wardpost.mail.imap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every command there is. */
final class Commands {
    private final Map<String, Command> byName = new HashMap<>();

    Commands(List<Command> all) {
        for (var command : all) {
            if (byName.put(command.name(), command) != null)
                throw new IllegalArgumentException("two of " + command.name());
        }
    }

    /** @return null if there is none of that name */
    @Nullable
    Command named(String upperCase) {
        return byName.get(upperCase);
    }
}
