package org.wardpost.identity.operation;

import java.util.HexFormat;
import java.util.OptionalInt;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/** {@code key export-root}: the 32 bytes of a root key, for the independent reader of docs/formats.md. Whoever has them can read everything. */
public final class ExportRootKey implements Operation<ExportRootKey.Input, ExportRootKey.Output> {
    private final RootKeyProvider provider;

    public ExportRootKey(RootKeyProvider provider) {
        this.provider = provider;
    }

    /** @param version empty: the current one */
    public record Input(OptionalInt version) {}

    /** @param hex 64 digits */
    public record Output(int version, String hex) {
        @Override
        public String toString() {
            return "ExportRootKey.Output[" + version + "]";
        }
    }

    @Override
    public String name() {
        return "key.export-root";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return "root key " + input.version().orElse(provider.currentVersion());
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var version = input.version().orElse(provider.currentVersion());
        if (!provider.versions().contains(version)) {
            throw new OperationRefused("There is no root key " + version + "; there are " + provider.versions() + ".");
        }
        try {
            var bytes = provider.export(version);
            var hex = HexFormat.of().formatHex(bytes);
            java.util.Arrays.fill(bytes, (byte) 0);
            return new Output(version, hex);
        } catch (WrongRootKeyException e) {
            throw new OperationRefused(String.valueOf(e.getMessage()));
        }
    }
}
