package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.magics.table.Table;

/** How magics talk to a person. */
final class Say {
    private Say() {}

    static void line(MagicContext context, String sentence) {
        context.output().stream(false, sentence + "\n");
    }

    static void show(MagicContext context, Table table) {
        context.output().display(table.toBundle(), null);
    }

    /** The magic as it was typed, on one line, to begin a message with. */
    static String typed(MagicLine line) {
        String percent = line.body() == null ? "%" : "%%";
        return (percent + line.name() + " " + line.text()).strip();
    }
}
