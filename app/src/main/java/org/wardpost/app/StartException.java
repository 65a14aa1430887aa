package org.wardpost.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why the server, or a command, does not begin. The message is one or two plain sentences that say what to do; nothing was changed. */
public final class StartException extends RuntimeException {
    public StartException(String sentence) {
        super(sentence);
    }

    public StartException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The reason of an {@link IOException} in words, without the path that most of them begin with. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
