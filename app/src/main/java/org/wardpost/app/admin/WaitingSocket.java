package org.wardpost.app.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardpost.app.StartException;
import org.wardpost.app.wiring.Unlocking;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * A server whose root key is under a passphrase: it listens on the admin socket alone until {@code wardpost unlock} brings the right one.
 * Its ports stay closed, so that other servers keep their mail and try again.
 */
public final class WaitingSocket implements Unlocking {
    /** Asked before: whether a passphrase is to be set. */
    public static final String STATE = "server.lock-state";
    /** Brings the passphrase. */
    public static final String UNLOCK = "server.unlock";

    private final Path data;
    private final Consumer<String> tell;
    private final CompletableFuture<RootKeyProvider> opened = new CompletableFuture<>();
    private volatile String unlockedBy = "";
    private volatile int refused;

    /**
     * @param data whose folder is there
     * @param tell gets the sentence that it waits
     */
    public WaitingSocket(Path data, Consumer<String> tell) {
        this.data = data;
        this.tell = tell;
    }

    /** The input of {@link #UNLOCK}. */
    public record Passphrase(String passphrase) {
        @Override
        public String toString() {
            return "Passphrase[...]";
        }
    }

    /** The answer to both. @param isNew a passphrase is set with the installation, by whoever comes first */
    public record State(boolean isNew) {}

    @Override
    public RootKeyProvider unlock(boolean isNew, Function<char[], RootKeyProvider> with) {
        try (var _ = lock();
                var _ = AdminSocket.open(
                        data, (user, operation, input, _) -> answer(user, operation, input, isNew, with))) {
            tell.accept(
                    "Wardpost waits, with all ports closed, for the passphrase of its root key: wardpost unlock --data "
                            + data);
            return opened.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartException told ? told : e;
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + data + " cannot be used: " + StartException.reason(e) + ".", e);
        }
    }

    /** The one that the store takes: nobody else opens the folder, or listens for it, meanwhile. */
    private FileChannel lock() throws IOException {
        var channel = FileChannel.open(
                data.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (channel.tryLock() == null) {
            channel.close();
            throw new StartException("Another Wardpost process uses the data folder " + data
                    + ": stop it first, or unlock that one (wardpost unlock).");
        }
        return channel;
    }

    private Object answer(
            String user, String operation, JsonNode input, boolean isNew, Function<char[], RootKeyProvider> with) {
        return switch (operation) {
            case STATE -> new State(isNew);
            case UNLOCK -> {
                open(user, input.path("passphrase").asText().toCharArray(), with);
                yield new State(isNew);
            }
            default ->
                throw new CommandFailed(
                        "The server waits for the passphrase of its root key and has nothing open: wardpost unlock.");
        };
    }

    /** One at a time: each takes 64 MiB and a second on purpose. */
    private synchronized void open(String user, char[] passphrase, Function<char[], RootKeyProvider> with) {
        if (opened.isDone()) {
            throw new CommandFailed("Somebody unlocked it just now.");
        }
        try {
            var provider = with.apply(passphrase);
            unlockedBy = user;
            opened.complete(provider);
        } catch (WrongRootKeyException e) {
            refused++;
            throw new CommandFailed(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** Waits no longer: the server was told to stop. */
    public void cancel() {
        opened.completeExceptionally(new StartException("Stopped before it was unlocked; nothing was changed."));
    }

    /** Who unlocked it; empty if no passphrase was asked for. */
    public String unlockedBy() {
        return unlockedBy;
    }

    /** For the audit log, which could not be written while nothing was open. */
    public Map<String, String> facts() {
        return Map.of("outcome", "done", "refused before", Integer.toString(refused));
    }
}
