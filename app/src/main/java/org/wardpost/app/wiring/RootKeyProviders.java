package org.wardpost.app.wiring;

import java.util.function.Function;
import org.wardpost.app.Installation;
import org.wardpost.app.settings.Secrets;
import org.wardpost.app.settings.Settings;
import org.wardpost.vault.provider.PassphraseProvider;
import org.wardpost.vault.provider.Pkcs11Provider;
import org.wardpost.vault.provider.Pkcs11Settings;
import org.wardpost.vault.provider.Pkcs12Provider;
import org.wardpost.vault.provider.RootKeyProvider;

/** The root key of an installation, where its settings say that it lies. */
final class RootKeyProviders {
    private final Installation installation;
    private final Settings.RootKey settings;
    private final Unlocking unlocking;

    RootKeyProviders(Installation installation, Unlocking unlocking) {
        this.installation = installation;
        this.settings = installation.settings().rootKey();
        this.unlocking = unlocking;
    }

    /** @throws org.wardpost.vault.WrongRootKeyException with a plain sentence, as {@link #create} */
    RootKeyProvider open() {
        var keys = installation.keys();
        return switch (settings.provider()) {
            case PKCS12 -> Pkcs12Provider.open(keys);
            case PASSPHRASE -> passphrase(false, given -> PassphraseProvider.open(keys, given));
            case PKCS11 -> Pkcs11Provider.open(token());
        };
    }

    /** @param version number of its first key: above those of root keys that were lost */
    RootKeyProvider create(int version) {
        var keys = installation.keys();
        return switch (settings.provider()) {
            case PKCS12 -> Pkcs12Provider.create(keys, version);
            case PASSPHRASE -> passphrase(true, given -> PassphraseProvider.create(keys, given, version));
            case PKCS11 -> Pkcs11Provider.create(token(), version);
        };
    }

    /** Whether {@link #create} would refuse; a token is asked only when it is needed. */
    boolean exists() {
        return switch (settings.provider()) {
            case PKCS12 -> Pkcs12Provider.exists(installation.keys());
            case PASSPHRASE -> PassphraseProvider.exists(installation.keys());
            case PKCS11 -> false;
        };
    }

    private RootKeyProvider passphrase(boolean isNew, Function<char[], RootKeyProvider> with) {
        if (settings.passphraseFrom().isEmpty()) {
            return unlocking.unlock(isNew, with);
        }
        return with.apply(Secrets.read("root-key.passphrase-from", settings.passphraseFrom()));
    }

    private Pkcs11Settings token() {
        return new Pkcs11Settings(
                settings.token(), settings.tokenLabel(), Secrets.file("root-key.pin-from", settings.pinFrom()));
    }
}
