package org.junit;

import org.junit.jupiter.api.Assumptions;

/** The one class of JUnit 4 that James's contract suites ask for; with the real one on the class path, its engine would have to run too. */
public final class Assume {
    private Assume() {}

    public static void assumeTrue(boolean assumption) {
        Assumptions.assumeTrue(assumption);
    }

    public static void assumeFalse(boolean assumption) {
        Assumptions.assumeFalse(assumption);
    }

    public static void assumeNotNull(Object... objects) {
        for (var object : objects) {
            Assumptions.assumeTrue(object != null);
        }
    }
}
