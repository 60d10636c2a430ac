package dev.mantissa.notebooks.frontend;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * The home of the tests of a class, and what they need in it. A reason not to run them is told by
 * each test: surefire counts and reports nothing of a class that is given up before its first.
 */
final class Setup implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Consumer<FrontEndHome> preparation;
    private @Nullable FrontEndHome home;
    private @Nullable TestAbortedException reason;

    Setup(Consumer<FrontEndHome> preparation) {
        this.preparation = preparation;
    }

    FrontEndHome home() {
        return Objects.requireNonNull(home);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        home = FrontEndHome.create();
        try {
            preparation.accept(home);
        } catch (TestAbortedException e) {
            reason = e;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (home != null) {
            home.close();
        }
    }
}
