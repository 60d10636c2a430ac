package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.magics.table.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %lsmagic}: the magics there are. */
public final class LsmagicMagic implements Magic {
    @Override
    public String name() {
        return "lsmagic";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "the magics there are, with a line about each";
    }

    @Override
    public String help() {
        return """
        %lsmagic        a table of all magics, those registered in a cell included

        Help on one of them: %NAME? or %NAME --help\
        """;
    }

    @Override
    public String example() {
        return "%lsmagic";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        Say.show(context, table(context.session().magics()));
        return null;
    }

    /** The table of these magics, also for documents. */
    public static Table table(List<Magic> magics) {
        Table.Builder table = Table.titled("").left("magic", "what it does");
        magics.stream()
                .sorted(Comparator.comparing(Magic::name))
                .forEach(m -> table.row(spelling(m), m.summary()));
        return table.note("Help on one of them: %NAME?").build();
    }

    private static String spelling(Magic magic) {
        boolean line = magic.kinds().contains(Magic.Kind.LINE);
        boolean cell = magic.kinds().contains(Magic.Kind.CELL);
        return line && cell
                ? "%" + magic.name() + ", %%" + magic.name()
                : (line ? "%" : "%%") + magic.name();
    }
}
