package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicRegistry;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a magic sees while it completes its arguments: it can look, not run. */
record AssistContext(LocalSession session, MagicRegistry magics) implements MagicContext {
    private static UnsupportedOperationException refused(String what) {
        return new UnsupportedOperationException(
                what + ": no cell runs while arguments are completed; use session() alone");
    }

    @Override
    public CellOutput output() {
        throw refused("output");
    }

    @Override
    public @Nullable Object run(String code) {
        throw refused("run");
    }

    @Override
    public Callable<@Nullable Object> compile(String code) {
        throw refused("compile");
    }

    @Override
    public MimeBundle render(@Nullable Object value) {
        throw refused("render");
    }

    @Override
    public void register(Magic magic) {
        magics.register(magic);
    }
}
