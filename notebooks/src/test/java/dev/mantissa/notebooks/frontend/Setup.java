package dev.mantissa.notebooks.frontend;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * What the tests of a class need. A reason not to run them is told by each test: surefire counts
 * and reports nothing of a class that is given up before its first.
 */
final class Setup {
    private @Nullable TestAbortedException reason;

    /** To be called before all tests. */
    void run(Runnable preparation) {
        try {
            preparation.run();
        } catch (TestAbortedException e) {
            reason = e;
        }
    }

    /** To be called before each test. */
    void check() {
        if (reason != null) {
            throw reason;
        }
    }
}
