package io.github.spencerpark.jupyter.kernel.magic.registry;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A magic of a notebook; at least one of the two functions is there. */
record RegisteredMagic(
        String name, @Nullable LineMagicFunction<?> line, @Nullable CellMagicFunction<?> cell)
        implements Magic {
    @Override
    public Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (line != null) {
            kinds.add(Kind.LINE);
        }
        if (cell != null) {
            kinds.add(Kind.CELL);
        }
        return kinds;
    }

    @Override
    public String summary() {
        return "a magic of this notebook";
    }

    @Override
    public String help() {
        return "%" + name + " ARGUMENTS\n\nA magic of this notebook.";
    }

    @Override
    public String example() {
        return "%" + name;
    }

    @Override
    public @Nullable Object run(MagicLine typed, MagicContext context) throws Exception {
        String body = typed.body();
        if (body != null && cell != null) {
            return cell.execute(typed.words(), body);
        }
        return line == null ? null : line.execute(typed.words());
    }
}
