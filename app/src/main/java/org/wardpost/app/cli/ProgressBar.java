package org.wardpost.app.cli;

import org.wardpost.identity.operation.Progress;

/** Shows on standard error how far a long operation is. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 30;
    private static final long STEP_NANOS = 100_000_000;
    private final boolean terminal;
    private long shownAt;
    private long shownTenth = -1;
    private boolean open;

    ProgressBar(boolean terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(String what, long done, long of) {
        if (terminal) {
            draw(what, done, of);
        } else {
            var tenth = of > 0 ? done * 10 / of : done / 1000;
            if (tenth != shownTenth) {
                shownTenth = tenth;
                System.err.println(line(what, done, of));
            }
        }
    }

    private void draw(String what, long done, long of) {
        var now = System.nanoTime();
        var last = of > 0 && done >= of;
        if (!last && open && now - shownAt < STEP_NANOS) {
            return;
        }
        shownAt = now;
        open = !last;
        var bar = "";
        if (of > 0) {
            var filled = (int) (WIDTH * Math.min(done, of) / of);
            bar = " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
        }
        System.err.print("\r" + line(what, done, of) + bar + "\u001b[K" + (last ? "\n" : ""));
    }

    private static String line(String what, long done, long of) {
        return what + " " + done + (of > 0 ? " of " + of : "");
    }
}
