package org.wardpost.identity.operation;

import java.util.List;
import java.util.Optional;
import org.wardpost.vault.provider.RootKeyProvider;

/** {@code key status}: which keys there are; none of them. */
public final class KeyStatus implements Operation<Nothing, KeyStatus.Output> {
    private final RootKeyProvider provider;

    public KeyStatus(RootKeyProvider provider) {
        this.provider = provider;
    }

    /**
     * @param provider where the root key lies
     * @param rootVersions all that are at hand
     * @param workingVersion what new slots are sealed under
     * @param workingVersions all that some slot still needs
     * @param recovery whose shares open all of it too
     */
    public record Output(
            String provider,
            int rootVersion,
            List<Integer> rootVersions,
            int workingVersion,
            List<Integer> workingVersions,
            Optional<String> recovery) {}

    @Override
    public String name() {
        return "key.status";
    }

    @Override
    public Class<Nothing> input() {
        return Nothing.class;
    }

    @Override
    public String subject(Nothing input) {
        return "";
    }

    @Override
    public boolean audited() {
        return false;
    }

    @Override
    public Output run(Nothing input, OperationContext context) {
        var working = context.store().keys().working();
        return new Output(
                provider.name(),
                provider.currentVersion(),
                List.copyOf(provider.versions()),
                working.current().version(),
                List.copyOf(working.versions()),
                context.store()
                        .recovery()
                        .authority()
                        .map(known -> "any " + known.threshold() + " of the " + known.shares()
                                + " shares of the authority " + known.id()));
    }
}
