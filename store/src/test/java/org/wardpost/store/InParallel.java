package org.wardpost.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs things at once in tests; what one of them throws fails the test. */
public final class InParallel {
    private InParallel() {}

    /** @param task gets 0 to {@code tasks - 1} */
    public static void run(int tasks, IntConsumer task) throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < tasks; i++) {
                int number = i;
                running.add(threads.submit(() -> task.accept(number)));
            }
        }
        for (var each : running) {
            each.get();
        }
    }
}
