package org.wardpost.app.wiring;

import java.util.Arrays;
import java.util.function.Function;
import org.wardpost.app.StartException;
import org.wardpost.vault.provider.RootKeyProvider;

/** Where the passphrase of a root key comes from when no setting names a file. */
@FunctionalInterface
public interface Unlocking {
    /** Asks whoever sits at the terminal; once, for a command can be typed again. */
    Unlocking AT_TERMINAL = (isNew, with) -> {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new StartException(
                    "The root key is under a passphrase, and there is no terminal to ask at: start the server and"
                            + " run wardpost unlock, or let root-key.passphrase-from name a file or a systemd credential.");
        }
        var passphrase =
                console.readPassword(isNew ? "New passphrase for the root key: " : "Passphrase of the root key: ");
        var again = isNew ? console.readPassword("The same again: ") : passphrase;
        if (passphrase == null || !Arrays.equals(passphrase, again)) {
            throw new StartException("The two were not the same; nothing has changed.");
        }
        try {
            return with.apply(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    };

    /**
     * Gets a passphrase and tries it.
     * @param isNew it is set now, and no other was before
     * @param with throws {@link org.wardpost.vault.WrongRootKeyException} if it is wrong
     */
    RootKeyProvider unlock(boolean isNew, Function<char[], RootKeyProvider> with);
}
