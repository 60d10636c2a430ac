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
            throw Mistake.usage(
                    Say.typed(line), "nothing to show: the cell has no second line.", help());
        }
        context.output().display(shown(body).toBundle(), null);
        return null;
    }
}
