package org.wardpost.app.admin;

import org.wardpost.identity.operation.Progress;

/** Runs operations for the command line, wherever the store is open. */
public interface AdminCalls extends AutoCloseable {
    /**
     * @param operation its name, such as {@code user.add}
     * @param input its record
     * @param output the record that it answers
     * @throws CommandFailed with a sentence for the person at the terminal
     */
    <O> O call(String operation, Object input, Class<O> output, Progress progress);

    default <O> O call(String operation, Object input, Class<O> output) {
        return call(operation, input, output, Progress.NONE);
    }

    @Override
    void close();
}
