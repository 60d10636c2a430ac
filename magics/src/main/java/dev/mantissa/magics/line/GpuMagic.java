package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.lib.cuda.NvidiaDriver;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Numerics;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %gpu}: what there is of GPUs. */
public final class GpuMagic implements Magic {
    @Override
    public String name() {
        return "gpu";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "says which GPU there is, or why there is none";
    }

    @Override
    public String help() {
        return """
        %gpu        the GPUs of this machine, or what is missing

        Only files are looked at; no GPU is woken. What computes now: %engine.\
        """;
    }

    @Override
    public String example() {
        return "%gpu";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        if (!line.words().isEmpty()) {
            throw Mistake.usage(Say.typed(line), "it takes no arguments.", "%gpu");
        }
        String engine = Engines.select(Numerics.current().engine()).name();
        Say.line(context, sentence(NvidiaDriver.find(), engine));
        return null;
    }

    /** What to tell about this driver where {@code engine} computes. */
    static String sentence(NvidiaDriver driver, String engine) {
        return driver.present()
                ? "Found %s, but no engine of this version uses it: products run on the CPU with the engine '%s'."
                        .formatted(driver.summary(), engine)
                : "No GPU is used: %s, so products run on the CPU with the engine '%s'; this version computes on the CPU even where there is a GPU, so there is nothing to install."
                        .formatted(driver.summary(), engine);
    }
}
