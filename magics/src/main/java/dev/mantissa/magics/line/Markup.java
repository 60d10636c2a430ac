package dev.mantissa.magics.line;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cell magic that shows its body in some markup language. */
abstract class Markup implements Magic {
    /** What the front end gets. */
    abstract Displayable shown(String body);

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.CELL);
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        String body = line.body();
        if (body == null || body.isBlank()) {
            throw new IllegalArgumentException(
                    "%s: nothing to show: the cell has no second line. Write %%%%%s on the first line of a cell and the text to show below it."
                            .formatted(Say.typed(line), name()));
        }
        context.output().display(shown(body).toBundle(), null);
        return null;
    }
}
